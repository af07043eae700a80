package dev.patchbay.filter.nat;

import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;

/// The translation of a namespace's connections (net/netfilter/nf_nat_core.c).
public final class Nat implements NetnsPart {
  private static final Key<Nat> KEY = new Key<>(Nat::new);

  private final Conntrack conntrack;
  private final Mappings mappings = new Mappings();
  private final UniqueTuple unique;
  private final IcmpRewrite icmp;
  private final Tuple current = new Tuple();
  private final Tuple chosen = new Tuple();
  private final Tuple target = new Tuple();

  private Nat(Netns netns) {
    this.conntrack = Conntrack.of(netns);
    this.unique = new UniqueTuple(conntrack, mappings);
    this.icmp = new IcmpRewrite();
    conntrack.onEnd(mappings::forget);
    DeviceAddress.listen(netns.machine());
  }

  /// The translation of the namespace.
  public static Nat of(Netns netns) {
    return netns.part(KEY);
  }

  /// Whose connections it translates.
  Netns netns() {
    return conntrack.netns();
  }

  /// Whether anything has been translated in the namespace, or could be.
  static boolean isKnown(Netns netns) {
    return netns.hasPart(KEY);
  }

  Conntrack conntrack() {
    return conntrack;
  }

  // ---- nf_nat_setup_info

  /// Decides what the connection's source or destination becomes. Nothing is decided twice.
  public void set(Connection connection, NatRange range, Manipulation what) {
    if (connection.isConfirmed() || connection.has(what.done())) {
      return;
    }
    connection.tuple(Connection.REPLY, chosen);
    int zone = chosen.zone;
    Conntrack.invert(chosen, current);
    current.zone = zone;
    chosen.copy(current);
    unique.choose(chosen, connection, range, what);
    if (!chosen.sameAs(current)) {
      boolean keep =
          what == Manipulation.SOURCE && (chosen.source != current.source || !isOneAddress(range));
      if (keep) {
        mappings.add(connection, chosen);
      }
      Conntrack.invert(chosen, target);
      conntrack.alterReply(connection, target);
      connection.set(what.bit());
    }
    connection.set(what.done());
  }

  private static boolean isOneAddress(NatRange range) {
    return range.first() == null || range.first().equals(range.last());
  }

  /// What stands at a hook of a family: lets `rules` decide on the first packet of a connection,
  /// and translates all.
  public HookFunction translation(Family family, HookPoint point, HookFunction rules) {
    return new Translator(this, family, point, rules);
  }

  /// Translates an ICMP error about the connection; false when it may not pass.
  boolean translateError(
      Packet packet, Family family, Connection connection, int direction, HookPoint point) {
    return icmp.translate(packet, family, connection, direction, point);
  }

  static int transport(byte[] bytes, int ip, int tail, Family family) {
    if (family == Family.IPV4) {
      return Ipv4.payload(bytes, ip);
    }
    long skipped = Ipv6.skipExtensions(bytes, ip, tail);
    return skipped < 0 ? -1 : Ipv6.transportAt(skipped);
  }
}
