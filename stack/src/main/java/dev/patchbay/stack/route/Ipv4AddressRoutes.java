package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// The routes that IPv4 addresses bring (`fib_add_ifaddr`, `fib_del_ifaddr`): one to the address
/// itself, one to its broadcast addresses, and for a primary address one to its network. Each says
/// that packets to there come from the network's primary address.
final class Ipv4AddressRoutes implements AddressListener {
  private static final int HOST = 32;

  /// The longest prefix that leaves room for a broadcast address (RFC 3021).
  private static final int BROADCAST_PREFIX = 30;

  @Override
  public void added(InterfaceAddress address) {
    add(address);
    DeviceRoutes.revive(fibOf(address), address.inetDevice().device(), NextHopFlags.DEAD);
  }

  @Override
  public void removed(InterfaceAddress address) {
    remove(address, null);
    InetDevice device = address.inetDevice();
    if (device.addressCount() == 0) {
      DeviceRoutes.disable(fibOf(address), device.device(), true);
    } else {
      fibOf(address).flushCache();
    }
  }

  @Override
  public void losesPrimary(InterfaceAddress secondary, InterfaceAddress primary) {
    remove(secondary, primary);
  }

  @Override
  public void hasNewPrimary(InterfaceAddress secondary) {
    add(secondary);
  }

  @Override
  public void changed(InterfaceAddress address, int oldFlags, int oldMetric) {
    boolean hasRoute =
        address.inetDevice().device().isUp()
            && bringsNetwork(address)
            && !address.has(AddressFlags.NOPREFIXROUTE);
    if (hasRoute) {
      put(networkType(address), network(address), address, address.metric());
      drop(networkType(address), network(address), address, oldMetric);
    }
  }

  @Override
  public void settingsChanged(Netns netns) {
    Fib.flushCache(netns, Family.IPV4);
  }

  private static Fib fibOf(InterfaceAddress address) {
    return Fib.of(address.inetDevice().netns(), Family.IPV4);
  }

  // ---- what an address brings

  static void add(InterfaceAddress address) {
    InterfaceAddress primary = primaryOf(address);
    if (primary == null) {
      return;
    }
    put(RouteType.LOCAL, host(address.localHi()), primary, 0);
    if (!address.inetDevice().device().isUp()) {
      return;
    }
    int broadcast = address.broadcast();
    if (broadcast != 0 && broadcast != Ipv4.BROADCAST) {
      put(RouteType.BROADCAST, host(Ip.hi(broadcast)), primary, 0);
    }
    if (!bringsNetwork(address)) {
      return;
    }
    if (!address.has(AddressFlags.NOPREFIXROUTE)) {
      put(networkType(address), network(address), primary, address.metric());
    }
    if (address.prefixLength() <= BROADCAST_PREFIX) {
      put(RouteType.BROADCAST, host(lastOf(address)), primary, 0);
    }
  }

  /// The first address of the network, which is the source of what is sent there.
  private static @Nullable InterfaceAddress primaryOf(InterfaceAddress address) {
    if (!address.isSecondary()) {
      return address;
    }
    InetDevice device = address.inetDevice();
    for (int i = 0; i < device.addressCount(); i++) {
      InterfaceAddress other = device.address(i);
      boolean same = other.prefixLength() == address.prefixLength();
      if (same && !other.isSecondary() && other.contains(address.peerHi(), 0)) {
        return other;
      }
    }
    return null;
  }

  private static boolean bringsNetwork(InterfaceAddress address) {
    boolean wider = address.networkHi() != address.localHi() || address.prefixLength() < HOST;
    return !address.isSecondary() && wider && !isZeroNet(address);
  }

  private static boolean isZeroNet(InterfaceAddress address) {
    return Ipv4.isZeroNet((int) (address.networkHi() >>> 32));
  }

  private static RouteType networkType(InterfaceAddress address) {
    return address.inetDevice().device().isLoopback() ? RouteType.LOCAL : RouteType.UNICAST;
  }

  private static Prefix network(InterfaceAddress address) {
    return new Prefix(address.peer(), address.prefixLength()).network();
  }

  private static Prefix host(long hi) {
    return new Prefix(new Ip(Family.IPV4, hi, 0), HOST);
  }

  /// The network's last address.
  private static long lastOf(InterfaceAddress address) {
    return address.networkHi() | (~Prefix.maskHi(address.prefixLength()) & Prefix.maskHi(HOST));
  }

  // ---- what goes with an address

  /// Removes what the address brought, except what another address of the same primary one brings
  /// too. When `oldPrimary` is given the address stays and only loses that primary address.
  private static void remove(InterfaceAddress address, @Nullable InterfaceAddress oldPrimary) {
    InterfaceAddress primary = primaryOf(address);
    if (primary == null || (oldPrimary != null && primary != oldPrimary)) {
      return;
    }
    boolean network = bringsNetwork(address);
    if (network && !address.has(AddressFlags.NOPREFIXROUTE)) {
      drop(networkType(address), network(address), primary, 0);
    }
    Others others = new Others(address, primary, oldPrimary);
    if (address.broadcast() != 0 && !others.bringBroadcast(Ip.hi(address.broadcast()))) {
      drop(RouteType.BROADCAST, host(Ip.hi(address.broadcast())), primary, 0);
    }
    if (network
        && address.prefixLength() <= BROADCAST_PREFIX
        && !others.bringBroadcast(lastOf(address))) {
      drop(RouteType.BROADCAST, host(lastOf(address)), primary, 0);
    }
    if (!others.bring(address.localHi())) {
      drop(RouteType.LOCAL, host(address.localHi()), primary, 0);
      forget(address, oldPrimary != null);
    }
  }

  /// The other addresses of the device that have the same primary address.
  private record Others(
      InterfaceAddress address, InterfaceAddress primary, @Nullable InterfaceAddress oldPrimary) {

    boolean bring(long hi) {
      for (InterfaceAddress other : address.inetDevice().addresses()) {
        if (counts(other) && other.localHi() == hi) {
          return true;
        }
      }
      return false;
    }

    boolean bringBroadcast(long hi) {
      for (InterfaceAddress other : address.inetDevice().addresses()) {
        if (counts(other) && hasBroadcast(other, hi)) {
          return true;
        }
      }
      return false;
    }

    private static boolean hasBroadcast(InterfaceAddress other, long hi) {
      return Ip.hi(other.broadcast()) == hi
          || (!other.isSecondary()
              && other.prefixLength() <= BROADCAST_PREFIX
              && !isZeroNet(other)
              && (lastOf(other) == hi || other.networkHi() == hi));
    }

    private boolean counts(InterfaceAddress other) {
      InterfaceAddress old = oldPrimary;
      boolean losesItToo =
          old != null
              && other.prefixLength() == old.prefixLength()
              && old.contains(other.peerHi(), 0);
      if (other == address || address.inetDevice().isDead() || losesItToo) {
        return false;
      }
      InterfaceAddress its = primaryOf(other);
      return its != null && its.localHi() == primary.localHi();
    }
  }

  /// When the address is nowhere local any more, routes that prefer it as their source go.
  private static void forget(InterfaceAddress address, boolean stays) {
    Fib fib = fibOf(address);
    if (stays
        || fib.addressType(address.localHi(), address.inetDevice().device()) == RouteType.LOCAL) {
      return;
    }
    Ip local = address.local();
    if (fib.ways().has(way -> local.equals(way.preferredSource))) {
      FibTable main = fib.main();
      main.entries(Family.IPV4, entry -> local.equals(entry.preferredSource())).forEach(fib::take);
    }
  }

  // ---- single routes

  /// Adds a route of the kernel's own (`fib_magic`).
  private static void put(RouteType type, Prefix to, InterfaceAddress primary, int metric) {
    NetDevice device = primary.inetDevice().device();
    boolean here = type == RouteType.LOCAL;
    boolean itself = here && to.address().hi() == primary.localHi();
    if ((!here && !device.isUp()) || !(itself || isSource(primary))) {
      return;
    }
    Way way = new Way(tableOf(type, device), type);
    way.protocol = RouteProtocol.KERNEL;
    way.scope = here ? Scope.HOST : Scope.LINK;
    way.metric = metric;
    way.preferredSource = primary.local();
    NextHop hop = new NextHop(device, null, 1, 0);
    hop.scope = here ? Scope.NOWHERE : Scope.HOST;
    hop.flags = here || device.hasCarrier() ? 0 : NextHopFlags.LINKDOWN;
    way.hops = new NextHop[] {hop};
    Ipv4Aliases.insert(fibOf(primary), new FibEntry(to, 0, way), RouteRequest.Mode.APPEND);
  }

  /// Whether a route may prefer the address as its source.
  private static boolean isSource(InterfaceAddress primary) {
    int bits = (int) (primary.localHi() >>> 32);
    return !Ipv4.isMulticast(bits) && !Ipv4.isZeroNet(bits) && bits != Ipv4.BROADCAST;
  }

  private static int tableOf(RouteType type, NetDevice device) {
    return L3Master.table(device, type == RouteType.UNICAST ? RouteTable.MAIN : RouteTable.LOCAL);
  }

  /// Removes a route of the kernel's own; with a metric only that of the metric.
  private static void drop(RouteType type, Prefix to, InterfaceAddress primary, int metric) {
    Fib fib = fibOf(primary);
    int id = tableOf(type, primary.inetDevice().device());
    FibTable table = fib.table(id);
    FibEntry first = table == null ? null : table.first(to);
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      if (entry.table() == id && isOwn(entry, type, primary, metric)) {
        fib.remove(entry);
        return;
      }
    }
  }

  private static boolean isOwn(
      FibEntry entry, RouteType type, InterfaceAddress primary, int metric) {
    Ip preferred = entry.preferredSource();
    return entry.type() == type
        && entry.protocol() == RouteProtocol.KERNEL
        && entry.scope() == (type == RouteType.LOCAL ? Scope.HOST : Scope.LINK)
        && (metric == 0 || entry.metric() == metric)
        && preferred != null
        && preferred.hi() == primary.localHi()
        && entry.way.hops[0].device == primary.inetDevice().device();
  }
}
