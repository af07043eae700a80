package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;

/// What the kernel makes of a new value of a bridge's [Setting] (`br_changelink`).
final class SettingRules {
  private static final int LEAST_FORWARD_DELAY = 200;
  private static final int MOST_FORWARD_DELAY = 3000;
  private static final int LEAST_QUERY_INTERVAL = 100;
  private static final int MOST_QUERY_INTERVAL = 24 * 3600 * 100;
  private static final int MOST_VLAN = 4094;
  private static final int MOST_MULTICAST_ROUTER = 2;
  private static final int ELASTICITY = 16;

  /// 802.1D groups that no mask may forward: bridges, pause frames, link aggregation.
  private static final int RESTRICTED_GROUPS = 0x7;

  private SettingRules() {}

  /// Sees to what follows from the value, and returns what is stored.
  static long apply(BridgeDevice bridge, Setting setting, long value) throws NetlinkException {
    return switch (setting) {
      case FORWARD_DELAY -> forwardDelay(bridge, value);
      case HELLO_TIME -> helloTime(bridge, value);
      case MAX_AGE -> maxAge(bridge, value);
      case AGEING_TIME -> ageingTime(bridge, value);
      case STP_STATE -> stpState(bridge, value);
      case PRIORITY -> priority(bridge, (int) value & 0xffff);
      case VLAN_PROTOCOL -> vlanProtocol(value);
      case VLAN_DEFAULT_PVID -> VlanRequests.changeDefault(bridge, (int) vlan(value));
      case VLAN_STATS_ENABLED -> oneOf(0, 1, value);
      case VLAN_STATS_PER_PORT -> vlanStatsPerPort(bridge, value);
      case GROUP_FWD_MASK -> require((value & RESTRICTED_GROUPS) == 0, value);
      case GROUP_ADDRESS -> groupAddress(value);
      case MCAST_SNOOPING -> snooping(bridge, value != 0);
      case MCAST_VLAN_SNOOPING -> multicastVlanSnooping(bridge, value != 0);
      case MCAST_ROUTER -> multicastRouter(bridge, value);
      case MCAST_QUERIER -> querier(bridge, value != 0);
      case MCAST_HASH_ELASTICITY -> ELASTICITY;
      case MCAST_QUERY_INTERVAL, MCAST_STARTUP_QUERY_INTERVAL -> queryInterval(value);
      case MCAST_IGMP_VERSION -> oneOf(2, 3, value);
      case MCAST_MLD_VERSION -> oneOf(1, 2, value);
      case VLAN_FILTERING -> vlanFiltering(bridge, value != 0);
      case NO_LINKLOCAL_LEARN,
          MCAST_QUERY_USE_IFADDR,
          MCAST_STATS_ENABLED,
          NF_CALL_IPTABLES,
          NF_CALL_IP6TABLES,
          NF_CALL_ARPTABLES ->
          value == 0 ? 0 : 1;
      default -> value;
    };
  }

  private static void requireBetween(long least, long most, long value) throws NetlinkException {
    if (value < least || value > most) {
      throw new NetlinkException(Errno.ERANGE);
    }
  }

  private static long oneOf(long a, long b, long value) throws NetlinkException {
    return require(value == a || value == b, value);
  }

  private static long require(boolean valid, long value) throws NetlinkException {
    if (!valid) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return value;
  }

  /// With a spanning tree the forward delay keeps to its bounds.
  private static long forwardDelay(BridgeDevice bridge, long value) throws NetlinkException {
    if (bridge.tree().isSpoken()) {
      requireBetween(LEAST_FORWARD_DELAY, MOST_FORWARD_DELAY, value);
    }
    bridge.tree().ownForwardDelay(value * BridgeDevice.CENTISECOND);
    return bridge.get(Setting.FORWARD_DELAY);
  }

  private static long helloTime(BridgeDevice bridge, long value) throws NetlinkException {
    requireBetween(100, 1000, value);
    bridge.tree().ownHelloTime(value * BridgeDevice.CENTISECOND);
    return bridge.get(Setting.HELLO_TIME);
  }

  private static long maxAge(BridgeDevice bridge, long value) throws NetlinkException {
    requireBetween(600, 4000, value);
    bridge.tree().ownMaxAge(value * BridgeDevice.CENTISECOND);
    return bridge.get(Setting.MAX_AGE);
  }

  private static long ageingTime(BridgeDevice bridge, long value) {
    bridge.ownAgeing(value);
    return value;
  }

  /// Nobody outside the kernel speaks it here (`/sbin/bridge-stp`): so the kernel does, whatever
  /// was asked for.
  private static long stpState(BridgeDevice bridge, long value) {
    bridge.tree().speak(value != 0);
    return value == 0 ? 0 : 1;
  }

  private static long priority(BridgeDevice bridge, int value) {
    bridge.tree().priority(value);
    return value;
  }

  /// 802.1Q or 802.1ad.
  static long vlanProtocol(long value) throws NetlinkException {
    if (!EtherType.isVlan((int) value)) {
      throw new NetlinkException(Errno.EPROTONOSUPPORT);
    }
    return value;
  }

  /// A VLAN that ports can be in, or none (0).
  static long vlan(long value) throws NetlinkException {
    return require(value <= MOST_VLAN, value);
  }

  private static long vlanStatsPerPort(BridgeDevice bridge, long value) throws NetlinkException {
    for (int i = 0; i < bridge.ports().count(); i++) {
      if (!bridge.ports().get(i).vlans().isEmpty()) {
        throw new NetlinkException(Errno.EBUSY);
      }
    }
    return oneOf(0, 1, value);
  }

  /// One of 01:80:c2:00:00:0X that nobody else has.
  private static long groupAddress(long value) throws NetlinkException {
    long last = value & 0xf;
    boolean isGroup = (value & ~0xfL) == Setting.GROUP_ADDRESS.initial();
    return require(isGroup && (last < 1 || last > 3), value);
  }

  private static long snooping(BridgeDevice bridge, boolean on) {
    bridge.snoop(on);
    return on ? 1 : 0;
  }

  private static long multicastRouter(BridgeDevice bridge, long value) throws NetlinkException {
    require(value <= MOST_MULTICAST_ROUTER, value);
    bridge.snooping().all().hostRouterChanged(value);
    return value;
  }

  private static long querier(BridgeDevice bridge, boolean on) {
    boolean begins = on && bridge.get(Setting.MCAST_QUERIER) == 0;
    bridge.store(Setting.MCAST_QUERIER, on ? 1 : 0);
    if (begins) {
      bridge.snooping().all().beginToQuery();
    }
    return on ? 1 : 0;
  }

  /// Without VLANs groups cannot be told apart by them.
  private static long vlanFiltering(BridgeDevice bridge, boolean on) {
    if (!on) {
      snoopByVlan(bridge, false);
    }
    return on ? 1 : 0;
  }

  private static long multicastVlanSnooping(BridgeDevice bridge, boolean on)
      throws NetlinkException {
    if (on && bridge.get(Setting.VLAN_FILTERING) == 0) {
      throw new NetlinkException(
          Errno.EINVAL,
          "bridge: Cannot enable multicast vlan snooping with vlan filtering disabled.");
    }
    snoopByVlan(bridge, on);
    return on ? 1 : 0;
  }

  private static void snoopByVlan(BridgeDevice bridge, boolean on) {
    if (on != (bridge.get(Setting.MCAST_VLAN_SNOOPING) != 0)) {
      bridge.store(Setting.MCAST_VLAN_SNOOPING, on ? 1 : 0);
      bridge.vlanSettings().snoopByVlan(bridge, on);
    }
  }

  private static long queryInterval(long value) {
    return Long.compareUnsigned(value, MOST_QUERY_INTERVAL) > 0
        ? MOST_QUERY_INTERVAL
        : Math.max(value, LEAST_QUERY_INTERVAL);
  }
}
