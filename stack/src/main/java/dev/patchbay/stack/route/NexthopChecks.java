package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.Scope;
import java.util.List;

/// What requests about nexthop objects, and routes by them, must keep to (net/ipv4/nexthop.c), in
/// the kernel's order.
final class NexthopChecks {
  /// A weight travels as one less, in eight bits of which the largest stays free.
  private static final int MOST_WEIGHT = 255;

  private NexthopChecks() {}

  static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }

  /// `rtm_to_nh_config`.
  static void check(NexthopRequest request) throws NetlinkException {
    if (request.family == null && request.group == null) {
      throw invalid("Invalid address family.");
    }
    if (request.fdb) {
      if (request.device != null || request.blackhole || request.encap != null) {
        throw invalid("Fdb attribute can not be used with encap, oif or blackhole.");
      }
      if (request.onlink) {
        throw invalid("Unsupported nexthop flags in ancillary header.");
      }
    }
    if (request.group != null) {
      if (request.family != null) {
        throw invalid("Invalid family for group.");
      }
    } else if (request.blackhole) {
      if (request.gateway != null || request.device != null || request.encap != null) {
        throw invalid("Blackhole attribute can not be used with gateway, oif, encap or fdb.");
      }
    } else {
      checkHop(request);
    }
  }

  private static void checkHop(NexthopRequest request) throws NetlinkException {
    NetDevice device = request.device;
    if (device == null && !request.fdb) {
      throw invalid("Device attribute required for non-blackhole and non-fdb nexthops.");
    }
    if (device != null && !device.isUp()) {
      throw new NetlinkException(Errno.ENETDOWN, "Nexthop device is not up.");
    }
    if (device != null && !device.hasCarrier()) {
      throw new NetlinkException(Errno.ENETDOWN, "Carrier for nexthop device is down.");
    }
    if (request.gateway == null && request.onlink) {
      throw invalid("ONLINK flag can not be set for nexthop without a gateway.");
    }
  }

  /// That each weight is one, and no nexthop stands in a group twice.
  static void checkEach(List<NexthopRequest.Member> members) throws NetlinkException {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).weight() > MOST_WEIGHT) {
        throw invalid("Invalid value for weight.");
      }
      for (int j = i + 1; j < members.size(); j++) {
        if (members.get(i).id() == members.get(j).id()) {
          throw invalid("Nexthop id can not be used twice in a group.");
        }
      }
    }
  }

  /// That a nexthop may be one of so many of a group (`valid_group_nh`).
  static void checkMember(Nexthop member, int paths, boolean fdb) throws NetlinkException {
    if (member.isGroup()) {
      throw invalid(
          (member.buckets == null ? "Hash-threshold" : "Resilient")
              + " group can not be a nexthop within a group.");
    }
    if (member.blackhole && paths > 1) {
      throw invalid("Blackhole nexthop can not be used in a group with more than 1 path.");
    }
    if (fdb && !member.fdb) {
      throw invalid("FDB nexthop group can only have fdb nexthops.");
    }
    if (!fdb && member.fdb) {
      throw invalid("Non FDB nexthop group cannot have fdb nexthops.");
    }
  }

  /// That a route of this scope may lead by it (`fib_check_nexthop`, `fib6_check_nexthop`).
  static void checkRoute(Nexthop nexthop, Family family, int scope) throws NetlinkException {
    if (family == Family.IPV6 && nexthop.hasIpv4()) {
      throw invalid("IPv6 routes can not use an IPv4 nexthop.");
    }
    if (nexthop.fdb) {
      throw invalid("Route cannot point to a fdb nexthop.");
    }
    if (family == Family.IPV6) {
      return;
    }
    if (nexthop.isGroup() && scope == Scope.HOST) {
      throw invalid("Route with host scope can not have multiple nexthops.");
    }
    Nexthop first = nexthop.isGroup() ? nexthop.members[0].nexthop() : nexthop;
    NextHop hop = first.hop;
    if (hop != null && scope == Scope.HOST && hop.hasGateway()) {
      throw invalid("Route with host scope can not have a gateway.");
    }
    if (hop != null && hop.has(NextHopFlags.ONLINK) && scope >= Scope.LINK) {
      throw invalid("Scope mismatch with nexthop.");
    }
  }

  /// That one may become the other (`replace_nexthop`).
  static void checkReplace(Nexthop old, Nexthop other) throws NetlinkException {
    if (old.isGroup() && !other.isGroup()) {
      throw invalid("Can not replace a nexthop group with a nexthop.");
    }
    if (!old.isGroup() && other.isGroup()) {
      throw invalid("Can not replace a nexthop with a nexthop group.");
    }
    if (old.isGroup() && (old.buckets == null) != (other.buckets == null)) {
      throw invalid("Can not replace a nexthop group with one of a different type.");
    }
    ResilientTable before = old.buckets;
    ResilientTable after = other.buckets;
    if (before != null && after != null && before.size() != after.size()) {
      throw invalid("Can not change number of buckets of a resilient nexthop group.");
    }
  }
}
