package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.multicast.PortSnooping;
import dev.patchbay.device.bridge.multicast.SnoopedPort;
import dev.patchbay.device.bridge.multicast.SnoopedVlan;
import dev.patchbay.device.bridge.stp.TreePort;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A port of a bridge: the device, and what the bridge keeps for it (`net_bridge_port`).
final class BridgePort extends TreePort implements RxHandler, PortKind.Port, SnoopedPort {
  /// There are at most so many ports, and port numbers are below (`BR_MAX_PORTS`).
  static final int NUMBERS = 1024;

  /// Pause frames are never passed on.
  private static final int PAUSE = 1 << 1;

  private static final int MOST_MULTICAST_ROUTER = PortSnooping.FOR_NOW;

  private final BridgeDevice bridge;
  private final VlanGroup vlans = new VlanGroup();
  private final PortSnooping snooping;
  private int flags = PortFlag.NEW_PORT;
  private int groupForwardMask;
  private @Nullable BridgePort backup;

  BridgePort(BridgeDevice bridge, NetDevice device, int number) {
    super(bridge.tree(), device, number);
    this.bridge = bridge;
    this.snooping = new PortSnooping(bridge.snooping(), this);
  }

  @Override
  public Result handle(Packet packet) {
    return Forwarding.handleFrame(this, packet);
  }

  @Override
  public PortKind kind() {
    return bridge.portKind();
  }

  BridgeDevice bridge() {
    return bridge;
  }

  VlanGroup vlans() {
    return vlans;
  }

  // ---- what its spanning tree asks

  @Override
  protected void announce() {
    PortAnnouncement.announce(this, false);
  }

  @Override
  protected boolean refusesRoot() {
    return has(PortFlag.ROOT_BLOCK);
  }

  @Override
  protected boolean isGuarded() {
    return has(PortFlag.GUARD);
  }

  /// What a port learned whose backup takes over stays.
  @Override
  protected void forgetLearned() {
    if (backup == null) {
      bridge.fdb().removeOf(this, false);
    }
    snooping.disable();
  }

  // ---- what snooping asks

  @Override
  public @Nullable SnoopedVlan vlan(int id) {
    return vlans.find(id);
  }

  @Override
  public boolean leavesFast() {
    return has(PortFlag.FASTLEAVE);
  }

  @Override
  public boolean sendsUnicast() {
    return has(PortFlag.MCAST_TO_UNICAST);
  }

  @Override
  public PortSnooping snooping() {
    return snooping;
  }

  // ---- settings

  boolean has(PortFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  int flags() {
    return flags;
  }

  int multicastRouter() {
    return snooping.router();
  }

  int groupForwardMask() {
    return groupForwardMask;
  }

  /// Where frames go when the port has no carrier, or null.
  @Nullable BridgePort backup() {
    return backup;
  }

  void forgetBackup() {
    backup = null;
  }

  /// Changes what the options say (`br_setport`); what comes before a refusal stays done.
  void change(PortOptions options) throws NetlinkException {
    changeFlags(options);
    for (PortNumber number : PortNumber.values()) {
      Long value = options.numbers().get(number);
      if (value != null) {
        change(number, value);
      }
    }
    if (options.flush()) {
      bridge.fdb().removeOf(this, false);
    }
    if (options.backup() != null) {
      changeBackup(options.backup());
    }
  }

  private void change(PortNumber number, long value) throws NetlinkException {
    switch (number) {
      case COST -> changeCost(value);
      case PRIORITY -> changePriority(value);
      case STATE -> changeState(value);
      case MCAST_ROUTER -> snooping.router((int) require(value <= MOST_MULTICAST_ROUTER, value));
      case GROUP_FWD_MASK -> groupForwardMask = (int) require((value & PAUSE) == 0, value);
    }
  }

  private static long require(boolean valid, long value) throws NetlinkException {
    if (!valid) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return value;
  }

  private void changeFlags(PortOptions options) {
    int before = flags;
    flags = (flags & ~options.flagsMask()) | (options.flags() & options.flagsMask());
    if (((flags ^ before) & NeighbourProxy.PORT_FLAGS) != 0) {
      bridge.flagsChanged();
    }
    if (!has(PortFlag.VLAN_TUNNEL)) {
      VlanTunnels.clear(vlans);
    }
  }

  /// `nbp_backup_change`
  private void changeBackup(PortOptions.Backup wanted) throws NetlinkException {
    NetDevice other = wanted.device();
    if (other == null) {
      backup = null;
      return;
    }
    if (!(other.port() instanceof BridgePort port)) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (port == this || port.bridge != bridge) {
      throw new NetlinkException(Errno.EINVAL);
    }
    backup = port;
  }
}
