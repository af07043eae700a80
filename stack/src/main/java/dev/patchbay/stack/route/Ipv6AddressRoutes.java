package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The routes that IPv6 addresses bring (`addrconf_prefix_route`, `__ipv6_ifa_notify`): to the
/// network at once; to the address itself, to its peer, and on a router to the subnet's anycast
/// address, when it may be used.
final class Ipv6AddressRoutes implements AddressListener {
  /// The metric of the kernel's own routes (`IP6_RT_PRIO_ADDRCONF`).
  private static final int METRIC = 256;

  private static final int HOST = 128;

  /// The longest prefix that has a subnet-router anycast address (RFC 6164).
  private static final int ANYCAST_PREFIX = 126;

  private static final Prefix ALL_GROUPS = Prefix.of("ff00::/8");

  private static int main(NetDevice device) {
    return L3Master.table(device, RouteTable.MAIN);
  }

  private static int local(NetDevice device) {
    return L3Master.table(device, RouteTable.LOCAL);
  }

  /// When a lifetime that a request gives to a lasting route is over: the kernel takes the seconds
  /// for a time since the start, which is always past.
  private static final long PAST = 1;

  private static Fib fibOf(InterfaceAddress address) {
    return Fib.of(address.inetDevice().netns(), Family.IPV6);
  }

  // ---- the network

  @Override
  public void networkRouteDue(InterfaceAddress address) {
    if (!address.has(AddressFlags.NOPREFIXROUTE)) {
      putPrefix(address, network(address), expiry(address));
    }
  }

  private static long expiry(InterfaceAddress address) {
    long end = address.validUntil();
    return end == Long.MAX_VALUE ? 0 : end;
  }

  private static Prefix network(InterfaceAddress address) {
    return new Prefix(address.local(), address.prefixLength()).network();
  }

  private static void putPrefix(InterfaceAddress address, Prefix to, long expires) {
    NetDevice device = address.inetDevice().device();
    if (!device.isUp() || address.inetDevice().isDisabled()) {
      return;
    }
    Way way = new Way(main(device), RouteType.UNICAST);
    way.metric = address.metric() == 0 ? METRIC : address.metric();
    put(fibOf(address), to, way, expires, device);
  }

  private static void put(Fib fib, Prefix to, Way way, long expires, NetDevice device) {
    way.protocol = RouteProtocol.KERNEL;
    int flags = way.leadsHere() || device.hasCarrier() ? 0 : NextHopFlags.LINKDOWN;
    way.hops = new NextHop[] {new NextHop(device, null, 1, flags)};
    FibEntry entry = new Ipv6FibEntry(to, null, way, expires);
    Ipv6Siblings.insert(fib, entry, RouteRequest.Mode.APPEND);
  }

  // ---- the address itself

  @Override
  public void ready(InterfaceAddress address) {
    Fib fib = fibOf(address);
    NetDevice device = address.inetDevice().device();
    Way way = new Way(local(device), RouteType.LOCAL);
    put(fib, host(address.local()), way, 0, device);
    if (address.inetDevice().forwarding()) {
      joinAnycast(address);
    }
    if (address.hasPeer()) {
      putPrefix(address, host(address.peer()), 0);
    }
  }

  private static Prefix host(Ip address) {
    return new Prefix(address, HOST);
  }

  @Override
  public void removed(InterfaceAddress address) {
    Fib fib = fibOf(address);
    NetDevice device = address.inetDevice().device();
    leaveAnycast(address);
    if (address.hasPeer()) {
      drop(fib, main(device), host(address.peer()), RouteType.UNICAST, device);
    }
    drop(fib, local(device), host(address.local()), RouteType.LOCAL, device);
    boolean broughtNetwork =
        address.has(AddressFlags.PERMANENT) && !address.has(AddressFlags.NOPREFIXROUTE);
    if (broughtNetwork) {
      cleanUpNetwork(address);
    }
    forgetSource(fib, address);
    fib.flushCache();
  }

  private static void drop(Fib fib, int table, Prefix to, RouteType type, NetDevice device) {
    FibEntry entry = find(fib, table, to, type, device);
    if (entry != null) {
      fib.remove(entry);
    }
  }

  private static @Nullable Ipv6FibEntry find(
      Fib fib, int id, Prefix to, RouteType type, NetDevice device) {
    FibTable table = fib.table(id);
    FibEntry first = table == null ? null : table.first(to);
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      NextHop hop = entry.way.hops[0];
      if (entry.type() == type && hop.device == device && !hop.hasGateway()) {
        return (Ipv6FibEntry) entry;
      }
    }
    return null;
  }

  /// The network's route goes, unless another address of the device is in the network: it stays
  /// with a lasting one, and ends with the last of the others (`check_cleanup_prefix_route`).
  private static void cleanUpNetwork(InterfaceAddress address) {
    Fib fib = fibOf(address);
    Prefix network = network(address);
    NetDevice device = address.inetDevice().device();
    long end = 0;
    for (InterfaceAddress other : address.inetDevice().addresses()) {
      if (other.prefixLength() == address.prefixLength() && network.contains(other.local())) {
        if (other.has(AddressFlags.PERMANENT) || other.has(AddressFlags.NOPREFIXROUTE)) {
          return;
        }
        end = Math.max(end, other.validUntil());
      }
    }
    Ipv6FibEntry entry = find(fib, main(device), network, RouteType.UNICAST, device);
    if (entry != null && end == 0) {
      fib.remove(entry);
    } else if (entry != null && entry.expires() == 0) {
      entry.expires(end);
      fib.expiry().start();
    }
  }

  /// Routes no longer prefer a source that is gone (`rt6_remove_prefsrc`).
  private static void forgetSource(Fib fib, InterfaceAddress address) {
    Ip local = address.local();
    boolean elsewhere =
        Addresses.of(fib.netns()).find(Family.IPV6, local.hi(), local.lo(), null) != null;
    if (elsewhere) {
      return;
    }
    for (FibEntry entry : fib.entriesBy(address.inetDevice().device())) {
      if (local.equals(entry.preferredSource())) {
        Way without = entry.way.copy();
        without.preferredSource = null;
        fib.change(entry, without);
      }
    }
  }

  // ---- changes

  @Override
  public void changed(InterfaceAddress address, int oldFlags, int oldMetric) {
    boolean had =
        (oldFlags & AddressFlags.PERMANENT) != 0 && (oldFlags & AddressFlags.NOPREFIXROUTE) == 0;
    if (address.has(AddressFlags.NOPREFIXROUTE)) {
      if (had) {
        cleanUpWithout(address);
      }
      return;
    }
    Ipv6FibEntry entry = had ? prefixRoute(address) : null;
    if (entry == null) {
      putPrefix(address, network(address), expiry(address));
    } else if (address.metric() != oldMetric) {
      fibOf(address).remove(entry);
      putPrefix(address, network(address), expiry(address));
    } else {
      entry.expires(expiry(address) == 0 ? 0 : PAST);
      if (entry.expires() != 0) {
        fibOf(address).expiry().start();
      }
    }
  }

  private static @Nullable Ipv6FibEntry prefixRoute(InterfaceAddress address) {
    NetDevice device = address.inetDevice().device();
    return find(fibOf(address), main(device), network(address), RouteType.UNICAST, device);
  }

  /// The address stays, but no longer brings its network's route.
  private static void cleanUpWithout(InterfaceAddress address) {
    List<InterfaceAddress> others = new ArrayList<>(address.inetDevice().addresses());
    others.remove(address);
    Prefix network = network(address);
    boolean shared =
        others.stream()
            .anyMatch(other ->
                other.prefixLength() == address.prefixLength() && network.contains(other.local()));
    FibEntry entry = prefixRoute(address);
    if (!shared && entry != null) {
      fibOf(address).remove(entry);
    }
  }

  @Override
  public void settingsChanged(Netns netns) {
    Fib.flushCache(netns, Family.IPV6);
  }

  // ---- anycast

  @Override
  public void forwardingChanged(InetDevice device) {
    for (InterfaceAddress address : device.addresses()) {
      if (!address.isTentative()) {
        if (device.forwarding()) {
          joinAnycast(address);
        } else {
          leaveAnycast(address);
        }
      }
    }
  }

  private static boolean hasAnycast(InterfaceAddress address) {
    return address.prefixLength() <= ANYCAST_PREFIX && !network(address).address().isUnspecified();
  }

  private static void joinAnycast(InterfaceAddress address) {
    NetDevice device = address.inetDevice().device();
    Prefix anycast = host(network(address).address());
    Fib fib = fibOf(address);
    if (hasAnycast(address)
        && find(fib, local(device), anycast, RouteType.ANYCAST, device) == null) {
      put(fib, anycast, new Way(local(device), RouteType.ANYCAST), 0, device);
    }
  }

  private static void leaveAnycast(InterfaceAddress address) {
    InetDevice device = address.inetDevice();
    if (!hasAnycast(address)) {
      return;
    }
    Prefix anycast = host(network(address).address());
    for (InterfaceAddress other : device.addresses()) {
      boolean shares =
          other != address
              && device.forwarding()
              && hasAnycast(other)
              && network(other).address().equals(anycast.address());
      if (shares) {
        return;
      }
    }
    NetDevice by = device.device();
    drop(fibOf(address), local(by), anycast, RouteType.ANYCAST, by);
  }

  // ---- groups

  /// The route to all groups by a device.
  static void addMulticast(Fib fib, NetDevice device) {
    if (device.isUp()
        && find(fib, local(device), ALL_GROUPS, RouteType.MULTICAST, device) == null) {
      Way way = new Way(local(device), RouteType.MULTICAST);
      way.metric = METRIC;
      put(fib, ALL_GROUPS, way, 0, device);
    }
  }
}
