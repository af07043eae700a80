/// `ping`, `ping4` and `ping6`, as iputils 20221126 has them: options, pace, output and statistics.
///
/// ```
/// Ping ── Options        what was asked for
///   ▼
/// Attempt ── Resolver    names, as /etc/hosts has them, in the order of RFC 6724
///   ▼
/// EchoIpv4 · EchoIpv6    the socket of a family: source address, header line, messages
///   ▼
/// PingLoop ── Pacing     when the next request is due, and when to give up
///        ├─── Tally      what was sent, answered, lost; how long it took
///        └─── Report     the lines
/// ```
@NullMarked
package dev.patchbay.tools.ping;

import org.jspecify.annotations.NullMarked;
