package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourParameters;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.AdvertisedRoutes;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RoutePreference;
import org.jspecify.annotations.Nullable;

/// What a host learns from its routers (RFC 4861 section 6.3.4, `ndisc_router_discovery`): that
/// they are there, how the link is, which networks are on it and behind them.
final class RouterAdvertisements {
  private static final long MILLISECOND = 1_000_000L;
  private static final int LARGEST_HOP_LIMIT = 255;

  /// Times beyond are no times (`MAX_SCHEDULE_TIMEOUT` in seconds).
  private static final long LONGEST_SECONDS = Integer.MAX_VALUE / 100;

  private final NeighbourTable table;
  private final PrefixInformation prefixes;

  RouterAdvertisements(NeighbourTable table, Addrconf addrconf) {
    this.table = table;
    this.prefixes = new PrefixInformation(addrconf);
  }

  /// Takes an advertisement that is well-formed; returns why it is refused, or null.
  @Nullable DropReason receive(Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    Ip router = Ip.v6(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip));
    if (inet == null || !router.isLinkLocal()) {
      return DropReason.ND_MALFORMED;
    }
    int tail = packet.tail();
    boolean accepts = RouterSolicitation.accepts(inet);
    FibEntry route = null;
    if (accepts) {
      inet.heardRouter();
      inet.advertised(NeighbourDiscovery.routerFlags(bytes, at));
      route = defaultRouter(inet, router, bytes, at);
      times(device, bytes, at);
    }
    int address = NeighbourDiscovery.option(bytes, at, tail, NeighbourOption.SOURCE_ADDRESS);
    learn(device, router, bytes, address);
    if (accepts) {
      options(inet, router, route, bytes, at, tail);
    }
    return null;
  }

  // ---- the router

  private static boolean isOwn(Inet6Device inet, Ip router) {
    return inet.setting(Ipv6Setting.ACCEPT_RA_FROM_LOCAL) == 0
        && inet.find(router.hi(), router.lo()) != null;
  }

  private @Nullable FibEntry defaultRouter(Inet6Device inet, Ip router, byte[] bytes, int at) {
    int lifetime = NeighbourDiscovery.lifetime(bytes, at);
    boolean passes =
        inet.setting(Ipv6Setting.ACCEPT_RA_DEFRTR) != 0
            && (lifetime == 0 || lifetime >= inet.setting(Ipv6Setting.ACCEPT_RA_MIN_LFT))
            && !isOwn(inet, router);
    if (!passes) {
      return null;
    }
    AdvertisedRoutes routes = AdvertisedRoutes.of(inet.netns());
    RoutePreference preference = preference(NeighbourDiscovery.routerFlags(bytes, at));
    if (preference == null || inet.setting(Ipv6Setting.ACCEPT_RA_RTR_PREF) == 0) {
      preference = RoutePreference.MEDIUM;
    }
    int metric = inet.setting(Ipv6Setting.RA_DEFRTR_METRIC);
    FibEntry route = routes.defaultRouter(inet.device(), router);
    if (route != null && (lifetime == 0 || route.metric() != metric)) {
      routes.remove(route);
      route = null;
    }
    if (route == null && lifetime != 0) {
      route = routes.addDefaultRouter(inet.device(), router, preference, metric);
    }
    if (route != null) {
      routes.preference(route, preference);
      routes.lifetime(route, lifetime);
    }
    hopLimit(inet, route, NeighbourDiscovery.hopLimit(bytes, at));
    return route;
  }

  /// The two bits of RFC 4191 section 2.1; null for the one that means nothing.
  private static @Nullable RoutePreference preference(int flags) {
    return switch (flags >>> 3 & 3) {
      case 0 -> RoutePreference.MEDIUM;
      case 1 -> RoutePreference.HIGH;
      case 3 -> RoutePreference.LOW;
      default -> null;
    };
  }

  private static void hopLimit(Inet6Device inet, @Nullable FibEntry route, int limit) {
    int least = inet.setting(Ipv6Setting.ACCEPT_RA_MIN_HOP_LIMIT);
    if (limit == 0 || least > LARGEST_HOP_LIMIT || limit < least) {
      return;
    }
    inet.setting(Ipv6Setting.HOP_LIMIT, limit);
    if (route != null) {
      AdvertisedRoutes.of(inet.netns()).metric(route, RouteMetrics.HOPLIMIT, limit);
    }
  }

  private void times(NetDevice device, byte[] bytes, int at) {
    NeighbourParameters parameters = table.ownParameters(device);
    long retransmit = Integer.toUnsignedLong(NeighbourDiscovery.retransTimer(bytes, at));
    if (retransmit != 0 && retransmit / 1000 < LONGEST_SECONDS) {
      parameters.set(NeighbourSetting.RETRANS_TIME, Math.max(jiffies(retransmit), 1));
    }
    long reachable = Integer.toUnsignedLong(NeighbourDiscovery.reachableTime(bytes, at));
    if (reachable != 0 && reachable / 1000 < LONGEST_SECONDS / 3) {
      int time = Math.max(jiffies(reachable), 10);
      if (time != parameters.get(NeighbourSetting.BASE_REACHABLE_TIME)) {
        parameters.set(NeighbourSetting.BASE_REACHABLE_TIME, time);
        parameters.set(NeighbourSetting.GC_STALE_TIME, 3 * time);
      }
    }
  }

  private static int jiffies(long millis) {
    return (int) (millis * MILLISECOND / NeighbourSetting.JIFFY);
  }

  private void learn(NetDevice device, Ip router, byte[] bytes, int option) {
    Neighbour neighbour = table.obtain(device, router.hi(), router.lo());
    if (neighbour != null) {
      neighbour.hear(
          option >= 0 ? NeighbourOption.mac(bytes, option) : Neighbour.KNOWN_ADDRESS,
          NeighbourState.STALE,
          Neighbour.WEAK_OVERRIDE
              | Neighbour.OVERRIDE
              | Neighbour.OVERRIDE_ISROUTER
              | Neighbour.ISROUTER);
    }
  }

  // ---- options

  private void options(
      Inet6Device inet, Ip router, @Nullable FibEntry route, byte[] bytes, int at, int tail) {
    boolean takesRoutes = inet.setting(Ipv6Setting.ACCEPT_RA_RTR_PREF) != 0 && !isOwn(inet, router);
    boolean takesPrefixes = inet.setting(Ipv6Setting.ACCEPT_RA_PINFO) != 0;
    int first = NeighbourDiscovery.options(bytes, at);
    for (int option = first; option < tail; option += NeighbourOption.length(bytes, option)) {
      switch (NeighbourOption.type(bytes, option)) {
        case NeighbourOption.ROUTE_INFORMATION -> {
          if (takesRoutes) {
            routeInformation(inet, router, bytes, option);
          }
        }
        case NeighbourOption.PREFIX_INFORMATION -> {
          if (takesPrefixes) {
            prefixes.receive(inet, bytes, option);
          }
        }
        default -> {}
      }
    }
    int mtu = NeighbourOption.find(bytes, first, tail, NeighbourOption.LINK_MTU);
    if (mtu >= 0 && inet.setting(Ipv6Setting.ACCEPT_RA_MTU) != 0) {
      linkMtu(inet, route, NeighbourOption.mtu(bytes, mtu));
    }
  }

  private static void linkMtu(Inet6Device inet, @Nullable FibEntry route, int mtu) {
    int before = inet.setting(Ipv6Setting.MTU);
    if (mtu < Ipv6.MIN_MTU || mtu > inet.device().mtu() || mtu == before) {
      return;
    }
    AdvertisedRoutes routes = AdvertisedRoutes.of(inet.netns());
    inet.setting(Ipv6Setting.MTU, mtu);
    if (route != null) {
      routes.metric(route, RouteMetrics.MTU, mtu);
    }
    routes.mtuChanged(inet.device(), mtu, before);
  }

  /// A network behind the router (RFC 4191 section 2.3, `rt6_route_rcv`).
  private static void routeInformation(Inet6Device inet, Ip router, byte[] bytes, int option) {
    int length = NeighbourOption.prefixLength(bytes, option);
    int size = NeighbourOption.length(bytes, option);
    int lifetime = NeighbourOption.routeLifetime(bytes, option);
    int least = inet.setting(Ipv6Setting.ACCEPT_RA_MIN_LFT);
    boolean tooShort = lifetime != 0 && Integer.compareUnsigned(lifetime, least) < 0;
    boolean refused =
        (length == 0 && inet.setting(Ipv6Setting.ACCEPT_RA_DEFRTR) == 0)
            || tooShort
            || length < inet.setting(Ipv6Setting.ACCEPT_RA_RT_INFO_MIN_PLEN)
            || length > inet.setting(Ipv6Setting.ACCEPT_RA_RT_INFO_MAX_PLEN);
    RoutePreference preference = preference(NeighbourOption.routeFlags(bytes, option));
    if (refused || preference == null || !NeighbourOption.routeFits(length, size)) {
      return;
    }
    AdvertisedRoutes routes = AdvertisedRoutes.of(inet.netns());
    Prefix to = NeighbourOption.routePrefix(bytes, option);
    FibEntry route = routes.behind(to, inet.device(), router);
    if (route != null && lifetime == 0) {
      routes.remove(route);
      return;
    }
    if (route == null && lifetime != 0) {
      route = routes.addBehind(to, inet.device(), router, preference);
    }
    if (route != null) {
      routes.preference(route, preference);
      routes.lifetime(route, lifetime);
    }
  }
}
