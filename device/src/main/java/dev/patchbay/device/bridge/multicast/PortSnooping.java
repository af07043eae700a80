package dev.patchbay.device.bridge.multicast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What snooping keeps for a port: its groups, what it has counted, and what it knows of each VLAN.
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
  private final PortContext all;
  private final Map<Integer, PortContext> vlans = new HashMap<>(0);
  private final List<PortGroup> groups = new ArrayList<>(0);
  private @Nullable MulticastStatistics statistics;

  public PortSnooping(Snooping snooping, SnoopedPort port) {
    this.snooping = snooping;
    this.port = port;
    this.all = new PortContext(snooping.all(), port);
  }

  List<PortGroup> groups() {
    return groups;
  }

  /// What it knows where VLANs are not told apart.
  PortContext all() {
    return all;
  }

  /// What it knows there; made when that is first needed.
  PortContext context(BridgeContext bridge) {
    return bridge == all.bridge()
        ? all
        : vlans.computeIfAbsent(bridge.vlan(), id -> new PortContext(bridge, port));
  }

  // ---- life

  /// Nothing passes the port any longer: who was behind it is forgotten
  /// (`br_multicast_disable_port`).
  public void disable() {
    snooping.mdb().removeAll(port, member -> !member.isPermanent());
    all.disable();
    vlans.values().forEach(PortContext::disable);
  }

  /// What passes the port, or a VLAN of it, may have changed.
  public void follow() {
    vlans.values().forEach(PortContext::follow);
  }

  /// It is a port no longer (`br_multicast_del_port`).
  public void remove() {
    vlans.values().forEach(PortContext::disable);
    vlans.clear();
    snooping.mdb().removeAll(port, member -> true);
  }

  /// It has left a VLAN.
  public void left(int vlan) {
    PortContext context = vlans.remove(vlan);
    if (context != null) {
      context.disable();
    }
  }

  // ---- routers

  /// How it is known whether there is a router: [#NEVER], [#LEARNED], [#ALWAYS] or [#FOR_NOW].
  public int router() {
    return all.router();
  }

  /// Sets it.
  public void router(int value) {
    all.router(value);
  }

  /// The same in a VLAN.
  public int routerIn(int vlan) {
    PortContext known = vlans.get(vlan);
    return known == null ? LEARNED : known.router();
  }

  /// Sets it in a VLAN.
  public void routerIn(int vlan, int value) {
    context(snooping.ofVlan(vlan)).router(value);
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
