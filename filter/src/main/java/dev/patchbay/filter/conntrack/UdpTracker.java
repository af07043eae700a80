package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Udp;

/// UDP and UDP-Lite: unanswered, answered, and a stream once it is answered for longer than two
/// seconds.
final class UdpTracker extends Tracker {
  /// How long a flow must last to count as a stream, in nanoseconds.
  private static final long STREAM_AFTER = 2_000_000_000L;

  private final int protocol;
  private final String name;

  UdpTracker(int protocol, String name) {
    this.protocol = protocol;
    this.name = name;
  }

  @Override
  int protocol() {
    return protocol;
  }

  @Override
  String name() {
    return name;
  }

  @Override
  NumberNames numberNames() {
    return NumberNames.PORTS;
  }

  @Override
  long numbers(byte[] bytes, int at, int tail) {
    return tail - at < 4 ? NONE : Udp.ports(bytes, at) & 0xffff_ffffL;
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    if (!isSound(conntrack, packet)) {
      return Answer.INVALID;
    }
    if (!connection.has(Connection.SEEN_REPLY)) {
      conntrack.refresh(connection, packet, info, conntrack.seconds(ConntrackSetting.UDP_TIMEOUT));
      return Answer.ACCEPT;
    }
    boolean stream = conntrack.now() > connection.created + STREAM_AFTER;
    ConntrackSetting timeout =
        stream ? ConntrackSetting.UDP_TIMEOUT_STREAM : ConntrackSetting.UDP_TIMEOUT;
    conntrack.refresh(connection, packet, info, conntrack.seconds(timeout));
    if (stream) {
      conntrack.assure(connection);
    }
    return Answer.ACCEPT;
  }

  private boolean isSound(Conntrack conntrack, Parsed packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport;
    if (!Udp.headerFits(bytes, at, packet.tail)) {
      return false;
    }
    int length = Udp.length(bytes, at);
    if (this == Trackers.UDPLITE) {
      return length == 0 || (length >= Udp.HEADER && length <= packet.transportLength());
    }
    if (length < Udp.HEADER || length > packet.transportLength()) {
      return false;
    }
    return Udp.checksum(bytes, at) == 0
        || conntrack.setting(ConntrackSetting.CHECKSUM) == 0
        || packet.checksumHolds(length);
  }
}
