package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One way a route leads (`fib_nh`): a device, perhaps a gateway.
public final class NextHop {
  final NetDevice device;
  final @Nullable Ip gateway;
  final int weight;
  int flags;

  /// How far away the gateway is; IPv4 only.
  int scope;

  /// What is added to packets that go this way, or told to their tunnel (`encap`), or null.
  @Nullable LightweightTunnel encap;

  /// What packets carry that go this way.
  @Nullable Route route;

  /// The source of packets that go this way and have none, as of that generation of the [Fib]. IPv4
  /// only.
  long source;

  int sourceGeneration = -1;

  NextHop(NetDevice device, @Nullable Ip gateway, int weight, int flags) {
    this.device = device;
    this.gateway = gateway;
    this.weight = weight;
    this.flags = flags;
  }

  public NetDevice device() {
    return device;
  }

  /// The next router, perhaps of the other family, or null when the destination is on the link.
  public @Nullable Ip gateway() {
    return gateway;
  }

  public boolean hasGateway() {
    return gateway != null;
  }

  /// The family of the gateway, or null.
  public @Nullable Family gatewayFamily() {
    return gateway == null ? null : gateway.family();
  }

  /// How often it is chosen among others, from 1 on.
  public int weight() {
    return weight;
  }

  /// Bits of [NextHopFlags].
  public int flags() {
    return flags;
  }

  /// How far away the next hop is, see [dev.patchbay.stack.address.Scope]; IPv4 only.
  public int scope() {
    return scope;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Whether it is dead or without carrier.
  boolean isMarked() {
    return has(NextHopFlags.DEAD | NextHopFlags.LINKDOWN);
  }

  /// The same next hop, of another route.
  NextHop copy() {
    return weighted(weight);
  }

  /// The same next hop of another weight.
  NextHop weighted(int other) {
    NextHop copy = new NextHop(device, gateway, other, flags);
    copy.scope = scope;
    copy.encap = encap;
    return copy;
  }

  /// Whether the other one says the same, what has become of it apart.
  boolean isLike(NextHop other) {
    return leadsTheSame(other)
        && weight == other.weight
        && has(NextHopFlags.ONLINK) == other.has(NextHopFlags.ONLINK)
        && Objects.equals(encap, other.encap);
  }

  boolean leadsTheSame(NextHop other) {
    return device == other.device && Objects.equals(gateway, other.gateway);
  }

  /// The flags as they are shown: a way without carrier counts as dead where such ways are passed
  /// over.
  int shownFlags(boolean ignoresLinkdown) {
    return ignoresLinkdown && has(NextHopFlags.LINKDOWN) ? flags | NextHopFlags.DEAD : flags;
  }
}
