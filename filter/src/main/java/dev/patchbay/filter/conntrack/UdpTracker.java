package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Udp;
import org.jspecify.annotations.Nullable;

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
    String fault = fault(conntrack, packet);
    if (fault != null) {
      conntrack.invalidLog().say(packet, protocol, fault);
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

  /// What is wrong with the header and its checksum, or null.
  private @Nullable String fault(Conntrack conntrack, Parsed packet) {
    if (!Udp.headerFits(packet.bytes(), packet.transport, packet.tail)) {
      return "short packet";
    }
    int length = Udp.length(packet.bytes(), packet.transport);
    return this == Trackers.UDPLITE
        ? faultOfCoverage(packet, length)
        : faultOfLength(conntrack, packet, length);
  }

  private static @Nullable String faultOfCoverage(Parsed packet, int length) {
    boolean sound = length == 0 || (length >= Udp.HEADER && length <= packet.transportLength());
    return sound ? null : "invalid checksum coverage";
  }

  private static @Nullable String faultOfLength(Conntrack conntrack, Parsed packet, int length) {
    if (length < Udp.HEADER || length > packet.transportLength()) {
      return "truncated/malformed packet";
    }
    boolean holds =
        Udp.checksum(packet.bytes(), packet.transport) == 0
            || conntrack.setting(ConntrackSetting.CHECKSUM) == 0
            || packet.checksumHolds(length);
    return holds ? null : "bad checksum";
  }
}
