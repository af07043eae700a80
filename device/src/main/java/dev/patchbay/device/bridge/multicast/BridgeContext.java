package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What a bridge knows of one VLAN, or of all where they are not told apart: who asks, who is a
/// router (`net_bridge_mcast`, net/bridge/br_multicast.c).
public final class BridgeContext implements Context {
  /// In place of a VLAN: all of them.
  static final int ALL = 0;

  /// The host is a router of multicast whatever happens (`mcast_router`).
  private static final int ROUTER_ALWAYS = 2;

  private static final int ROUTER_WHILE_IT_ASKS = 1;

  private final Snooping snooping;
  private final int vlan;
  private final ContextSettings settings;
  private final Querier[] queriers = new Querier[Family.values().length];
  private final Routers[] routers = new Routers[Family.values().length];

  /// Whether the bridge's own host is heard in the VLAN (`BR_VLFLAG_MCAST_ENABLED`).
  private boolean enabled;

  BridgeContext(Snooping snooping, int vlan, ContextSettings settings) {
    this.snooping = snooping;
    this.vlan = vlan;
    this.settings = settings;
    this.enabled = vlan == ALL || (isCurrent() && snooping.vlan(vlan) != null);
    for (Family family : Family.values()) {
      queriers[family.ordinal()] = new Querier(this, family);
      routers[family.ordinal()] = new Routers(snooping.bridge());
    }
  }

  Snooping snooping() {
    return snooping;
  }

  ContextSettings settings() {
    return settings;
  }

  Querier querier(Family family) {
    return queriers[family.ordinal()];
  }

  /// The VLAN, or [#ALL].
  int vlan() {
    return vlan;
  }

  private boolean isOfVlan() {
    return vlan != ALL;
  }

  /// Whether VLANs are told apart, and this is one, or neither
  /// (`br_multicast_ctx_matches_vlan_snooping`).
  boolean isCurrent() {
    return snooping.settings().snoopsByVlan() == isOfVlan();
  }

  /// Whether the bridge listens there at all (`br_multicast_ctx_vlan_global_disabled`).
  boolean snoops() {
    return snooping.settings().snoops() && (!isOfVlan() || settings.snoops());
  }

  /// What the port knows there, or null when it is not in the VLAN.
  @Nullable PortContext of(SnoopedPort port) {
    return isOfVlan() && port.vlan(vlan) == null ? null : port.snooping().context(this);
  }

  // ---- as the bridge's own host

  @Override
  public BridgeContext bridge() {
    return this;
  }

  @Override
  public @Nullable SnoopedPort port() {
    return null;
  }

  @Override
  public boolean isInUse() {
    return snooping.bridge().isUp() && enabled;
  }

  @Override
  public boolean isTagged() {
    SnoopedVlan own = isOfVlan() ? snooping.vlan(vlan) : null;
    return own != null && own.isTagged();
  }

  @Override
  public void heardRouter(Family family) {
    if (isInUse() && settings.router() == ROUTER_WHILE_IT_ASKS) {
      routers(family).local.start(settings.querierInterval());
    }
  }

  @Override
  public void postponeQuery(Family family, long nanos) {
    querier(family).postpone(nanos);
  }

  @Override
  public MulticastStatistics counted() {
    return snooping.counted();
  }

  // ---- life

  /// The bridge goes up, or begins to snoop (`__br_multicast_open`).
  void open() {
    for (Querier querier : queriers) {
      querier.open();
    }
  }

  /// `__br_multicast_stop`
  void stop() {
    for (Family family : Family.values()) {
      routers(family).local.stop();
      querier(family).stop();
    }
  }

  /// The bridge goes up, or down, or has come to snoop; only those of which it is heard take part.
  void running(boolean up) {
    if (enabled && up) {
      open();
    } else if (enabled) {
      stop();
    }
  }

  /// The bridge begins to listen in the VLAN, or no longer does: its own host and its ports
  /// (`br_multicast_toggle_vlan`).
  public void toggle(boolean on) {
    for (int i = 0; i < snooping.portCount(); i++) {
      PortContext port = of(snooping.port(i));
      if (port != null) {
        port.toggle(on);
      }
    }
    toggleHost(on);
  }

  /// The same of its own host, if that is in the VLAN (`br_multicast_toggle_one_vlan`).
  void toggleHost(boolean on) {
    if (snooping.vlan(vlan) == null || (on ? !settings.snoops() : !enabled)) {
      return;
    }
    enabled = on;
    if (on) {
      open();
    } else {
      stop();
    }
  }

  // ---- settings

  /// The bridge begins to ask (`br_multicast_set_querier`).
  public void beginToQuery() {
    for (Querier querier : queriers) {
      querier.begin();
    }
  }

  /// Whether the host is a router is settled, or to be learned anew (`br_multicast_set_router`).
  public void hostRouterChanged(long value) {
    if (value != ROUTER_WHILE_IT_ASKS) {
      for (Routers one : routers) {
        one.local.stop();
      }
    }
  }

  // ---- frames

  Routers routers(Family family) {
    return routers[family.ordinal()];
  }

  /// The ports with a router behind them that take frames of this protocol.
  public Routers routers(int protocol) {
    return routers(protocol == EtherType.IPV6 ? Family.IPV6 : Family.IPV4);
  }

  /// Whether the frame goes only where its group is wanted, and to routers: not if it is of a group
  /// that everybody is in, or if nobody asks who wants what (`br_multicast_querier_exists`).
  public boolean confines(Packet packet, @Nullable MdbEntry entry) {
    if (entry == null && !Snooping.isToRoutersOnly(packet)) {
      return false;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> querier(Family.IPV4).exists();
      case EtherType.IPV6 -> querier(Family.IPV6).exists();
      default -> entry != null && entry.group().isLink();
    };
  }

  /// Whether the bridge's own host takes such a frame (`br_multicast_is_router`).
  public boolean hostWants(Packet packet, @Nullable MdbEntry entry) {
    if (entry != null && entry.hostJoined()) {
      return true;
    }
    long router = settings.router();
    return router == ROUTER_ALWAYS
        || (router == ROUTER_WHILE_IT_ASKS && routers(packet.protocol()).local.isArmed());
  }

  /// Whether the entry's ports that want certain sources have entries of their own for them.
  public boolean isBySources(MdbEntry entry) {
    Group group = entry.group();
    return !group.isLink() && group.isStar() && settings.knowsSources(group.family());
  }

  // ---- questions

  /// Whether the bridge itself asks for groups of the family.
  boolean asksOf(Family family) {
    return settings.queries() && (family == Family.IPV4 || snooping.hasIpv6Address);
  }

  /// Whether it is the bridge that asks what is still wanted.
  boolean isQuerier(Family family) {
    return snooping.bridge().isUp()
        && snooping.settings().snoops()
        && settings.queries()
        && !querier(family).isOther();
  }

  /// What is between two questions for all groups.
  long interval(long sent) {
    return sent < settings.startupQueryCount()
        ? settings.startupQueryInterval()
        : settings.queryInterval();
  }

  /// How long it takes until nobody is known to want a group any longer (`br_multicast_lmqt`).
  long lastMemberTime() {
    return settings.lastMemberCount() * settings.lastMemberInterval();
  }
}
