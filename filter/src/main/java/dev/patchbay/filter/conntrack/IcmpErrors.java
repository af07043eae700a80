package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;

/// ICMP messages before their tracker has them (`nf_conntrack_handle_icmp`): an error is RELATED to
/// the connection of the packet inside, some messages are not tracked at all.
final class IcmpErrors {
  /// What becomes of a message.
  enum Outcome {
    /// A tracker may have it.
    TRACK,
    /// It has what it needs.
    DONE,
    INVALID
  }

  private final Conntrack conntrack;
  private final Parsed inner4 = new Parsed(Family.IPV4);
  private final Parsed inner6 = new Parsed(Family.IPV6);
  private final Tuple tuple = new Tuple();
  private final Tuple answer = new Tuple();

  IcmpErrors(Conntrack conntrack) {
    this.conntrack = conntrack;
  }

  Outcome handle(Parsed packet, int zone) {
    byte[] bytes = packet.bytes();
    int at = packet.transport;
    boolean isV4 = packet.family == Family.IPV4;
    if (!Icmp.fits(bytes, at, packet.tail)) {
      return invalid(packet, "short packet");
    }
    if (conntrack.setting(ConntrackSetting.CHECKSUM) != 0
        && !packet.checksumHolds(packet.transportLength())) {
      return invalid(packet, isV4 ? "bad hw icmp checksum" : "ICMPv6 checksum failed");
    }
    int type = Icmp.type(bytes, at);
    if (isV4) {
      if (type > IcmpTracker.HIGHEST_TYPE) {
        return invalid(packet, "invalid icmp type");
      }
      return Icmp.isError(type) ? relate(packet, zone) : Outcome.TRACK;
    }
    if (Icmp6Tracker.isUntracked(type)) {
      packet.packet().connection(null, Connection.INFO_UNTRACKED);
      return Outcome.DONE;
    }
    return Icmpv6.isError(type) ? relate(packet, zone) : Outcome.TRACK;
  }

  private Outcome invalid(Parsed packet, String reason) {
    conntrack.invalidLog().say(packet, packet.protocol, reason);
    return Outcome.INVALID;
  }

  /// The connection of the packet inside: it must have gone to where the error goes to, or the
  /// error is forged.
  private Outcome relate(Parsed packet, int zone) {
    Packet outer = packet.packet();
    byte[] bytes = outer.bytes();
    tuple.readAddresses(packet.family, bytes, packet.network);
    long toHi = tuple.destinationHi;
    long toLo = tuple.destinationLo;
    Parsed inner = packet.family == Family.IPV4 ? inner4 : inner6;
    if (!inner.readHeader(outer, packet.transport + Icmp.HEADER)) {
      return Outcome.INVALID;
    }
    Tracker tracker = Trackers.of(inner.protocol);
    long numbers = tracker.numbers(bytes, inner.transport, inner.tail);
    if (numbers == Tracker.NONE) {
      return Outcome.INVALID;
    }
    inner.writeTo(tuple, (int) numbers, zone);
    if (!tracker.invert(tuple, answer)) {
      return Outcome.INVALID;
    }
    int place = conntrack.find(answer);
    if (place < 0) {
      return Outcome.INVALID;
    }
    Connection connection = conntrack.table().at(place);
    int direction = conntrack.table().direction(place);
    connection.tuple(direction, answer);
    if (answer.destinationHi != toHi || answer.destinationLo != toLo) {
      sayForged(packet, toHi, toLo);
      return Outcome.INVALID;
    }
    int reply = direction == Connection.REPLY ? Connection.INFO_REPLY : 0;
    outer.connection(connection, Connection.INFO_RELATED + reply);
    return Outcome.DONE;
  }

  /// Says that the error goes elsewhere than the packet that it is about.
  private void sayForged(Parsed packet, long toHi, long toLo) {
    if (conntrack.invalidLog().wants(packet.protocol)) {
      String outer = address(packet.family, toHi, toLo);
      String inner = address(packet.family, answer.destinationHi, answer.destinationLo);
      String reason = "outer daddr " + outer + " != inner " + inner;
      conntrack.invalidLog().say(packet, packet.protocol, reason);
    }
  }

  private static String address(Family family, long hi, long lo) {
    StringBuilder text = new StringBuilder();
    new Ip(family, hi, lo).appendFull(text);
    return text.toString();
  }
}
