package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A route as it stands in a table (`fib_alias` with its `fib_info`, `fib6_info`). Filled in before
/// it is put there; afterwards only its next hops change.
public final class FibEntry {
  private static final NextHop[] NONE = {};

  final Prefix destination;
  final int table;
  final RouteType type;

  /// What the sender of a packet is told that it ends, or 0.
  final int error;

  @Nullable FibEntry next;
  int tos;
  int scope;
  int protocol;
  int metric;
  @Nullable Ip preferredSource;
  RouteMetrics metrics = RouteMetrics.NONE;
  NextHop[] hops = NONE;
  int realms;

  /// IPv4: none of its next hops can be used any more.
  boolean dead;

  /// IPv6: which sources it is for, or null.
  @Nullable Prefix source;

  RoutePreference preference = RoutePreference.MEDIUM;

  /// IPv6: when it goes, in nanoseconds of the lab's clock, or 0.
  long expires;

  /// IPv6: whether packets are dropped on this way, whatever its type, because its device is `lo`.
  boolean rejects;

  /// What a packet carries that it ends.
  @Nullable Route rejection;

  FibEntry(Prefix destination, int table, RouteType type) {
    this.destination = destination;
    this.table = table;
    this.type = type;
    Errno refusal = type.error();
    this.error = refusal == null ? 0 : refusal.number();
  }

  public Family family() {
    return destination.family();
  }

  /// The network it leads to.
  public Prefix destination() {
    return destination;
  }

  /// See [RouteTable].
  public int table() {
    return table;
  }

  public RouteType type() {
    return type;
  }

  public int tos() {
    return tos;
  }

  /// See [dev.patchbay.stack.address.Scope].
  public int scope() {
    return scope;
  }

  /// See [RouteProtocol].
  public int protocol() {
    return protocol;
  }

  /// The lower, the better; without a sign.
  public int metric() {
    return metric;
  }

  public @Nullable Ip preferredSource() {
    return preferredSource;
  }

  public RouteMetrics metrics() {
    return metrics;
  }

  /// The ways it leads; none where it ends packets.
  public List<NextHop> hops() {
    return List.of(hops);
  }

  /// Whether the other entry says the same, prefix and table apart (`fib_find_info`).
  boolean saysTheSame(FibEntry other) {
    return type == other.type
        && scope == other.scope
        && protocol == other.protocol
        && metric == other.metric
        && Objects.equals(preferredSource, other.preferredSource)
        && metrics.equals(other.metrics)
        && realms == other.realms
        && leadsTheSame(other);
  }

  private boolean leadsTheSame(FibEntry other) {
    if (hops.length != other.hops.length) {
      return false;
    }
    for (int i = 0; i < hops.length; i++) {
      NextHop own = hops[i];
      NextHop its = other.hops[i];
      boolean same =
          own.leadsTheSame(its)
              && own.weight == its.weight
              && own.has(NextHopFlags.ONLINK) == its.has(NextHopFlags.ONLINK);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /// Whether its packets stay in the namespace.
  boolean leadsHere() {
    return type == RouteType.LOCAL || type == RouteType.ANYCAST;
  }

  /// Whether a next hop is dead or without carrier.
  boolean hasMarkedHop() {
    for (NextHop hop : hops) {
      if (hop.isMarked()) {
        return true;
      }
    }
    return false;
  }

  boolean isWithoutLiveHop() {
    return !isAliveWithout(null);
  }

  /// Whether a next hop is alive that is not by the device.
  boolean isAliveWithout(@Nullable NetDevice device) {
    for (NextHop hop : hops) {
      if (hop.device != device && !hop.has(NextHopFlags.DEAD)) {
        return true;
      }
    }
    return false;
  }

  boolean leadsBy(NetDevice device) {
    for (NextHop hop : hops) {
      if (hop.device == device) {
        return true;
      }
    }
    return false;
  }

  void add(NextHop hop) {
    hops = Arrays.copyOf(hops, hops.length + 1);
    hops[hops.length - 1] = hop;
  }

  void removeHopsBy(NetDevice device) {
    hops = Arrays.stream(hops).filter(one -> one.device != device).toArray(NextHop[]::new);
  }

  void remove(NextHop hop) {
    hops = Arrays.stream(hops).filter(one -> one != hop).toArray(NextHop[]::new);
  }
}
