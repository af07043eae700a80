package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.multicast.ContextSettings;
import dev.patchbay.device.bridge.multicast.SnoopedPort;
import dev.patchbay.device.bridge.multicast.SnoopedVlan;
import dev.patchbay.device.bridge.multicast.Snooping;
import dev.patchbay.device.bridge.multicast.SnoopingSettings;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// The snooping of a bridge: its ports, its VLANs, and what is set.
final class BridgeSnooping extends Snooping {
  private final BridgeDevice bridge;

  BridgeSnooping(BridgeDevice bridge) {
    super(bridge, new Settings(bridge));
    this.bridge = bridge;
  }

  @Override
  protected int portCount() {
    return bridge.ports().count();
  }

  @Override
  protected SnoopedPort port(int i) {
    return bridge.ports().get(i);
  }

  @Override
  protected @Nullable SnoopedVlan vlan(int id) {
    return bridge.vlans().find(id);
  }

  /// What is set for the whole bridge.
  private record Settings(BridgeDevice bridge) implements SnoopingSettings {
    private boolean isOn(Setting setting) {
      return bridge.get(setting) != 0;
    }

    @Override
    public boolean snoops() {
      return isOn(Setting.MCAST_SNOOPING);
    }

    @Override
    public boolean snoopsByVlan() {
      return isOn(Setting.MCAST_VLAN_SNOOPING);
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
    public boolean queriesFromAddress() {
      return isOn(Setting.MCAST_QUERY_USE_IFADDR);
    }

    @Override
    public int vlanProtocol() {
      return (int) bridge.get(Setting.VLAN_PROTOCOL);
    }

    @Override
    public ContextSettings ofAll() {
      return new OfAll(bridge);
    }

    @Override
    public ContextSettings of(int vlan) {
      return bridge.vlanSettings().of(vlan);
    }
  }

  /// What is set where VLANs are not told apart.
  private record OfAll(BridgeDevice bridge) implements ContextSettings {
    private static final int IGMP_WITH_SOURCES = 3;
    private static final int MLD_WITH_SOURCES = 2;

    private long nanos(Setting setting) {
      return bridge.get(setting) * BridgeDevice.CENTISECOND;
    }

    @Override
    public boolean snoops() {
      return true;
    }

    @Override
    public boolean queries() {
      return bridge.get(Setting.MCAST_QUERIER) != 0;
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
}
