package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// Which of its addresses a device sends from (`inet_select_addr`).
final class Ipv4Sources {
  private Ipv4Sources() {}

  /// The primary address of the device that reaches `scope`, one in the destination's network if
  /// there is one; without any, one of the device that stands for its routing domain, then the
  /// first of the domain's or, outside of domains, of the namespace's devices that does.
  static long select(NetDevice device, long destinationHi, int scope) {
    long found = ofDevice(device, destinationHi, scope);
    NetDevice domain = L3Master.of(device);
    if (found == 0 && domain != null) {
      found = ofDevice(domain, 0, scope);
    }
    return found != 0 ? found : ofDomain(device.netns(), domain, scope);
  }

  private static long ofDevice(NetDevice device, long destinationHi, int scope) {
    InetDevice inet = InetDevice.inet(device);
    return inet == null ? 0 : ofDevice(inet, destinationHi, scope);
  }

  private static long ofDevice(InetDevice inet, long destinationHi, int scope) {
    int nearest = inet.routeLocalnet() ? Scope.LINK : Scope.HOST;
    long first = 0;
    for (int i = 0; i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (address.isSecondary() || Math.min(address.scope(), nearest) > scope) {
        continue;
      }
      if (destinationHi == 0 || address.contains(destinationHi, 0)) {
        return address.localHi();
      }
      first = first == 0 ? address.localHi() : first;
    }
    return first;
  }

  private static long ofDomain(Netns netns, @Nullable NetDevice domain, int scope) {
    for (int i = 0; i < netns.deviceCount(); i++) {
      NetDevice device = netns.deviceAt(i);
      InetDevice inet = L3Master.of(device) == domain ? InetDevice.inet(device) : null;
      for (int j = 0; inet != null && j < inet.addressCount(); j++) {
        InterfaceAddress address = inet.address(j);
        boolean fits =
            !address.isSecondary() && address.scope() != Scope.LINK && address.scope() <= scope;
        if (fits) {
          return address.localHi();
        }
      }
    }
    return 0;
  }

  /// Whether a primary address of the device has `hi` in its network, and `otherHi` too unless that
  /// is 0 (`inet_addr_onlink`).
  static boolean isOnLink(NetDevice device, long hi, long otherHi) {
    InetDevice inet = InetDevice.inet(device);
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (!address.isSecondary()
          && address.contains(hi, 0)
          && (otherHi == 0 || address.contains(otherHi, 0))) {
        return true;
      }
    }
    return false;
  }
}
