package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteSnapshot;
import org.jspecify.annotations.Nullable;

/// A route as the kernel shows it, sent back: to delete it, or to make it again.
final class ShownRoute {
  private ShownRoute() {}

  /// The request that names the route and the hops it leads to.
  static RouteRequest request(Netns netns, RouteSnapshot route) {
    RouteRequest request = new RouteRequest(route.family());
    request.destination = route.destination();
    request.source = route.source();
    request.tos = route.tos();
    request.table = route.table();
    request.protocol = route.protocol();
    request.scope = route.scope();
    request.type = route.type();
    request.metric = route.metric();
    request.preferredSource = route.preferredSource();
    RouteSnapshot.Hop only = route.hop();
    if (only != null) {
      request.gateway = only.gateway();
      request.device = device(netns, only);
      request.encap = only.encap();
    } else {
      route.hops().forEach(hop -> request.hops.add(hop(netns, hop)));
    }
    return request;
  }

  private static @Nullable NetDevice device(Netns netns, RouteSnapshot.Hop hop) {
    return netns.device(hop.deviceIndex());
  }

  private static RouteRequest.Hop hop(Netns netns, RouteSnapshot.Hop shown) {
    RouteRequest.Hop hop = new RouteRequest.Hop();
    hop.device = device(netns, shown);
    hop.gateway = shown.gateway();
    hop.weight = shown.weight();
    hop.encap = shown.encap();
    return hop;
  }
}
