package dev.patchbay.stack.tcp;

import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip6.Icmp6Error;

/// What an ICMP error about a segment means to its connection (RFC 5461, RFC 5927; `tcp_v4_err`,
/// `tcp_v6_err`).
final class IcmpErrors {
  private IcmpErrors() {}

  static void take(TcpEndpoint end, IcmpError error, int sequence) {
    if (end instanceof Connection connection && concerns(connection, sequence)) {
      connection.socket.tell(error);
    }
  }

  static void take(TcpEndpoint end, Icmp6Error error, int sequence) {
    if (end instanceof Connection connection && concerns(connection, sequence)) {
      connection.socket.tell(error);
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
