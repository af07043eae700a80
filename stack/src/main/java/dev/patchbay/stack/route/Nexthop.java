package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A next hop with a number of its own, or a group of such (`ip nexthop`, `struct nexthop`): routes
/// that name the number follow whatever it becomes.
final class Nexthop {
  private static final Member[] NONE = {};

  /// One of a group.
  record Member(Nexthop nexthop, int weight) {}

  final int id;
  int protocol;

  /// Of a single one; null for a group.
  @Nullable Family family;

  /// Of a single one; null for a group, and for one of a forwarding database that names no device.
  @Nullable NextHop hop;

  boolean blackhole;

  /// Whether it is for forwarding databases, not for routes.
  boolean fdb;

  /// Of a database's, which has no device.
  @Nullable Ip gateway;

  Member[] members = NONE;

  /// What is to be done when it is deleted: entries of forwarding databases go with it.
  final List<Runnable> gone = new ArrayList<>(0);

  /// Of a resilient group.
  @Nullable ResilientTable buckets;

  Nexthop(int id) {
    this.id = id;
  }

  boolean isGroup() {
    return family == null;
  }

  boolean isBy(NetDevice device) {
    return hop != null && hop.device == device;
  }

  boolean has(Nexthop other) {
    for (Member member : members) {
      if (member.nexthop == other) {
        return true;
      }
    }
    return false;
  }

  /// Whether packets end here.
  boolean endsPackets() {
    return isGroup() ? members.length == 1 && members[0].nexthop.blackhole : blackhole;
  }

  /// Whether some hop is one of IPv4, which routes of IPv6 cannot use.
  boolean hasIpv4() {
    if (family == Family.IPV4) {
      return true;
    }
    for (Member member : members) {
      if (member.nexthop.family == Family.IPV4) {
        return true;
      }
    }
    return false;
  }

  /// What a route by it leads by, of its own.
  private NextHop[] hops() {
    NextHop only = hop;
    if (!isGroup()) {
      return only == null ? new NextHop[0] : new NextHop[] {only.copy()};
    }
    NextHop[] hops = new NextHop[members.length];
    for (int i = 0; i < hops.length; i++) {
      NextHop one = members[i].nexthop.hop;
      if (one == null) {
        return new NextHop[0];
      }
      hops[i] = one.weighted(members[i].weight);
    }
    return hops;
  }

  /// The way leads by this from now on, or what has become of it.
  void lead(Way way) {
    way.forgetRoutes();
    way.nexthop = this;
    way.hops = hops();
    Errno refusal = endsPackets() ? RouteType.BLACKHOLE.error() : way.type.error();
    way.error = refusal == null ? 0 : refusal.number();
  }

  /// Becomes what another one is.
  void become(Nexthop other) {
    protocol = other.protocol;
    family = other.family;
    hop = other.hop;
    blackhole = other.blackhole;
    fdb = other.fdb;
    gateway = other.gateway;
    members = other.members;
    ResilientTable own = buckets;
    if (own == null) {
      buckets = other.buckets;
    } else if (other.buckets != null) {
      own.take(other.buckets);
    }
  }
}
