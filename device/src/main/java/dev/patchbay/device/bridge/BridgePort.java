package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.OperState;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A port of a bridge: the device, and what the bridge keeps for it (`net_bridge_port`).
final class BridgePort implements RxHandler, PortKind.Port {
  /// There are at most so many ports, and port numbers are below (`BR_MAX_PORTS`).
  static final int NUMBERS = 1024;

  private static final int NUMBER_BITS = 10;
  private static final int NEW_PRIORITY = 32;
  private static final int MOST_PRIORITY = 63;
  private static final int MOST_COST = 65535;

  /// Pause frames are never passed on.
  private static final int PAUSE = 1 << 1;

  private static final int MOST_MULTICAST_ROUTER = 3;

  private final BridgeDevice bridge;
  private final NetDevice device;
  private final int number;
  private final VlanGroup vlans = new VlanGroup();
  private PortState state = PortState.DISABLED;
  private int flags = PortFlag.NEW_PORT;
  private int priority = NEW_PRIORITY;
  private int cost;
  private boolean costByUser;
  private int multicastRouter = 1;
  private int groupForwardMask;
  private @Nullable BridgePort backup;

  BridgePort(BridgeDevice bridge, NetDevice device, int number) {
    this.bridge = bridge;
    this.device = device;
    this.number = number;
    this.cost = costOf(device.speed());
  }

  /// What a link of that speed costs, in Mbit/s (`port_cost`).
  private static int costOf(int megabits) {
    if (megabits > 10_000) {
      return 1;
    }
    return switch (megabits) {
      case 10_000 -> 2;
      case 5_000 -> 3;
      case 2_500 -> 4;
      case 1_000 -> 5;
      case 100 -> 19;
      default -> 100;
    };
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

  NetDevice device() {
    return device;
  }

  /// From 1 on.
  int number() {
    return number;
  }

  /// Priority and number (IEEE 802.1D 9.2.7).
  int id() {
    return priority << NUMBER_BITS | number;
  }

  VlanGroup vlans() {
    return vlans;
  }

  // ---- state

  PortState state() {
    return state;
  }

  /// Changes the state, and says so (`br_set_state`).
  void state(PortState value) {
    state = value;
    bridge.log("port " + number + "(" + device.name() + ") entered " + value.word() + " state");
  }

  /// Whether its device can send and receive.
  boolean canWork() {
    return device.isUp() && isOperational();
  }

  private boolean isOperational() {
    return device.operState() == OperState.UP || device.operState() == OperState.UNKNOWN;
  }

  // ---- settings

  boolean has(PortFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  int flags() {
    return flags;
  }

  int priority() {
    return priority;
  }

  int cost() {
    return cost;
  }

  int multicastRouter() {
    return multicastRouter;
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

  /// The device's speed may have become another one.
  void refreshCost() {
    if (!costByUser && canWork()) {
      cost = costOf(device.speed());
    }
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
      case COST -> {
        cost = (int) between(1, MOST_COST, value);
        costByUser = true;
      }
      case PRIORITY -> priority = (int) between(0, MOST_PRIORITY, value);
      case STATE -> changeState(value);
      case MCAST_ROUTER -> multicastRouter = (int) require(value <= MOST_MULTICAST_ROUTER, value);
      case GROUP_FWD_MASK -> groupForwardMask = (int) require((value & PAUSE) == 0, value);
    }
  }

  private static long between(long least, long most, long value) throws NetlinkException {
    if (value < least || value > most) {
      throw new NetlinkException(Errno.ERANGE);
    }
    return value;
  }

  private static long require(boolean valid, long value) throws NetlinkException {
    if (!valid) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return value;
  }

  private void changeFlags(PortOptions options) throws NetlinkException {
    for (PortFlag flag : PortFlag.values()) {
      if (flag.isMissing() && (options.flags() & options.flagsMask() & flag.bit()) != 0) {
        throw new NetlinkException(
            Errno.EOPNOTSUPP, "bridge: " + flag.word() + " is not supported here yet.");
      }
    }
    flags = (flags & ~options.flagsMask()) | (options.flags() & options.flagsMask());
  }

  /// `br_set_port_state`: as long as no spanning tree decides.
  private void changeState(long value) throws NetlinkException {
    require(value < PortState.values().length, value);
    if (bridge.get(Setting.STP_STATE) != 0) {
      throw new NetlinkException(Errno.EBUSY);
    }
    PortState wanted = PortState.values()[(int) value];
    if (!device.isUp() || (!isOperational() && wanted != PortState.DISABLED)) {
      throw new NetlinkException(Errno.ENETDOWN);
    }
    state(wanted);
    PortStates.select(bridge);
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

  @Override
  public String toString() {
    return device + " of " + bridge;
  }
}
