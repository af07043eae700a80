package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.stp.PortState;
import org.jspecify.annotations.Nullable;

/// Requests that put bridges and their ports into VLANs, and take them out (`br_setlink`,
/// `br_dellink`).
public final class VlanRequests {
  private static final int RESERVED_ID = 4095;
  private static final int ROUTER_OF_BRIDGE = 2;
  private static final int ROUTER_OF_PORT = 3;

  private VlanRequests() {}

  /// Puts a port, or the bridge itself, into the VLANs, or changes how it is in there.
  public static void add(NetDevice device, VlanRequest request) throws NetlinkException {
    apply(device, request, true);
  }

  /// Takes a port, or the bridge itself, out of the VLANs; it need not be in there.
  public static void delete(NetDevice device, VlanRequest request) throws NetlinkException {
    apply(device, request, false);
  }

  private static void apply(NetDevice device, VlanRequest request, boolean add)
      throws NetlinkException {
    if (request.master() || !request.self()) {
      if (!(device.port() instanceof BridgePort port)) {
        throw new NetlinkException(Errno.EOPNOTSUPP);
      }
      apply(port.bridge(), port, request, add);
    }
    if (request.self()) {
      if (!(device instanceof BridgeDevice bridge)) {
        throw new NetlinkException(Errno.EOPNOTSUPP);
      }
      apply(bridge, null, request, add);
    }
  }

  private static void apply(
      BridgeDevice bridge, @Nullable BridgePort port, VlanRequest request, boolean add)
      throws NetlinkException {
    if (request.from() == VlanGroup.NONE || request.to() >= RESERVED_ID) {
      throw new NetlinkException(Errno.EINVAL, "bridge: Vlan id is invalid.");
    }
    if (request.tunnels() != null) {
      VlanTunnels.apply(port, request, request.tunnels(), add);
      return;
    }
    for (int id = request.from(); id <= request.to(); id++) {
      if (add) {
        add(bridge, port, id, request.pvid(), request.untagged());
      } else {
        delete(bridge, port, id);
      }
    }
  }

  /// Sets the state of VLANs that a port, or the bridge itself, is in, and whether a multicast
  /// router is behind it there; -1 is what stays (`br_vlan_process_options`).
  public static void change(NetDevice device, int from, int to, int state, int router)
      throws NetlinkException {
    BridgeDevice bridge = bridgeOf(device);
    VlanGroup group = device instanceof BridgeDevice ? bridge.vlans() : portOf(device).vlans();
    requireInside(group, from, "start");
    requireInside(group, to, "end");
    if (state >= 0) {
      checkState(bridge, state);
    }
    if (router > (device instanceof BridgeDevice ? ROUTER_OF_BRIDGE : ROUTER_OF_PORT)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (int id = from; id <= to; id++) {
      BridgeVlan vlan = group.find(id);
      if (vlan != null) {
        if (state >= 0) {
          changeState(device, vlan, PortState.values()[state]);
        }
        if (router >= 0) {
          changeRouter(device, bridge, id, router);
        }
      }
    }
  }

  private static void changeState(NetDevice device, BridgeVlan vlan, PortState state) {
    boolean changes = vlan.state != state;
    vlan.state = state;
    if (changes && device.port() instanceof BridgePort port) {
      port.snooping().follow();
    }
  }

  private static void changeRouter(NetDevice device, BridgeDevice bridge, int id, int router) {
    if (device.port() instanceof BridgePort port && device != bridge) {
      port.snooping().routerIn(id, router);
    } else {
      bridge.vlanSettings().changeRouter(bridge, id, router);
    }
  }

  private static void checkState(BridgeDevice bridge, int state) throws NetlinkException {
    if (state >= PortState.values().length) {
      throw new NetlinkException(Errno.EINVAL, "bridge: Invalid vlan state.");
    }
    if (bridge.tree().isSpoken()) {
      throw new NetlinkException(
          Errno.EBUSY, "bridge: Can't modify vlan state when using kernel STP.");
    }
  }

  private static BridgeDevice bridgeOf(NetDevice device) throws NetlinkException {
    return device instanceof BridgeDevice bridge ? bridge : portOf(device).bridge();
  }

  private static BridgePort portOf(NetDevice device) throws NetlinkException {
    if (device.port() instanceof BridgePort port) {
      return port;
    }
    throw new NetlinkException(
        Errno.EINVAL, "bridge: The device is not a valid bridge or bridge port.");
  }

  private static void requireInside(VlanGroup group, int id, String which) throws NetlinkException {
    if (!group.contains(id)) {
      throw new NetlinkException(
          Errno.EINVAL, "bridge: Vlan range " + which + " doesn't exist, can't process options.");
    }
  }

  /// `nbp_vlan_add`, and with a null port `br_vlan_add`.
  static void add(
      BridgeDevice bridge, @Nullable BridgePort port, int id, boolean pvid, boolean untagged) {
    VlanGroup group = group(bridge, port);
    boolean isNew = !group.contains(id);
    boolean perPort = port != null && bridge.get(Setting.VLAN_STATS_PER_PORT) != 0;
    VlanStatistics statistics = perPort ? new VlanStatistics() : bridge.vlanStatistics(id);
    group.add(id, pvid, untagged, statistics);
    if (isNew) {
      bridge.fdb().addLocal(port, device(bridge, port).address().value(), id);
    }
    if (isNew && port == null) {
      bridge.snooping().hostJoined(id);
    }
  }

  /// `nbp_vlan_delete`, and with a null port `br_vlan_delete`.
  static void delete(BridgeDevice bridge, @Nullable BridgePort port, int id) {
    if (group(bridge, port).remove(id)) {
      Fdb fdb = bridge.fdb();
      fdb.leaveVlan(port, device(bridge, port).address().value(), id);
      fdb.forget(port, id);
      if (port != null) {
        port.snooping().left(id);
      }
      bridge.vlanSettings().left(bridge, id);
    }
  }

  private static VlanGroup group(BridgeDevice bridge, @Nullable BridgePort port) {
    return port == null ? bridge.vlans() : port.vlans();
  }

  private static NetDevice device(BridgeDevice bridge, @Nullable BridgePort port) {
    return port == null ? bridge : port.device();
  }

  /// The VLAN of ports that have no other becomes `id`, which it returns: for those that have not
  /// been told otherwise (`__br_vlan_set_default_pvid`).
  static int changeDefault(BridgeDevice bridge, int id) {
    int before = (int) bridge.get(Setting.VLAN_DEFAULT_PVID);
    if (id == before) {
      return id;
    }
    changeDefault(bridge, null, before, id);
    for (int i = 0; i < bridge.ports().count(); i++) {
      changeDefault(bridge, bridge.ports().get(i), before, id);
    }
    return id;
  }

  private static void changeDefault(
      BridgeDevice bridge, @Nullable BridgePort port, int before, int id) {
    VlanGroup group = group(bridge, port);
    boolean told = before != VlanGroup.NONE && !group.isDefault(before);
    if (told || (id != VlanGroup.NONE && group.contains(id))) {
      return;
    }
    if (id != VlanGroup.NONE) {
      add(bridge, port, id, true, true);
    }
    if (before != VlanGroup.NONE) {
      delete(bridge, port, before);
    }
  }
}
