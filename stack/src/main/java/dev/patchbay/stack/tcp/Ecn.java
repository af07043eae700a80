package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// Explicit congestion notification in one connection (RFC 3168 section 6.1).
final class Ecn {
  private static final int ECT_0 = 2;

  private final Connection connection;

  /// Whether the other end is to be told that congestion was marked (`TCP_ECN_DEMAND_CWR`).
  private boolean echoes;

  /// Whether the other end is to be told that the window was reduced (`TCP_ECN_QUEUE_CWR`).
  private boolean tellsReduced;

  /// Whether it has marked anything (`TCP_ECN_SEEN`).
  private boolean seen;

  Ecn(Connection connection) {
    this.connection = connection;
  }

  boolean isOn() {
    return connection.peer.ecn;
  }

  boolean isSeen() {
    return seen;
  }

  /// The window was reduced.
  void reduced() {
    tellsReduced = isOn();
  }

  /// That was wrong.
  void withdraw() {
    tellsReduced = false;
  }

  /// The ECN bits of the next packet, and what its header says: flags in the low byte, the bits of
  /// the type of service above (`tcp_ecn_send`).
  int send(int length, boolean fresh) {
    if (!isOn()) {
      return 0;
    }
    int flags = echoes ? Tcp.ECE : 0;
    int field = 0;
    if (length > 0 && fresh) {
      field = ECT_0;
      if (tellsReduced) {
        tellsReduced = false;
        flags |= Tcp.CWR;
      }
    }
    return field << 8 | flags;
  }

  /// A segment with data has come (`tcp_ecn_check_ce`).
  void receive(Arrival arrival) {
    if (!isOn()) {
      return;
    }
    if (arrival.has(Tcp.CWR)) {
      echoes = false;
    }
    if (arrival.isMarked()) {
      if (!echoes) {
        connection.acks.quickly(2);
        echoes = true;
      }
      seen = true;
    } else if ((arrival.tos & ECT_0) != 0) {
      seen = true;
    }
  }

  /// Whether an acknowledgement tells of congestion (`tcp_ecn_rcv_ecn_echo`).
  boolean isEcho(Arrival arrival) {
    return isOn() && arrival.has(Tcp.ECE) && !arrival.has(Tcp.SYN);
  }
}
