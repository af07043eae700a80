package dev.patchbay.filter.nat;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Connection4;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What translates packets at one hook of one family (`nf_nat_inet_fn`, `nf_nat_packet`): the rules
/// decide on the first packet of a connection, and what they have decided is written into all.
final class Translator extends HookFunction {
  private final Nat nat;
  private final Family family;
  private final HookPoint point;
  private final Manipulation what;
  private final HookFunction rules;
  private final Tuple target = new Tuple();

  Translator(Nat nat, Family family, HookPoint point, HookFunction rules) {
    this.nat = nat;
    this.family = family;
    this.point = point;
    this.what = Manipulation.at(point);
    this.rules = rules;
  }

  @Override
  public Verdict judge(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    if (!(packet.connection() instanceof Connection connection)) {
      return Verdict.ACCEPT;
    }
    int info = packet.connectionInfo();
    int direction = Connection.direction(info);
    boolean related = info == Connection.INFO_RELATED + direction * Connection.INFO_REPLY;
    if (related && isError(packet)) {
      boolean passes = nat.translateError(packet, family, connection, direction, point);
      return passes ? Verdict.ACCEPT : Verdict.DROP;
    }
    boolean decides = !connection.has(what.done()) && !isEstablished(info);
    if (decides) {
      Verdict verdict = rules.judge(packet, in, out, hook, next);
      if (verdict != Verdict.ACCEPT) {
        return verdict;
      }
      // `nf_nat_alloc_null_binding`: the same address, so that the search for a free port keeps to
      // it. Nothing happens where the rules have decided.
      nat.set(connection, NatRange.NONE, what);
    } else if (connection.masqueradeIndex() != 0 && hasMoved(connection, direction, out)) {
      nat.conntrack().end(connection);
      return Verdict.DROP;
    }
    translate(packet, connection, direction, !decides);
    return Verdict.ACCEPT;
  }

  private static boolean isEstablished(int info) {
    return info % Connection.INFO_REPLY == Connection.INFO_ESTABLISHED;
  }

  /// Whether the connection took the address of another device than the one it leaves by now.
  private boolean hasMoved(Connection connection, int direction, @Nullable NetDevice out) {
    return point == HookPoint.POSTROUTING
        && direction == Connection.ORIGINAL
        && out != null
        && connection.masqueradeIndex() != out.index();
  }

  private boolean isError(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    if (family == Family.IPV4) {
      return Ipv4.protocol(bytes, ip) == IpProtocol.ICMP;
    }
    long skipped = Ipv6.skipExtensions(bytes, ip, packet.tail());
    return skipped >= 0 && Ipv6.transportProtocol(skipped) == IpProtocol.ICMPV6;
  }

  /// Writes into the packet what has been decided for its connection, as far as it belongs to this
  /// hook.
  ///
  /// @param bound whether it was decided for an earlier packet
  private void translate(Packet packet, Connection connection, int direction, boolean bound) {
    Manipulation decided = direction == Connection.ORIGINAL ? what : what.other();
    if (!connection.has(decided.bit())) {
      return;
    }
    int transport = Nat.transport(packet.edit(), packet.network(), packet.tail(), family);
    if (transport < 0) {
      return;
    }
    String before = packet.trace() == null ? "" : NatStage.end(packet, transport, family, what);
    boolean partial =
        packet.checksum() == Packet.ChecksumState.PARTIAL && packet.checksumStart() == transport;
    boolean moved = rewrite(packet, connection, direction, transport, partial);
    if (packet.trace() != null) {
      boolean undone = direction == Connection.REPLY;
      String after = NatStage.end(packet, transport, family, what);
      Netns netns = nat.netns();
      netns.world().note(packet, netns, new NatStage(what, undone, bound, before, after));
    }
    if (moved && point == HookPoint.PREROUTING) {
      packet.destination(null);
    }
  }

  private boolean rewrite(
      Packet packet, Connection connection, int direction, int transport, boolean partial) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int protocol = connection.protocol();
    if (connection instanceof Connection4 four) {
      long addresses = four.translatedAddresses(direction);
      long numbers = four.translatedNumbers(direction);
      return numbers >= 0
          && Rewrite.packet4(
              bytes,
              ip,
              transport,
              packet.tail(),
              protocol,
              addresses,
              (int) numbers,
              what,
              partial);
    }
    return connection.translated(direction, target)
        && Rewrite.packet(bytes, ip, transport, packet.tail(), protocol, target, what, partial);
  }
}
