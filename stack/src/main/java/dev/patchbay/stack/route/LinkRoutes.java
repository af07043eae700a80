package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.InetDevice;
import org.jspecify.annotations.Nullable;

/// What packets carry that leave by a device without a route that says so: to a group, to
/// everybody, or straight to a destination because the sender named the device.
final class LinkRoutes implements InetDevice.RouteCache {
  private final Family family;
  private final NetDevice device;
  private @Nullable Route broadcast;
  private @Nullable Route directed;
  private @Nullable Route multicast;
  private @Nullable Route unicast;
  private @Nullable Route local;

  private LinkRoutes(InetDevice part) {
    this.family = part.family();
    this.device = part.device();
  }

  static LinkRoutes of(InetDevice part) {
    InetDevice.RouteCache known = part.routeCache();
    if (known == null) {
      known = new LinkRoutes(part);
      part.routeCache(known);
    }
    return (LinkRoutes) known;
  }

  Route broadcast() {
    Route route = broadcast;
    if (route == null) {
      route = make(RouteType.BROADCAST);
      broadcast = route;
    }
    return route;
  }

  /// A broadcast that came by another device and is sent on.
  Route directed() {
    Route route = directed;
    if (route == null) {
      route = make(RouteType.BROADCAST).direct();
      directed = route;
    }
    return route;
  }

  Route multicast() {
    Route route = multicast;
    if (route == null) {
      route = make(RouteType.MULTICAST);
      multicast = route;
    }
    return route;
  }

  Route unicast() {
    Route route = unicast;
    if (route == null) {
      route = make(RouteType.UNICAST);
      unicast = route;
    }
    return route;
  }

  /// For `lo`: what stays here.
  Route local() {
    Route route = local;
    if (route == null) {
      route = make(RouteType.LOCAL);
      local = route;
    }
    return route;
  }

  private Route make(RouteType type) {
    return new Route(family, type, device, null, null, 0);
  }
}
