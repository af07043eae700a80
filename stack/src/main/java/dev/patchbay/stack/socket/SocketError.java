package dev.patchbay.stack.socket;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// One entry of a socket's error queue (`IP_RECVERR`, `sock_extended_err`).
///
/// @param errno which error
/// @param origin who says so
/// @param type the ICMP type, 0 for an error of this host
/// @param code the ICMP code, 0 for an error of this host
/// @param info the MTU of the path, in bytes, for `EMSGSIZE`; else 0
/// @param offender who sent the ICMP error, or null
/// @param destination whom the packet was for
/// @param port the UDP port it was for, or 0
/// @param payload what the packet carried, as far as it was quoted: the ICMP header first, of UDP
///   the data
/// @param hops the TTL or hop limit that the ICMP error had left, or 0
/// @param time when it came, in nanoseconds of the lab's clock
@SuppressWarnings("ArrayRecordComponent") // fresh bytes, the receiver's own
public record SocketError(
    Errno errno,
    Origin origin,
    int type,
    int code,
    int info,
    @Nullable Ip offender,
    Ip destination,
    int port,
    byte[] payload,
    int hops,
    long time) {
  /// Who says that there is an error (`SO_EE_ORIGIN_…`).
  public enum Origin {
    LOCAL,
    ICMP,
    ICMP6
  }
}
