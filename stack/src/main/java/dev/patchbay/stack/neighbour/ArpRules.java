package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// What the settings `arp_ignore`, `arp_filter`, `arp_accept`, `arp_announce`, `proxy_arp` and
/// `proxy_arp_pvlan` of a device say (Documentation/networking/ip-sysctl.rst). Addresses are
/// `int`s, 0 is none.
final class ArpRules {
  private final Flow flow = new Flow();

  private static Fib fib(NetDevice device) {
    return Fib.of(device.netns(), Family.IPV4);
  }

  /// Whether `address` is an address of the namespace, as seen from the device.
  static boolean isLocal(NetDevice device, int address) {
    return fib(device).addressType(Ip.hi(address), device) == RouteType.LOCAL;
  }

  /// Whether `address` is another host's, as seen from the device.
  static boolean isUnicast(NetDevice device, int address) {
    return fib(device).addressType(Ip.hi(address), device) == RouteType.UNICAST;
  }

  // ---- questions

  /// Whether a question of `sender` for the local address `target` is not answered.
  boolean ignores(InetDevice inet, int sender, int target) {
    return switch (inet.larger(Ipv4Setting.ARP_IGNORE)) {
      case 1 -> !hasAddress(inet, 0, target, Scope.HOST);
      case 2 -> !hasAddress(inet, sender, target, Scope.HOST);
      case 3 -> !hasAddressAnywhere(inet.netns(), target, Scope.LINK);
      case 8 -> true;
      default -> false;
    };
  }

  /// Whether answers to `sender` leave by another device, and `arp_filter` minds.
  boolean filters(InetDevice inet, int sender, int target) {
    if (!inet.either(Ipv4Setting.ARP_FILTER)) {
      return false;
    }
    flow.clear();
    flow.destinationHi = Ip.hi(sender);
    flow.sourceHi = Ip.hi(target);
    Route back = fib(inet.device()).output(flow);
    if (back != null && back.device() != inet.device()) {
      FilteredArp.count(inet.netns());
    }
    return back == null || back.device() != inet.device();
  }

  /// Whether the namespace answers for a host that the route leads to.
  boolean answersFor(InetDevice inet, Route route, int sender, int target) {
    NetDevice device = inet.device();
    if (route.device() == device) {
      return sender != target && inet.either(Ipv4Setting.PROXY_ARP_PVLAN);
    }
    return (inet.proxyArp() && isOtherMedium(inet, route.device()))
        || Neighbours.of(device.netns()).hasProxy(Family.IPV4, Ip.hi(target), 0, device);
  }

  private static boolean isOtherMedium(InetDevice inet, NetDevice towards) {
    int here = inet.setting(Ipv4Setting.MEDIUM_ID);
    if (here == 0 || here == -1) {
      return here == 0;
    }
    InetDevice other = InetDevice.inet(towards);
    int there = other == null ? -1 : other.setting(Ipv4Setting.MEDIUM_ID);
    return there != here && there != -1;
  }

  // ---- what is learned

  /// Whether an entry may be made for `sender`, which nobody asked for.
  boolean accepts(InetDevice inet, int sender) {
    return switch (inet.larger(Ipv4Setting.ARP_ACCEPT)) {
      case 1 -> true;
      case 2 -> hasAddress(inet, sender, 0, Scope.LINK);
      default -> false;
    };
  }

  // ---- what is said

  /// The address to ask for `target` from: of the packet that waits, or one that suits
  /// (`arp_solicit`).
  int announced(InetDevice inet, int target, @Nullable Packet waiting) {
    NetDevice device = inet.device();
    int source = waiting == null ? 0 : Ipv4.source(waiting.bytes(), waiting.network());
    boolean may =
        switch (inet.larger(Ipv4Setting.ARP_ANNOUNCE)) {
          case 1 -> isLocal(device, source) && sharesNetwork(inet, source, target);
          case 2 -> false;
          default -> isLocal(device, source);
        };
    if (source != 0 && may) {
      return source;
    }
    return (int) (fib(device).selectSource(device, Ip.hi(target), Scope.LINK) >>> 32);
  }

  /// Whether one network of the device has both addresses (`inet_addr_onlink`).
  private static boolean sharesNetwork(InetDevice inet, int one, int other) {
    for (int i = 0; i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (address.contains(Ip.hi(one), 0) && address.contains(Ip.hi(other), 0)) {
        return true;
      }
    }
    return false;
  }

  // ---- addresses

  private static boolean hasAddressAnywhere(Netns netns, int local, int scope) {
    for (int i = 0; i < netns.deviceCount(); i++) {
      InetDevice inet = InetDevice.inet(netns.deviceAt(i));
      if (inet != null && hasAddress(inet, 0, local, scope)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the device has the address `local` (0: any) that reaches as far as `scope`, and a
  /// network that holds it and `peer` (0: any), as `inet_confirm_addr` decides.
  private static boolean hasAddress(InetDevice inet, int peer, int local, int scope) {
    boolean found = false;
    boolean network = false;
    for (int i = 0; i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      found |= (local == 0 || Ip.hi(local) == address.localHi()) && reaches(inet, address, scope);
      network |=
          (local == 0 || address.contains(Ip.hi(local), 0))
              && (peer == 0 || address.contains(Ip.hi(peer), 0))
              && (local != 0 || peer == 0 || reaches(inet, address, scope));
    }
    return found && network;
  }

  private static boolean reaches(InetDevice inet, InterfaceAddress address, int scope) {
    int nearest = inet.routeLocalnet() ? Scope.LINK : Scope.HOST;
    return Math.min(address.scope(), nearest) <= scope;
  }
}
