package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.Mpls;
import dev.patchbay.stack.route.EncapChecks;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.RouteProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a namespace knows of labels: its table (RFC 3031's incoming label map) and its settings
/// under `net.mpls`.
public final class MplsTable implements NetnsPart {
  private static final Key<MplsTable> KEY = new Key<>(MplsTable::new);
  private static final int USUAL_TTL = 255;

  private final Netns netns;
  private @Nullable MplsRoute[] routes = new MplsRoute[0];
  private boolean served;
  private int platformLabels;
  private int defaultTtl = USUAL_TTL;
  private boolean propagatesTtl = true;

  private MplsTable(Netns netns) {
    this.netns = netns;
  }

  /// The table of the namespace, which has one as long as the module is there.
  public static MplsTable of(Netns netns) {
    return netns.part(KEY);
  }

  /// Whether the module is there.
  static boolean isServed(Netns netns) {
    return netns.hasPart(KEY) && of(netns).served;
  }

  /// The module comes to the namespace, or goes.
  void served(boolean value) {
    served = value;
    if (!value) {
      platformLabels(0);
    }
  }

  // ---- settings

  /// How many labels the table is for; 0 while nothing is switched (`platform_labels`).
  int platformLabels() {
    return platformLabels;
  }

  /// Routes of labels beyond are gone, and those of the reserved labels come with the first others
  /// (`resize_platform_label_table`).
  void platformLabels(int count) {
    for (int label = count; label < routes.length; label++) {
      put(label, null);
    }
    platformLabels = count;
    routes = Arrays.copyOf(routes, Math.min(routes.length, count));
    explicitNull(Mpls.IPV4_EXPLICIT_NULL, Family.IPV4);
    explicitNull(Mpls.IPV6_EXPLICIT_NULL, Family.IPV6);
  }

  /// A label that says only what is below: that comes in again without it.
  private void explicitNull(int label, Family payload) {
    if (label < platformLabels && route(label) == null) {
      MplsHop loopback = new MplsHop(LabelStack.NONE, null, netns.loopback());
      loopback.flags = 0;
      MplsHop[] hops = {loopback};
      put(label, new MplsRoute(label, RouteProtocol.KERNEL, null, payload, hops));
    }
  }

  int defaultTtl() {
    return defaultTtl;
  }

  void defaultTtl(int value) {
    defaultTtl = value;
  }

  boolean propagatesTtl() {
    return propagatesTtl;
  }

  void propagatesTtl(boolean value) {
    propagatesTtl = value;
  }

  // ---- routes

  /// The route of the label, or null.
  @Nullable MplsRoute route(int label) {
    return label < routes.length ? routes[label] : null;
  }

  /// Puts a route in the place of the one of its label, or takes that away, and tells of it.
  void put(int label, @Nullable MplsRoute route) {
    MplsRoute old = route(label);
    if (old == null && route == null) {
      return;
    }
    if (label >= routes.length) {
      routes = Arrays.copyOf(routes, Math.min(platformLabels, Math.max(32, label * 2)));
    }
    routes[label] = route;
    MplsRoute told = route == null ? old : route;
    if (told != null && netns.hasMonitors() && label >= Mpls.FIRST_UNRESERVED) {
      netns.announce(new MplsAnnouncement(MplsSnapshot.of(told), route == null));
    }
  }

  void forEach(Consumer<MplsRoute> consumer) {
    for (MplsRoute route : routes) {
      if (route != null) {
        consumer.accept(route);
      }
    }
  }

  /// The routes of labels that anybody may set, by label.
  public List<MplsSnapshot> snapshots() {
    List<MplsSnapshot> snapshots = new ArrayList<>();
    forEach(route -> {
      if (route.label >= Mpls.FIRST_UNRESERVED) {
        snapshots.add(MplsSnapshot.of(route));
      }
    });
    return snapshots;
  }

  /// Where a packet with this label would go, or with `fibMatch` all that its route says.
  ///
  /// @throws NetlinkException `ENETUNREACH` when there is no route
  public MplsSnapshot get(int label, boolean fibMatch) throws NetlinkException {
    MplsRequests.checkSupport(netns);
    EncapChecks.checkLabels(LabelStack.of(label));
    MplsRequests.checkLabel(this, label);
    MplsRoute route = route(label);
    MplsHop hop = route == null || route.hops.length == 0 ? null : firstAlive(route);
    if (route == null || (hop == null && !fibMatch)) {
      throw new NetlinkException(Errno.ENETUNREACH);
    }
    return fibMatch || hop == null ? MplsSnapshot.of(route) : MplsSnapshot.of(route, hop);
  }

  private static @Nullable MplsHop firstAlive(MplsRoute route) {
    return route.hops.length == 1 ? route.hops[0] : route.alive(0);
  }

  // ---- what becomes of devices

  void revive(NetDevice device, int flags) {
    forEach(route -> {
      for (MplsHop hop : route.hops) {
        if (hop.device == device) {
          hop.flags &= ~flags;
        }
      }
    });
  }

  void disable(NetDevice device, boolean carrierOnly) {
    forEach(route -> {
      for (MplsHop hop : route.hops) {
        if (hop.device == device) {
          hop.flags |= carrierOnly ? NextHopFlags.LINKDOWN : MplsHop.DOWN;
        }
      }
    });
  }

  /// The device is gone, and with it the routes that lead by no other.
  void forget(NetDevice device) {
    disable(device, false);
    List<MplsRoute> lost = new ArrayList<>();
    forEach(route -> {
      if (route.leadsBy(device) && isWithoutOther(route, device)) {
        lost.add(route);
      }
    });
    lost.forEach(route -> put(route.label, null));
    forEach(route -> {
      for (MplsHop hop : route.hops) {
        hop.device = hop.device == device ? null : hop.device;
      }
    });
  }

  private static boolean isWithoutOther(MplsRoute route, NetDevice device) {
    for (MplsHop hop : route.hops) {
      if (hop.device != null && hop.device != device) {
        return false;
      }
    }
    return true;
  }
}
