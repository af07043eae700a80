package dev.patchbay.device.bridge.multicast;

import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What snooping keeps for a port: its groups, whether there is a router behind it, and when its
/// network is asked (`net_bridge_mcast_port`).
public final class PortSnooping {
  /// There is no router, whatever is heard.
  public static final int NEVER = 0;

  /// There is one while one is heard.
  public static final int LEARNED = 1;

  /// There is one.
  public static final int ALWAYS = 2;

  /// There is one for a while.
  public static final int FOR_NOW = 3;

  private final Snooping snooping;
  private final SnoopedPort port;
  private final List<PortGroup> groups = new ArrayList<>(0);
  private final @Nullable SnoopTimer[] routerTimers = new SnoopTimer[Family.values().length];
  private final @Nullable PortQuery[] queries = new PortQuery[Family.values().length];
  private @Nullable MulticastStatistics statistics;
  private int router = LEARNED;

  public PortSnooping(Snooping snooping, SnoopedPort port) {
    this.snooping = snooping;
    this.port = port;
  }

  List<PortGroup> groups() {
    return groups;
  }

  /// Whether its network may be asked: frames pass, or soon will.
  static boolean mayQuery(SnoopedPort port) {
    return port.state() != PortState.DISABLED && port.state() != PortState.BLOCKING;
  }

  PortQuery query(Family family) {
    PortQuery known = queries[family.ordinal()];
    if (known == null) {
      known = new PortQuery(snooping, port, family);
      queries[family.ordinal()] = known;
    }
    return known;
  }

  // ---- life

  /// The spanning tree has had its say, and the port does not block (`br_multicast_enable_port`).
  void enable() {
    if (!snooping.settings().snoops() || !snooping.bridge().isUp()) {
      return;
    }
    for (Family family : Family.values()) {
      if (snooping.settings().queries()) {
        query(family).begin();
      }
      if (router == ALWAYS) {
        addRouter(family);
      }
    }
  }

  /// Nothing passes the port any longer: who was behind it is forgotten
  /// (`br_multicast_disable_port`).
  public void disable() {
    snooping.mdb().removeAll(port, member -> !member.isPermanent());
    boolean was = false;
    for (Family family : Family.values()) {
      was |= snooping.routers(family).remove(port);
      stop(family);
      if (queries[family.ordinal()] != null) {
        query(family).stop();
      }
    }
    removedRouter(was);
  }

  /// It is a port no longer (`br_multicast_del_port`).
  public void remove() {
    snooping.mdb().removeAll(port, member -> true);
  }

  // ---- routers

  /// How it is known whether there is a router: [#NEVER], [#LEARNED], [#ALWAYS] or [#FOR_NOW].
  public int router() {
    return router;
  }

  /// Sets it (`br_multicast_set_port_router`).
  public void router(int value) {
    if (router == value) {
      refresh();
      return;
    }
    router = value;
    boolean was = false;
    for (Family family : Family.values()) {
      switch (value) {
        case NEVER -> {
          was |= snooping.routers(family).remove(port);
          stop(family);
        }
        case LEARNED -> was |= snooping.routers(family).remove(port);
        case ALWAYS -> {
          stop(family);
          addRouter(family);
        }
        default -> heardRouter(family);
      }
    }
    removedRouter(was);
  }

  private void refresh() {
    if (router == FOR_NOW) {
      for (Family family : Family.values()) {
        timer(family).start(snooping.settings().querierInterval());
      }
    }
  }

  /// A router was heard at the port (`br_multicast_mark_router`).
  void heardRouter(Family family) {
    if (!snooping.isInUse(port) || router == NEVER || router == ALWAYS) {
      return;
    }
    addRouter(family);
    timer(family).start(snooping.settings().querierInterval());
  }

  private void addRouter(Family family) {
    Routers routers = snooping.routers(family);
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
      if (snooping.routers(family).contains(port)) {
        return true;
      }
    }
    return false;
  }

  private SnoopTimer timer(Family family) {
    SnoopTimer known = routerTimers[family.ordinal()];
    if (known == null) {
      known = new SnoopTimer(snooping.bridge(), () -> routerExpired(family));
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
    if (router != NEVER && router != ALWAYS) {
      removedRouter(snooping.routers(family).remove(port));
    }
  }

  private void removedRouter(boolean was) {
    if (!was || isRouter()) {
      return;
    }
    announce(true);
    if (router == FOR_NOW) {
      router = LEARNED;
    }
  }

  private void announce(boolean gone) {
    if (snooping.bridge().netns().hasMonitors()) {
      snooping
          .bridge()
          .netns()
          .announce(new RouterAnnouncement(snooping.bridge().name(), port.device().name(), gone));
    }
  }

  /// How it is as one behind which there is a router, or null.
  @Nullable RouterSnapshot routerSnapshot() {
    if (!isRouter()) {
      return null;
    }
    return new RouterSnapshot(port.device().name(), router, left(Family.IPV4), left(Family.IPV6));
  }

  private @Nullable Long left(Family family) {
    SnoopTimer known = routerTimers[family.ordinal()];
    if (!snooping.routers(family).contains(port)) {
      return null;
    }
    return known == null ? 0 : known.remaining();
  }

  // ---- statistics

  MulticastStatistics counted() {
    MulticastStatistics known = statistics;
    if (known == null) {
      known = new MulticastStatistics();
      statistics = known;
    }
    return known;
  }

  /// How many messages it has got and sent.
  public MulticastStatistics statistics() {
    return statistics == null ? MulticastStatistics.NONE : statistics;
  }
}
