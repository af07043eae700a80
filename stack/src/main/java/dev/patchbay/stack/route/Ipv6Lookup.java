package dev.patchbay.stack.route;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.address.NetnsSettings;
import dev.patchbay.stack.address.Settings;
import org.jspecify.annotations.Nullable;

/// How IPv6 packets find their way (net/ipv6/route.c): among the routes of the longest prefix those
/// of the least metric, among those the one that fits best.
final class Ipv6Lookup extends Lookup {
  private static final int UNUSABLE = -1;
  private static final int FITS_DEVICE = 2;

  private final MachineRoutes machine;
  private final Settings all;

  Ipv6Lookup(Fib fib) {
    super(fib);
    this.machine = MachineRoutes.of(fib.netns().machine());
    this.all = NetnsSettings.of(fib.netns(), Family.IPV6).all();
  }

  // ---- tables

  /// Asks the tables in the order of the rules (`fib6_rule_lookup`). Returns 0 and fills in the
  /// flow's entry and hop, or an error. `device` is preferred, and with `strict` the only one that
  /// counts.
  int find(Flow flow, @Nullable NetDevice device, boolean strict) {
    if (fib.hasRules()) {
      flow.preferred = device;
      flow.strict = strict;
      flow.ruleTos = flow.tos;
      return fib.ruleList().find(flow);
    }
    FibTable local = fib.table(RouteTable.LOCAL);
    int error = local == null ? NOTHING : find(local, flow, device, strict);
    if (error == NOTHING || error == Errno.EAGAIN.number()) {
      error = find(fib.main(), flow, device, strict);
    }
    return error == NOTHING || error == Errno.EAGAIN.number() ? Errno.ENETUNREACH.number() : error;
  }

  @Override
  int ask(FibTable table, Flow flow) {
    return find(table, flow, flow.preferred, flow.strict);
  }

  /// Asks one table (`fib6_table_lookup`): 0, the error of a route that forbids the way, or
  /// [Lookup#NOTHING].
  int find(FibTable table, Flow flow, @Nullable NetDevice device, boolean strict) {
    int error = findOnce(table, flow, device, strict);
    if (error == NOTHING && flow.passedOver) {
      flow.avoidsFailedRouters = false;
      error = findOnce(table, flow, device, strict);
    }
    return error;
  }

  private int findOnce(FibTable table, Flow flow, @Nullable NetDevice device, boolean strict) {
    PrefixMap prefixes = table.prefixes;
    long hi = flow.destinationHi;
    long lo = flow.destinationLo;
    FibEntry first = prefixes.longest(hi, lo);
    while (first != null) {
      FibEntry entry = select(first, flow, device, strict);
      if (entry != null) {
        flow.table = table.id;
        return entry.way.error;
      }
      first = prefixes.shorter(hi, lo, first.length());
    }
    flow.entry = null;
    flow.hop = null;
    return NOTHING;
  }

  /// Puts the best route of a prefix into the flow, and returns it (`rt6_select`).
  private @Nullable FibEntry select(
      FibEntry first, Flow flow, @Nullable NetDevice device, boolean strict) {
    int best = UNUSABLE;
    flow.entry = null;
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      FibEntry chosen = flow.entry;
      if (chosen != null && isBehind(entry, chosen)) {
        break;
      }
      if (!isFor(entry, flow)) {
        continue;
      }
      for (NextHop hop : entry.way.hops) {
        int score = score(entry, hop, flow, device, strict);
        if (score > best) {
          best = score;
          flow.entry = entry;
          flow.hop = hop;
        }
      }
    }
    return flow.entry;
  }

  /// Whether an entry is of a class that is asked only when the one before has nothing.
  private static boolean isBehind(FibEntry entry, FibEntry chosen) {
    return entry.metric() != chosen.metric() || sourceLength(entry) != sourceLength(chosen);
  }

  static int sourceLength(FibEntry entry) {
    Prefix source = entry.source();
    return source == null ? 0 : source.length();
  }

  private boolean isFor(FibEntry entry, Flow flow) {
    Prefix source = entry.source();
    return (source == null || source.contains(flow.sourceHi, flow.sourceLo))
        && (entry.expires() == 0 || entry.expires() > fib.netns().world().loop().now());
  }

  /// How well a next hop fits (`rt6_score_route`).
  private int score(
      FibEntry entry, NextHop hop, Flow flow, @Nullable NetDevice device, boolean strict) {
    if (hop.flags != 0 && !isAlive(hop, flow)) {
      return UNUSABLE;
    }
    boolean fits = device == null || hop.device == device;
    if ((!fits && strict) || (flow.avoidsFailedRouters && hasFailed(hop, flow))) {
      return UNUSABLE;
    }
    return (fits ? FITS_DEVICE : 0) + (rank(entry.way.preference) << 2);
  }

  private boolean hasFailed(NextHop hop, Flow flow) {
    Ip router = hop.gateway;
    boolean failed =
        router != null
            && machine.routerReachability().hasFailed(hop.device, router.hi(), router.lo());
    flow.passedOver |= failed;
    return failed;
  }

  private boolean isAlive(NextHop hop, Flow flow) {
    boolean avoided =
        hop.has(NextHopFlags.LINKDOWN) && !flow.ignoresLinkstate && ignoresLinkdown(hop.device);
    return !hop.has(NextHopFlags.DEAD) && !avoided;
  }

  private static int rank(RoutePreference preference) {
    return switch (preference) {
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
    };
  }

  // ---- packets

  /// Whether the device belongs to the address: what is on a link, or for a group
  /// (`rt6_need_strict`).
  private static boolean needsDevice(long hi, long lo) {
    return Ipv6.isMulticast(hi) || Ipv6.isLinkLocal(hi) || Ipv6.isLoopback(hi, lo);
  }

  @Override
  @Nullable Route output(Flow flow) {
    boolean noSource = (flow.sourceHi | flow.sourceLo) == 0;
    boolean strict =
        needsDevice(flow.destinationHi, flow.destinationLo) || (flow.output != null && noSource);
    flow.avoidsFailedRouters = isHost();
    int error = find(flow, flow.output, strict);
    if (error != 0) {
      flow.error = error;
      return null;
    }
    Route route = found(flow);
    if (noSource && !flow.anySource && !takeSource(fib, flow, route)) {
      return fail(flow, Errno.EADDRNOTAVAIL);
    }
    return route;
  }

  /// Routers stay with their routes; hosts look for a router that answers.
  private boolean isHost() {
    return all.value(Ipv6Setting.FORWARDING) == 0;
  }

  private Route found(Flow flow) {
    FibEntry entry = flow.entry;
    NextHop hop = flow.hop;
    if (entry == null || hop == null) {
      throw new IllegalStateException("nothing was found");
    }
    if (entry.way.hops.length > 1 && flow.output == null) {
      hop = choose(entry.way, hop, flow);
      flow.hop = hop;
    }
    return routeOf(entry.way, hop);
  }

  /// The route's own source, or the best one (`ip6_route_get_saddr`).
  static boolean takeSource(Fib fib, Flow flow, Route route) {
    Way way = route.way();
    Ip preferred = way == null ? null : way.preferredSource;
    if (preferred != null) {
      flow.sourceHi = preferred.hi();
      flow.sourceLo = preferred.lo();
      return true;
    }
    NextHop hop = route.hop();
    NetDevice device = hop == null ? route.device() : hop.device;
    return MachineRoutes.of(fib.netns().machine())
        .sourceSelection()
        .select(fib.netns(), device, flow);
  }

  @Override
  @Nullable Route input(Flow flow) {
    NetDevice device = flow.input;
    InetDevice part = device == null ? null : InetDevice.inet6(device);
    if (part == null) {
      flow.refusal = DropReason.IPV6DISABLED;
      return fail(flow, Errno.EINVAL);
    }
    boolean strict = needsDevice(flow.destinationHi, flow.destinationLo);
    flow.avoidsFailedRouters = isHost();
    int error = find(flow, device, strict);
    FibEntry entry = flow.entry;
    return error == 0 ? found(flow) : rejection(error, entry == null ? null : entry.way);
  }

  @Override
  RouteType addressType(long hi, long lo) {
    if (Ipv6.isMulticast(hi)) {
      return RouteType.MULTICAST;
    }
    FibTable local = fib.table(RouteTable.LOCAL);
    Flow question = machine.question().clear();
    question.destinationHi = hi;
    question.destinationLo = lo;
    boolean found = local != null && find(local, question, null, false) == 0;
    return found && question.entry != null ? question.entry.type() : RouteType.UNICAST;
  }
}
