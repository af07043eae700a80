package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.multicast.ContextSettings;
import dev.patchbay.packet.Family;

/// What is set for one VLAN of a whole bridge.
final class VlanValues implements ContextSettings {
  private static final int IGMP_WITH_SOURCES = 3;
  private static final int MLD_WITH_SOURCES = 2;

  private final long[] values = new long[VlanSetting.values().length];

  /// Whether the bridge's own host is a router there: 0 never, 1 while it asks, 2 always.
  private int router = 1;

  VlanValues() {
    for (VlanSetting setting : VlanSetting.values()) {
      set(setting, setting.initial());
    }
  }

  long get(VlanSetting setting) {
    return values[setting.ordinal()];
  }

  void set(VlanSetting setting, long value) {
    values[setting.ordinal()] = value;
  }

  void router(int value) {
    router = value;
  }

  private long nanos(VlanSetting setting) {
    return get(setting) * BridgeDevice.CENTISECOND;
  }

  @Override
  public boolean snoops() {
    return get(VlanSetting.MCAST_SNOOPING) != 0;
  }

  @Override
  public boolean queries() {
    return get(VlanSetting.MCAST_QUERIER) != 0;
  }

  @Override
  public boolean knowsSources(Family family) {
    return family == Family.IPV4
        ? get(VlanSetting.MCAST_IGMP_VERSION) == IGMP_WITH_SOURCES
        : get(VlanSetting.MCAST_MLD_VERSION) == MLD_WITH_SOURCES;
  }

  @Override
  public long router() {
    return router;
  }

  @Override
  public long lastMemberCount() {
    return get(VlanSetting.MCAST_LAST_MEMBER_COUNT);
  }

  @Override
  public long lastMemberInterval() {
    return nanos(VlanSetting.MCAST_LAST_MEMBER_INTERVAL);
  }

  @Override
  public long startupQueryCount() {
    return get(VlanSetting.MCAST_STARTUP_QUERY_COUNT);
  }

  @Override
  public long startupQueryInterval() {
    return nanos(VlanSetting.MCAST_STARTUP_QUERY_INTERVAL);
  }

  @Override
  public long queryInterval() {
    return nanos(VlanSetting.MCAST_QUERY_INTERVAL);
  }

  @Override
  public long queryResponseInterval() {
    return nanos(VlanSetting.MCAST_QUERY_RESPONSE_INTERVAL);
  }

  @Override
  public long querierInterval() {
    return nanos(VlanSetting.MCAST_QUERIER_INTERVAL);
  }

  @Override
  public long membershipInterval() {
    return nanos(VlanSetting.MCAST_MEMBERSHIP_INTERVAL);
  }
}
