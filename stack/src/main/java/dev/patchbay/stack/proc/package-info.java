/// The tables under `/proc/net` that tell of several layers at once: counters (`snmp`, `netstat`)
/// and sockets (`udp`, `raw`, `packet`, `sockstat`, `protocols`, …). Their texts are read by
/// `netstat`, `ss`, `nstat`.
@NullMarked
package dev.patchbay.stack.proc;

import org.jspecify.annotations.NullMarked;
