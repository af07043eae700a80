package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The routes that routers of IPv6 advertise (RFC 4861 section 6.3.4, RFC 4191; `rt6_route_rcv`,
/// `rt6_add_dflt_router`): to everywhere, to networks behind a router, to networks on the link.
public final class AdvertisedRoutes {
  /// A lifetime without an end, in seconds without a sign.
  private static final int FOREVER = -1;

  private static final long SECOND = 1_000_000_000L;

  /// The metric of a network that a router says is on the link.
  private static final int ON_LINK_METRIC = 256;

  /// The metric of a network behind a router (`IP6_RT_PRIO_USER`).
  private static final int BEHIND_METRIC = 1024;

  private static final Prefix EVERYWHERE = new Prefix(Ip.ANY6, 0);

  private final Fib fib;

  private AdvertisedRoutes(Fib fib) {
    this.fib = fib;
  }

  /// Those of the namespace.
  public static AdvertisedRoutes of(Netns netns) {
    return new AdvertisedRoutes(Fib.of(netns, Family.IPV6));
  }

  private @Nullable FibEntry find(Prefix to, Predicate<FibEntry> wanted) {
    for (FibEntry entry = fib.main().first(to); entry != null; entry = entry.next) {
      if (isAdvertised(entry) && wanted.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  private static boolean isAdvertised(FibEntry entry) {
    return entry instanceof Ipv6FibEntry own && own.isAdvertised();
  }

  private static boolean leads(FibEntry entry, NetDevice device, @Nullable Ip router) {
    for (NextHop hop : entry.way.hops) {
      if (hop.device == device
          && (router == null ? !hop.hasGateway() : router.equals(hop.gateway))) {
        return true;
      }
    }
    return false;
  }

  // ---- routers

  /// The route by a default router, or null.
  public @Nullable FibEntry defaultRouter(NetDevice device, Ip router) {
    return behind(EVERYWHERE, device, router);
  }

  /// The route to a network behind a router, or null.
  public @Nullable FibEntry behind(Prefix to, NetDevice device, Ip router) {
    return find(to, entry -> leads(entry, device, router));
  }

  /// Adds a default router, which has a metric without a sign; null when that is refused.
  public @Nullable FibEntry addDefaultRouter(
      NetDevice device, Ip router, RoutePreference preference, int metric) {
    return add(EVERYWHERE, device, router, preference, metric, 0);
  }

  /// Adds a network behind a router.
  public @Nullable FibEntry addBehind(
      Prefix to, NetDevice device, Ip router, RoutePreference preference) {
    return add(to, device, router, preference, BEHIND_METRIC, 0);
  }

  private @Nullable FibEntry add(
      Prefix to,
      NetDevice device,
      @Nullable Ip router,
      RoutePreference preference,
      int metric,
      long expires) {
    Way way = new Way(L3Master.table(device, RouteTable.MAIN), RouteType.UNICAST);
    way.metric = metric;
    way.preference = preference;
    way.protocol = router == null ? RouteProtocol.KERNEL : RouteProtocol.RA;
    int flags = device.hasCarrier() ? 0 : NextHopFlags.LINKDOWN;
    way.hops = new NextHop[] {new NextHop(device, router, 1, flags)};
    Ipv6FibEntry entry = new Ipv6FibEntry(to, null, way, expires);
    entry.setAdvertised();
    if (Ipv6Siblings.insert(fib, entry, RouteRequest.Mode.APPEND) != null) {
      return null;
    }
    return router == null ? entry : behind(to, device, router);
  }

  /// A host has become a router: it needs no others (`rt6_purge_dflt_routers`). Those of devices
  /// stay that `keeps` says.
  public void purgeDefaultRouters(Predicate<NetDevice> keeps) {
    FibEntry next;
    for (FibEntry entry = fib.main().first(EVERYWHERE); entry != null; entry = next) {
      next = entry.next;
      if (isAdvertised(entry) && !keeps.test(entry.way.hops[0].device)) {
        fib.remove(entry);
      }
    }
  }

  // ---- networks on the link

  /// The route to a network that a router said is on the link of the device, or null.
  public @Nullable FibEntry onLink(Prefix to, NetDevice device) {
    return find(to, entry -> leads(entry, device, null));
  }

  /// Adds a network on the link, for so many seconds.
  public void addOnLink(Prefix to, NetDevice device, int lifetime) {
    long end = end(lifetime);
    add(to, device, null, RoutePreference.MEDIUM, ON_LINK_METRIC, end);
    if (end != 0) {
      fib.expiry().start();
    }
  }

  // ---- changes

  /// Takes a route away.
  public void remove(FibEntry entry) {
    fib.remove(entry);
  }

  /// How long the route holds from now on, in seconds without a sign.
  public void lifetime(FibEntry entry, int seconds) {
    if (entry instanceof Ipv6FibEntry own) {
      own.expires(end(seconds));
    }
    if (entry.expires() != 0) {
      fib.expiry().start();
    }
  }

  /// When a lifetime that begins now is over; 0 when it never is.
  private long end(int seconds) {
    long now = fib.netns().world().loop().now();
    return seconds == FOREVER ? 0 : now + Integer.toUnsignedLong(seconds) * SECOND;
  }

  /// How its router wants to be preferred.
  public void preference(FibEntry entry, RoutePreference preference) {
    if (entry.way.preference != preference) {
      Way way = entry.way.copy();
      way.preference = preference;
      fib.change(entry, way);
    }
  }

  /// Sets a number of its metrics, such as [RouteMetrics#HOPLIMIT].
  public void metric(FibEntry entry, int index, int value) {
    if (entry.metrics().value(index) != value) {
      Way way = entry.way.copy();
      way.metrics = way.metrics.with(index, value);
      fib.change(entry, way);
    }
  }

  /// The link takes packets of so many bytes from now on: routes that name another size follow
  /// (`rt6_mtu_change`). `before` is what it took.
  public void mtuChanged(NetDevice device, int mtu, int before) {
    Ipv6DeviceRoutes.mtuChanged(fib, device, mtu, before);
  }
}
