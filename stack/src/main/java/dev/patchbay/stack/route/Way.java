package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.MplsTunnel;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a route leads, and what it says of the path (`fib_info`): one object for all routes of a
/// table that say the same, so that many routes take little memory. Filled in before it is shared;
/// afterwards only its next hops' flags change.
final class Way {
  private static final NextHop[] NONE = {};

  final int table;
  final RouteType type;

  /// What the sender of a packet is told that it ends, or 0.
  int error;

  int scope;
  int protocol;
  int metric;
  @Nullable Ip preferredSource;
  RouteMetrics metrics = RouteMetrics.NONE;
  NextHop[] hops = NONE;
  int realms;

  /// The object that holds the next hops, or null when they are the route's own.
  @Nullable Nexthop nexthop;

  /// IPv4: none of its next hops can be used any more.
  boolean dead;

  RoutePreference preference = RoutePreference.MEDIUM;

  /// IPv6: whether packets are dropped on this way, whatever its type, because its device is `lo`.
  boolean rejects;

  /// What a packet carries that it ends.
  @Nullable Route rejection;

  /// How many routes are of this way, and its place among the [Ways].
  int users;

  int hash;
  @Nullable Way nextInBucket;

  /// See [WayNumbers].
  int number;

  Way(int table, RouteType type) {
    this.table = table;
    this.type = type;
    Errno refusal = type.error();
    this.error = refusal == null ? 0 : refusal.number();
  }

  /// The same way, which may still be changed.
  Way copy() {
    Way copy = new Way(table, type);
    copy.scope = scope;
    copy.protocol = protocol;
    copy.metric = metric;
    copy.preferredSource = preferredSource;
    copy.metrics = metrics;
    copy.hops = hops.clone();
    for (int i = 0; i < hops.length; i++) {
      copy.hops[i] = hops[i].copy();
    }
    copy.realms = realms;
    copy.nexthop = nexthop;
    copy.error = error;
    copy.dead = dead;
    copy.preference = preference;
    copy.rejects = rejects;
    return copy;
  }

  /// The same for ways that say the same.
  int contentHash() {
    int all = Objects.hash(table, type.number(), scope, protocol, metric, preferredSource, realms);
    if (nexthop != null) {
      return (all + nexthop.id + metrics.hashCode()) * 0x9e37_79b9;
    }
    for (NextHop hop : hops) {
      all = all * 31 + hop.device.index() * 7 + Objects.hashCode(hop.gateway) + hop.weight;
    }
    return (all + metrics.hashCode()) * 0x9e37_79b9;
  }

  /// Whether the other one says the same (`fib_find_info`).
  boolean saysTheSame(Way other) {
    return table == other.table
        && type == other.type
        && scope == other.scope
        && protocol == other.protocol
        && metric == other.metric
        && nexthop == other.nexthop
        && preference == other.preference
        && rejects == other.rejects
        && Objects.equals(preferredSource, other.preferredSource)
        && metrics.equals(other.metrics)
        && realms == other.realms
        && (nexthop != null || leadsTheSame(other));
  }

  private boolean leadsTheSame(Way other) {
    if (hops.length != other.hops.length) {
      return false;
    }
    for (int i = 0; i < hops.length; i++) {
      if (!hops[i].isLike(other.hops[i])) {
        return false;
      }
    }
    return true;
  }

  /// How many of its next hops give their packets labels.
  int labelledHops() {
    int count = 0;
    for (NextHop hop : hops) {
      count += hop.encap instanceof MplsTunnel ? 1 : 0;
    }
    return count;
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

  /// Whether it has a next hop by the device that is its own.
  boolean owns(NetDevice device) {
    return nexthop == null && leadsBy(device);
  }

  boolean leadsBy(NetDevice device) {
    for (NextHop hop : hops) {
      if (hop.device == device) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is by gateways alone.
  boolean isByGateways() {
    for (NextHop hop : hops) {
      if (!hop.hasGateway()) {
        return false;
      }
    }
    return true;
  }

  void add(NextHop hop) {
    hops = Arrays.copyOf(hops, hops.length + 1);
    hops[hops.length - 1] = hop;
  }

  /// The same way without a next hop.
  Way without(NextHop hop) {
    Way copy = copy();
    copy.hops =
        Arrays.stream(hops).filter(one -> one != hop).map(NextHop::copy).toArray(NextHop[]::new);
    return copy;
  }

  /// The same way without the next hops by a device.
  Way without(NetDevice device) {
    Way copy = copy();
    copy.hops =
        Arrays.stream(copy.hops).filter(one -> one.device != device).toArray(NextHop[]::new);
    return copy;
  }

  /// Nothing that was found through it is used again.
  void forgetRoutes() {
    for (NextHop hop : hops) {
      hop.route = null;
    }
    rejection = null;
  }
}
