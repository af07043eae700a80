package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.multicast.SnoopedPort;
import dev.patchbay.device.bridge.multicast.Snooping;
import dev.patchbay.device.bridge.multicast.SnoopingSettings;
import dev.patchbay.packet.Family;

/// The snooping of a bridge: its ports, and what is set.
final class BridgeSnooping extends Snooping implements SnoopingSettings {
  private static final int IGMP_WITH_SOURCES = 3;
  private static final int MLD_WITH_SOURCES = 2;

  private final BridgeDevice bridge;

  BridgeSnooping(BridgeDevice bridge) {
    super(bridge);
    this.bridge = bridge;
  }

  @Override
  protected SnoopingSettings settings() {
    return this;
  }

  @Override
  protected int portCount() {
    return bridge.ports().count();
  }

  @Override
  protected SnoopedPort port(int i) {
    return bridge.ports().get(i);
  }

  // ---- settings

  private boolean isOn(Setting setting) {
    return bridge.get(setting) != 0;
  }

  private long nanos(Setting setting) {
    return bridge.get(setting) * BridgeDevice.CENTISECOND;
  }

  @Override
  public boolean snoops() {
    return isOn(Setting.MCAST_SNOOPING);
  }

  @Override
  public boolean snoopsIn(int vlan) {
    return !isOn(Setting.MCAST_VLAN_SNOOPING) || bridge.vlanSettings().snoopsIn(vlan);
  }

  @Override
  public void giveUp() {
    bridge.store(Setting.MCAST_SNOOPING, 0);
  }

  @Override
  public boolean counts() {
    return isOn(Setting.MCAST_STATS_ENABLED);
  }

  @Override
  public long mostGroups() {
    return bridge.get(Setting.MCAST_HASH_MAX);
  }

  @Override
  public boolean queries() {
    return isOn(Setting.MCAST_QUERIER);
  }

  @Override
  public boolean queriesFromAddress() {
    return isOn(Setting.MCAST_QUERY_USE_IFADDR);
  }

  @Override
  public boolean knowsSources(Family family) {
    return family == Family.IPV4
        ? bridge.get(Setting.MCAST_IGMP_VERSION) == IGMP_WITH_SOURCES
        : bridge.get(Setting.MCAST_MLD_VERSION) == MLD_WITH_SOURCES;
  }

  @Override
  public long router() {
    return bridge.get(Setting.MCAST_ROUTER);
  }

  @Override
  public long lastMemberCount() {
    return bridge.get(Setting.MCAST_LAST_MEMBER_COUNT);
  }

  @Override
  public long lastMemberInterval() {
    return nanos(Setting.MCAST_LAST_MEMBER_INTERVAL);
  }

  @Override
  public long startupQueryCount() {
    return bridge.get(Setting.MCAST_STARTUP_QUERY_COUNT);
  }

  @Override
  public long startupQueryInterval() {
    return nanos(Setting.MCAST_STARTUP_QUERY_INTERVAL);
  }

  @Override
  public long queryInterval() {
    return nanos(Setting.MCAST_QUERY_INTERVAL);
  }

  @Override
  public long queryResponseInterval() {
    return nanos(Setting.MCAST_QUERY_RESPONSE_INTERVAL);
  }

  @Override
  public long querierInterval() {
    return nanos(Setting.MCAST_QUERIER_INTERVAL);
  }

  @Override
  public long membershipInterval() {
    return nanos(Setting.MCAST_MEMBERSHIP_INTERVAL);
  }
}
