package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What actions know of the connections that netfilter tracks.
final class Tracked {
  private Tracked() {}

  /// The family of an IP packet with a header, or null.
  static @Nullable Family family(Packet packet) {
    if (packet.network() == Packet.UNSET) {
      return null;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> Family.IPV4;
      case EtherType.IPV6 -> Family.IPV6;
      default -> null;
    };
  }

  /// The connection of a packet: its own, or the one in the zone that it will belong to; else null.
  static @Nullable Connection of(Packet packet, Netns netns, int zone) {
    Family family = family(packet);
    Conntrack conntrack = family == null ? null : Conntrack.known(netns);
    if (family == null || conntrack == null) {
      return null;
    }
    Connection own = Connection.of(packet);
    return own == null ? conntrack.seek(packet, family, zone) : own;
  }

  /// Reads the number of a zone for the action called so.
  static int zone(Args args, String action) {
    OptionalLong zone = Numbers.u16(args.next(), 10);
    if (zone.isEmpty()) {
      throw new CommandException(1, action + ": Illegal \"zone\"");
    }
    return (int) zone.getAsLong();
  }
}
