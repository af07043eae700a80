package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// Urgent data (RFC 6093; `tcp_urg`).
final class Urgent {
  private Urgent() {}

  /// Notes where the other end says that urgent data ends.
  static void check(Connection connection, Arrival arrival) {
    if (arrival.has(Tcp.URG)) {
      connection.urgent(arrival);
    }
  }
}
