package dev.patchbay.filter.nat;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

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

  // ---- nf_nat_inet_fn

  /// What stands at a hook of a family: lets `rules` decide on the first packet of a connection,
  /// and translates all.
  public HookFunction function(Family family, HookFunction rules) {
    return (packet, in, out, hook, next) -> {
      Connection connection = trackedConnection(packet);
      if (connection == null) {
        return Verdict.ACCEPT;
      }
      return judge(packet, family, connection, rules, in, out, hook, next);
    };
  }

  private static @Nullable Connection trackedConnection(Packet packet) {
    return packet.connection() instanceof Connection connection ? connection : null;
  }

  private Verdict judge(
      Packet packet,
      Family family,
      Connection connection,
      HookFunction rules,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    HookPoint point = hook.point();
    Manipulation what = Manipulation.at(point);
    int info = packet.connectionInfo();
    int direction = Connection.direction(info);
    boolean established = info % Connection.INFO_REPLY == Connection.INFO_ESTABLISHED;
    if (!established) {
      boolean error =
          info % Connection.INFO_REPLY == Connection.INFO_RELATED && isError(packet, family);
      if (error) {
        return icmp.translate(packet, family, connection, direction, point)
            ? Verdict.ACCEPT
            : Verdict.DROP;
      }
      if (!connection.has(what.done())) {
        Verdict verdict = rules.judge(packet, in, out, hook, next);
        if (verdict != Verdict.ACCEPT) {
          return verdict;
        }
        if (!connection.has(what.done())) {
          set(connection, unchanged(), what);
        }
        translate(packet, family, connection, direction, what, point);
        return Verdict.ACCEPT;
      }
    }
    if (connection.masqueradeIndex() != 0 && hasMoved(connection, direction, point, out)) {
      conntrack.end(connection);
      return Verdict.DROP;
    }
    translate(packet, family, connection, direction, what, point);
    return Verdict.ACCEPT;
  }

  /// Whether the connection took the address of another device than the one it leaves by now.
  private static boolean hasMoved(
      Connection connection, int direction, HookPoint point, @Nullable NetDevice out) {
    return point == HookPoint.POSTROUTING
        && direction == Connection.ORIGINAL
        && out != null
        && connection.masqueradeIndex() != out.index();
  }

  /// `nf_nat_alloc_null_binding`: the same address, so that the search for a free port keeps to it.
  private static NatRange unchanged() {
    return NatRange.NONE;
  }

  private static boolean isError(Packet packet, Family family) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    if (family == Family.IPV4) {
      return Ipv4.protocol(bytes, ip) == IpProtocol.ICMP;
    }
    long skipped = Ipv6.skipExtensions(bytes, ip, packet.tail());
    return skipped >= 0 && Ipv6.transportProtocol(skipped) == IpProtocol.ICMPV6;
  }

  // ---- nf_nat_packet

  /// Writes into the packet what has been decided for its connection, as far as it belongs to this
  /// hook.
  private void translate(
      Packet packet,
      Family family,
      Connection connection,
      int direction,
      Manipulation what,
      HookPoint point) {
    Manipulation decided = direction == Connection.ORIGINAL ? what : what.other();
    if (!connection.has(decided.bit())) {
      return;
    }
    connection.tuple(1 - direction, current);
    if (!Conntrack.invert(current, target)) {
      return;
    }
    byte[] bytes = packet.edit();
    int ip = packet.network();
    int transport = transport(bytes, ip, packet.tail(), family);
    if (transport < 0) {
      return;
    }
    boolean partial =
        packet.checksum() == Packet.ChecksumState.PARTIAL && packet.checksumStart() == transport;
    boolean moved =
        Rewrite.packet(bytes, ip, transport, packet.tail(), target.protocol, target, what, partial);
    if (moved && what == Manipulation.DESTINATION && point == HookPoint.PREROUTING) {
      packet.destination(null);
    }
  }

  static int transport(byte[] bytes, int ip, int tail, Family family) {
    if (family == Family.IPV4) {
      return Ipv4.payload(bytes, ip);
    }
    long skipped = Ipv6.skipExtensions(bytes, ip, tail);
    return skipped < 0 ? -1 : Ipv6.transportAt(skipped);
  }
}
