package dev.patchbay.stack.ip;

/// The values of [IpSetting] in one namespace, and the groups that may ping.
public final class IpSettings {
  private final int[] values = new int[IpSetting.values().length];
  // What every forwarded packet asks, apart from the array.
  private boolean forwardsByPathMtu;
  private boolean updatesPriority = true;
  private int firstPingGroup = 1;
  private int lastPingGroup;

  IpSettings() {
    for (IpSetting setting : IpSetting.values()) {
      values[setting.ordinal()] = setting.initial();
    }
  }

  public int get(IpSetting setting) {
    return values[setting.ordinal()];
  }

  public boolean isOn(IpSetting setting) {
    return values[setting.ordinal()] != 0;
  }

  public void set(IpSetting setting, int value) {
    values[setting.ordinal()] = value;
    forwardsByPathMtu = isOn(IpSetting.IP_FORWARD_USE_PMTU);
    updatesPriority = isOn(IpSetting.IP_FORWARD_UPDATE_PRIORITY);
  }

  /// Whether forwarded packets may be as large as their path is known to take
  /// (`ip_forward_use_pmtu`).
  boolean forwardsByPathMtu() {
    return forwardsByPathMtu;
  }

  /// Whether forwarded packets get the priority of their type of service
  /// (`ip_forward_update_priority`).
  boolean updatesPriority() {
    return updatesPriority;
  }

  /// Whether processes of the group may open ping sockets (`ping_group_range`).
  public boolean mayPing(int group) {
    return Integer.compareUnsigned(group, firstPingGroup) >= 0
        && Integer.compareUnsigned(group, lastPingGroup) <= 0;
  }

  /// The first and the last group, with a tab between them.
  String pingGroups() {
    return Integer.toUnsignedString(firstPingGroup)
        + "\t"
        + Integer.toUnsignedString(lastPingGroup);
  }

  void pingGroups(int first, int last) {
    firstPingGroup = first;
    lastPingGroup = last;
  }
}
