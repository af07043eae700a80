package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.socket.IcmpErrno;

/// What an ICMP error about a segment means to its connection (RFC 5461, RFC 5927; `tcp_v4_err`,
/// `tcp_v6_err`).
final class IcmpErrors {
  private IcmpErrors() {}

  static void take(TcpEndpoint end, IcmpError error, int sequence) {
    if (end instanceof Connection connection && concerns(connection, sequence)) {
      if (error.isFragmentationNeeded() || connection.socket.receivesErrors()) {
        connection.socket.tell(error);
      } else if (error.type() != Icmp.SOURCE_QUENCH) {
        happens(connection, IcmpErrno.of(error.type(), error.code()).errno());
      }
    }
  }

  static void take(TcpEndpoint end, Icmp6Error error, int sequence) {
    if (end instanceof Connection connection && concerns(connection, sequence)) {
      if (error.type() == Icmpv6.PACKET_TOO_BIG || connection.socket.receivesErrors()) {
        connection.socket.tell(error);
      } else {
        happens(connection, IcmpErrno.ofIcmpv6(error.type(), error.code()).errno());
      }
    }
  }

  /// While it is being made, the connection fails; later the error is one that may pass, and is
  /// told when nothing else helps.
  private static void happens(Connection connection, Errno errno) {
    TcpState state = connection.state();
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      connection.fail(errno);
    } else {
      connection.softError(errno);
    }
  }

  /// Whether the segment is one that may be on its way.
  private static boolean concerns(Connection connection, int sequence) {
    boolean concerns = Sequence.between(sequence, connection.sndUna, connection.sndNxt);
    if (!concerns) {
      connection.stack.count(TcpCounter.OUT_OF_WINDOW_ICMPS);
    }
    return concerns;
  }
}
