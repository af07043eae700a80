package dev.patchbay.device.bridge.multicast;

import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// What a port knows of one VLAN, or of all where they are not told apart: whether there is a
/// router behind it, and when its network is asked (`net_bridge_mcast_port`).
final class PortContext implements Context {
  private final BridgeContext bridge;
  private final SnoopedPort port;
  private final @Nullable SnoopTimer[] routerTimers = new SnoopTimer[Family.values().length];
  private final @Nullable PortQuery[] queries = new PortQuery[Family.values().length];
  private int router = PortSnooping.LEARNED;

  /// Whether it is heard in the VLAN (`BR_VLFLAG_MCAST_ENABLED`).
  private boolean enabled;

  PortContext(BridgeContext bridge, SnoopedPort port) {
    this.bridge = bridge;
    this.port = port;
    this.enabled = bridge.isCurrent() || bridge.vlan() == BridgeContext.ALL;
  }

  private Snooping snooping() {
    return bridge.snooping();
  }

  @Override
  public BridgeContext bridge() {
    return bridge;
  }

  @Override
  public SnoopedPort port() {
    return port;
  }

  @Override
  public MulticastStatistics counted() {
    return port.snooping().counted();
  }

  private boolean is(PortState state) {
    if (port.state() == state || bridge.vlan() == BridgeContext.ALL) {
      return port.state() == state;
    }
    SnoopedVlan vlan = port.vlan(bridge.vlan());
    return vlan != null && vlan.state() == state;
  }

  @Override
  public boolean isInUse() {
    return snooping().bridge().isUp() && enabled && !is(PortState.DISABLED);
  }

  /// Frames of the VLAN pass now, if those of the port do: what they tell counts
  /// (`br_multicast_update_vlan_mcast_ctx`, `br_multicast_toggle_port`).
  void follow() {
    SnoopedVlan vlan = port.vlan(bridge.vlan());
    if (vlan != null && vlan.state().learns() && mayQuery()) {
      enable();
    }
  }

  /// Whether its network may be asked: frames pass, or soon will
  /// (`br_multicast_port_ctx_state_stopped`).
  boolean mayQuery() {
    return enabled && !is(PortState.DISABLED) && !is(PortState.BLOCKING);
  }

  @Override
  public boolean isTagged() {
    SnoopedVlan vlan = bridge.vlan() == BridgeContext.ALL ? null : port.vlan(bridge.vlan());
    return vlan != null && vlan.isTagged();
  }

  PortQuery query(Family family) {
    PortQuery known = queries[family.ordinal()];
    if (known == null) {
      known = new PortQuery(this, family);
      queries[family.ordinal()] = known;
    }
    return known;
  }

  @Override
  public void postponeQuery(Family family, long nanos) {
    query(family).postpone(nanos);
  }

  // ---- life

  /// `__br_multicast_enable_port_ctx`
  void enable() {
    if (!snooping().settings().snoops() || !snooping().bridge().isUp()) {
      return;
    }
    for (Family family : Family.values()) {
      if (bridge.settings().queries()) {
        query(family).begin();
      }
      if (router == PortSnooping.ALWAYS) {
        addRouter(family);
      }
    }
  }

  /// Who was behind it is forgotten, but what a user has said (`__br_multicast_disable_port_ctx`).
  void disable() {
    int vlan = bridge.vlan();
    snooping()
        .mdb()
        .removeAll(
            port,
            member ->
                !member.isPermanent()
                    && (vlan == BridgeContext.ALL || member.entry().group().vlan() == vlan));
    boolean was = false;
    for (Family family : Family.values()) {
      was |= bridge.routers(family).remove(port);
      stop(family);
      if (queries[family.ordinal()] != null) {
        query(family).stop();
      }
    }
    removedRouter(was);
  }

  /// `br_multicast_toggle_one_vlan`
  void toggle(boolean on) {
    if (on ? !bridge.settings().snoops() : !enabled) {
      return;
    }
    enabled = on;
    if (on) {
      enable();
    } else {
      disable();
    }
  }

  // ---- routers

  int router() {
    return router;
  }

  /// `br_multicast_set_port_router`
  void router(int value) {
    if (router == value) {
      refresh();
      return;
    }
    router = value;
    boolean was = false;
    for (Family family : Family.values()) {
      switch (value) {
        case PortSnooping.NEVER -> {
          was |= bridge.routers(family).remove(port);
          stop(family);
        }
        case PortSnooping.LEARNED -> was |= bridge.routers(family).remove(port);
        case PortSnooping.ALWAYS -> {
          stop(family);
          addRouter(family);
        }
        default -> heardRouter(family);
      }
    }
    removedRouter(was);
  }

  private void refresh() {
    if (router == PortSnooping.FOR_NOW) {
      for (Family family : Family.values()) {
        timer(family).start(bridge.settings().querierInterval());
      }
    }
  }

  @Override
  public void heardRouter(Family family) {
    if (!isInUse() || router == PortSnooping.NEVER || router == PortSnooping.ALWAYS) {
      return;
    }
    addRouter(family);
    timer(family).start(bridge.settings().querierInterval());
  }

  private void addRouter(Family family) {
    Routers routers = bridge.routers(family);
    if (routers.contains(port)) {
      return;
    }
    boolean known = isRouter();
    routers.add(port);
    if (!known) {
      announce(false);
    }
  }

  private boolean isRouter() {
    for (Family family : Family.values()) {
      if (bridge.routers(family).contains(port)) {
        return true;
      }
    }
    return false;
  }

  private SnoopTimer timer(Family family) {
    SnoopTimer known = routerTimers[family.ordinal()];
    if (known == null) {
      known = new SnoopTimer(snooping().bridge(), () -> routerExpired(family));
      routerTimers[family.ordinal()] = known;
    }
    return known;
  }

  private void stop(Family family) {
    SnoopTimer known = routerTimers[family.ordinal()];
    if (known != null) {
      known.stop();
    }
  }

  private void routerExpired(Family family) {
    if (router != PortSnooping.NEVER && router != PortSnooping.ALWAYS) {
      removedRouter(bridge.routers(family).remove(port));
    }
  }

  private void removedRouter(boolean was) {
    if (!was || isRouter()) {
      return;
    }
    announce(true);
    if (router == PortSnooping.FOR_NOW) {
      router = PortSnooping.LEARNED;
    }
  }

  private void announce(boolean gone) {
    if (snooping().bridge().netns().hasMonitors()) {
      snooping()
          .bridge()
          .netns()
          .announce(new RouterAnnouncement(snooping().bridge().name(), port.device().name(), gone));
    }
  }

  /// How it is as one behind which there is a router, or null.
  @Nullable RouterSnapshot routerSnapshot() {
    if (!isRouter()) {
      return null;
    }
    int known = port.snooping().router();
    return new RouterSnapshot(port.device().name(), known, left(Family.IPV4), left(Family.IPV6));
  }

  private @Nullable Long left(Family family) {
    SnoopTimer known = routerTimers[family.ordinal()];
    if (!bridge.routers(family).contains(port)) {
      return null;
    }
    return known == null ? 0 : known.remaining();
  }
}
