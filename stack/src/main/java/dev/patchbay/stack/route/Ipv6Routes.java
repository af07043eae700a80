package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The requests that add and remove IPv6 routes (net/ipv6/route.c, ip6_fib.c).
final class Ipv6Routes {
  private static final Prefix EVERYWHERE = new Prefix(Ip.ANY6, 0);

  private final Fib fib;

  Ipv6Routes(Fib fib) {
    this.fib = fib;
  }

  private static void check(RouteRequest request) throws NetlinkException {
    request.checkNexthop();
    if (request.tos != 0) {
      throw new NetlinkException(
          Errno.EINVAL, "Invalid dsfield (tos): option not available for IPv6.");
    }
    if (request.gateway != null && request.gateway.isV4()) {
      throw new NetlinkException(Errno.EINVAL, "IPv6 does not support RTA_VIA attribute.");
    }
  }

  private static int tableOf(RouteRequest request) {
    return request.table == RouteTable.UNSPEC ? RouteTable.MAIN : request.table;
  }

  private static Prefix destination(RouteRequest request) {
    return request.destination == null ? EVERYWHERE : request.destination.network();
  }

  void add(RouteRequest request, RouteRequest.Mode mode) throws NetlinkException {
    check(request);
    int table = tableOf(request);
    FibTable tables = fib.makeTable(table);
    Prefix destination = destination(request);
    FibEntry entry = new Ipv6NextHops(fib).create(request, destination, table);
    if (mode == RouteRequest.Mode.CHANGE && tables.first(destination) == null) {
      throw new NetlinkException(Errno.ENOENT, "Can not replace route - no match found.");
    }
    Errno error = Ipv6Siblings.insert(fib, entry, mode);
    if (error != null) {
      throw new NetlinkException(error);
    }
  }

  /// Takes away the first route that is as the request says. A request that names a gateway takes
  /// that next hop only.
  void delete(RouteRequest request) throws NetlinkException {
    check(request);
    if (request.nextHopId != 0) {
      Nexthops.named(fib.netns(), request.nextHopId);
    }
    FibTable table = fib.table(tableOf(request));
    if (table == null) {
      throw new NetlinkException(Errno.ESRCH, "FIB table does not exist.");
    }
    if (request.hops.isEmpty()) {
      delete(table, request, request.device, request.gateway);
      return;
    }
    NetlinkException refused = null;
    for (RouteRequest.Hop hop : request.hops) {
      try {
        delete(table, request, hop.device, hop.gateway);
      } catch (NetlinkException e) {
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  private void delete(
      FibTable table, RouteRequest request, @Nullable NetDevice device, @Nullable Ip gateway)
      throws NetlinkException {
    FibEntry first = table.first(destination(request));
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      NextHop hop = isMeant(entry, request) ? hopOf(entry, device, gateway) : null;
      if (hop != null) {
        delete(entry, hop, gateway != null);
        return;
      }
    }
    boolean bottom = first == null && device == null && gateway == null && isBottom(request);
    throw new NetlinkException(bottom ? Errno.ENOENT : Errno.ESRCH);
  }

  /// Whether the request fits the entry at the bottom of every empty table, which cannot be removed
  /// (`fib6_null_entry`).
  private static boolean isBottom(RouteRequest request) {
    return destination(request).length() == 0
        && (request.metric == 0 || request.metric == -1)
        && (request.protocol == 0 || request.protocol == RouteProtocol.KERNEL);
  }

  private static boolean isMeant(FibEntry entry, RouteRequest request) {
    Prefix source = request.source;
    Prefix meant = source == null || source.length() == 0 ? null : source.network();
    Nexthop nexthop = entry.way.nexthop;
    boolean led =
        request.nextHopId == 0
            ? nexthop == null || !request.namesHops()
            : nexthop != null && nexthop.id == request.nextHopId;
    return led
        && Objects.equals(entry.source(), meant)
        && (request.metric == 0 || entry.metric() == request.metric)
        && (request.protocol == 0 || entry.protocol() == request.protocol);
  }

  private static @Nullable NextHop hopOf(
      FibEntry entry, @Nullable NetDevice device, @Nullable Ip gateway) {
    for (NextHop hop : entry.way.hops) {
      boolean meant =
          (device == null || hop.device == device)
              && (gateway == null || gateway.equals(hop.gateway));
      if (meant) {
        return hop;
      }
    }
    return null;
  }

  private void delete(FibEntry entry, NextHop hop, boolean hopOnly) {
    if (!hopOnly || entry.way.hops.length == 1 || entry.way.nexthop != null) {
      fib.remove(entry);
      return;
    }
    Way told = entry.way.copy();
    told.hops = new NextHop[] {hop.copy()};
    fib.announce(
        new Ipv6FibEntry(entry.destination(), entry.source(), told, entry.expires()), true);
    fib.change(entry, entry.way.without(hop));
  }
}
