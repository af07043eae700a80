package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests that add and remove IPv4 routes (net/ipv4/fib_frontend.c, fib_trie.c).
final class Ipv4Routes {
  private static final Prefix EVERYWHERE = new Prefix(Ip.ANY4, 0);
  private static final int CONGESTION_BITS = 3;

  private final Fib fib;

  Ipv4Routes(Fib fib) {
    this.fib = fib;
  }

  private static void check(RouteRequest request) throws NetlinkException {
    request.checkNexthop();
    if ((request.tos & CONGESTION_BITS) != 0) {
      throw new NetlinkException(Errno.EINVAL, "Invalid dsfield (tos): ECN bits must be 0.");
    }
  }

  private static Prefix destination(RouteRequest request) throws NetlinkException {
    Prefix destination = request.destination == null ? EVERYWHERE : request.destination;
    if (!destination.isNetwork()) {
      throw new NetlinkException(Errno.EINVAL, "Invalid prefix for given prefix length.");
    }
    return destination;
  }

  private static int tableOf(RouteRequest request) {
    return request.table == RouteTable.UNSPEC ? RouteTable.MAIN : request.table;
  }

  void add(RouteRequest request, RouteRequest.Mode mode) throws NetlinkException {
    check(request);
    int table = tableOf(request);
    fib.makeTable(table);
    Prefix destination = destination(request);
    Way way = new Ipv4NextHops(fib, (Ipv4Lookup) fib.lookup()).create(request, destination, table);
    FibEntry entry = new FibEntry(destination, request.tos, way);
    Errno error = Ipv4Aliases.insert(fib, entry, mode);
    if (error != null) {
      throw new NetlinkException(error);
    }
    if (request.type == RouteType.LOCAL) {
      fib.setCustomLocalRoutes();
    }
  }

  /// Takes away the first route of the prefix and type of service that is as the request says.
  void delete(RouteRequest request) throws NetlinkException {
    check(request);
    if (request.nextHopId != 0) {
      Nexthops.named(fib.netns(), request.nextHopId);
    }
    FibTable table = fib.table(tableOf(request));
    if (table == null) {
      throw new NetlinkException(Errno.ESRCH, "FIB table does not exist.");
    }
    FibEntry first = table.first(destination(request));
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      if (entry.table() == table.id && isMeant(entry, request)) {
        fib.remove(entry);
        return;
      }
    }
    throw new NetlinkException(Errno.ESRCH);
  }

  private static boolean isMeant(FibEntry entry, RouteRequest request) {
    Ip preferred = request.preferredSource;
    return entry.tos() == request.tos
        && (request.type == RouteType.UNSPEC || entry.type() == request.type)
        && (request.scope == Scope.NOWHERE || entry.scope() == request.scope)
        && (preferred == null || preferred.equals(entry.preferredSource()))
        && (request.protocol == 0 || entry.protocol() == request.protocol)
        && (request.metric == 0 || entry.metric() == request.metric)
        && leadsAsMeant(entry, request)
        && saysAsMeant(entry.metrics(), request.metrics);
  }

  /// One next hop in a request is compared with the route's first, several with all
  /// (`fib_nh_match`).
  private static boolean leadsAsMeant(FibEntry entry, RouteRequest request) {
    Nexthop nexthop = entry.way.nexthop;
    if (request.nextHopId != 0) {
      return nexthop != null && nexthop.id == request.nextHopId;
    }
    if (nexthop != null) {
      return !request.namesHops();
    }
    if (request.device != null || request.gateway != null) {
      return entry.way.hops.length > 0
          && (request.encap == null || request.encap.equals(entry.way.hops[0].encap))
          && isMeant(entry.way.hops[0], request.device, request.gateway);
    }
    List<RouteRequest.Hop> hops = request.hops;
    if (!hops.isEmpty() && hops.size() != entry.way.hops.length) {
      return false;
    }
    for (int i = 0; i < hops.size(); i++) {
      if (!isMeant(entry.way.hops[i], hops.get(i).device, hops.get(i).gateway)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMeant(NextHop hop, @Nullable NetDevice device, @Nullable Ip gateway) {
    return (device == null || hop.device == device)
        && (gateway == null || gateway.equals(hop.gateway));
  }

  /// Every metric the request names is the route's (`fib_metrics_match`).
  private static boolean saysAsMeant(RouteMetrics metrics, RouteMetrics meant) {
    for (int i = 1; i < RouteMetrics.COUNT; i++) {
      if (i != RouteMetrics.CC_ALGO && meant.value(i) != 0 && meant.value(i) != metrics.value(i)) {
        return false;
      }
    }
    return meant.congestion() == null || meant.congestion().equals(metrics.congestion());
  }
}
