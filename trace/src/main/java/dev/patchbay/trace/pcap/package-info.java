/// The language that chooses packets (pcap-filter(7) of libpcap 1.10), compiled to the same
/// programs as there. An expression goes through [FilterLexer] and [FilterParser], which tells the
/// generators ([PacketTests] and what stands on it) what to test; what they answer is a [Condition]
/// over blocks of instructions, which the [Assembler] lays out.
@NullMarked
package dev.patchbay.trace.pcap;

import org.jspecify.annotations.NullMarked;
