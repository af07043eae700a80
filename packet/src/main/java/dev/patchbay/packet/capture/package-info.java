/// The formats of capture files, pcap and pcapng (draft-ietf-opsawg-pcap,
/// draft-ietf-opsawg-pcapng).
@NullMarked
package dev.patchbay.packet.capture;

import org.jspecify.annotations.NullMarked;
