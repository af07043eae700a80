package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Bpdu;
import org.jspecify.annotations.Nullable;

/// A port's part in the spanning tree: its state, and what was last heard at its cable about the
/// root and the way there (net/bridge/br_stp.c, br_stp_if.c, br_stp_timer.c).
public abstract class TreePort {
  static final long NEVER = Long.MAX_VALUE;

  private static final int NUMBER_BITS = 10;
  private static final int NEW_PRIORITY = 32;
  private static final int MOST_PRIORITY = 63;
  private static final int MOST_COST = 65535;

  /// Messages are at least so far apart.
  private static final long HOLD_TIME = TreeTime.SECOND;

  /// What each bridge adds to the age of a message.
  private static final long MESSAGE_AGE_INCREMENT = TreeTime.SECOND / 100;

  private final SpanningTree tree;
  private final NetDevice device;
  private final int number;
  private final TreeTimer messageAge;
  private final TreeTimer hold;
  private PortState state = PortState.DISABLED;
  private int priority = NEW_PRIORITY;
  private int cost;
  private boolean costByUser;
  private long designatedRoot;
  private long designatedCost;
  private long designatedBridge;
  private int designatedPort;

  /// When what was heard left the root.
  private long designatedSince;

  /// When the forward delay is over, in nanoseconds of the lab's clock, or [#NEVER]: kept by
  /// [ForwardDelays].
  long waitsUntil = NEVER;

  private boolean changeAcknowledged;
  private boolean configPending;
  private int rxBpdu;
  private int txBpdu;
  private int rxTcn;
  private int txTcn;
  private int blocked;
  private int forwarding;

  /// A new port: blocking, then disabled.
  ///
  /// @param number from 1 on
  @SuppressWarnings("this-escape") // the timers keep it and ask it nothing before they are started
  protected TreePort(SpanningTree tree, NetDevice device, int number) {
    this.tree = tree;
    this.device = device;
    this.number = number;
    this.cost = PathCost.of(device.speed());
    this.messageAge = tree.timer(this::messageAgeTimerExpired);
    this.hold = tree.timer(this::holdTimerExpired);
    becomeDesignated();
  }

  // ---- what the bridge writes

  /// Tells monitors how the port is now (`br_ifinfo_notify`).
  protected abstract void announce();

  /// Whether it may not become the root port (`root_block`).
  protected abstract boolean refusesRoot();

  /// Whether a message of another bridge shuts it (`guard`).
  protected abstract boolean isGuarded();

  /// It is disabled: what was learned at it is forgotten.
  protected abstract void forgetLearned();

  // ---- what it is

  /// The device that is the port.
  public final NetDevice device() {
    return device;
  }

  /// From 1 on.
  public final int number() {
    return number;
  }

  /// Whether frames pass.
  public final PortState state() {
    return state;
  }

  /// Priority and number (IEEE 802.1D 9.2.7).
  final int id() {
    return priority << NUMBER_BITS | number;
  }

  /// Whether its device can send and receive.
  public final boolean canWork() {
    return device.isUp() && isOperational();
  }

  private boolean isOperational() {
    return device.operState() == OperState.UP || device.operState() == OperState.UNKNOWN;
  }

  /// Whether a notification has been heard, and the next message says so.
  final boolean isChangeAcknowledged() {
    return changeAcknowledged;
  }

  final SpanningTree tree() {
    return tree;
  }

  final long designatedRoot() {
    return designatedRoot;
  }

  final long designatedBridge() {
    return designatedBridge;
  }

  /// What the way to the root costs by this port.
  final long rootPathCost() {
    return designatedCost + cost;
  }

  /// How it is at this moment.
  public final TreePortSnapshot treeSnapshot() {
    return new TreePortSnapshot(
        number,
        id(),
        state,
        priority,
        cost,
        BridgeId.of(designatedRoot),
        BridgeId.of(designatedBridge),
        designatedPort,
        designatedCost,
        hold.remaining(),
        messageAge.remaining(),
        waitsUntil == NEVER ? 0 : Math.max(0, waitsUntil - tree.now()),
        changeAcknowledged,
        configPending);
  }

  /// What it has counted so far.
  public final TreeCounts treeCounts() {
    return new TreeCounts(rxBpdu, txBpdu, rxTcn, txTcn, blocked, forwarding);
  }

  @Override
  public final String toString() {
    return "port " + number + "(" + device.name() + ")";
  }

  // ---- settings

  /// The device's speed may have become another one.
  public final void refreshCost() {
    if (!costByUser && canWork()) {
      cost = PathCost.of(device.speed());
    }
  }

  /// `br_stp_set_path_cost`
  public final void changeCost(long value) throws NetlinkException {
    requireBetween(1, MOST_COST, value);
    costByUser = true;
    cost = (int) value;
    tree.update();
    tree.selectStates();
  }

  /// `br_stp_set_port_priority`
  public final void changePriority(long value) throws NetlinkException {
    requireBetween(0, MOST_PRIORITY, value);
    boolean wasDesignated = isDesignated();
    priority = (int) value;
    if (wasDesignated) {
      designatedPort = id();
    }
    if (designatedBridge == tree.id() && id() < designatedPort) {
      becomeDesignated();
      tree.selectStates();
    }
  }

  private static void requireBetween(long least, long most, long value) throws NetlinkException {
    if (value < least || value > most) {
      throw new NetlinkException(Errno.ERANGE);
    }
  }

  /// Sets the state by hand, as long as no spanning tree decides (`br_set_port_state`).
  public final void changeState(long value) throws NetlinkException {
    if (value >= PortState.values().length) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (tree.isSpoken()) {
      throw new NetlinkException(Errno.EBUSY);
    }
    PortState wanted = PortState.values()[(int) value];
    if (!device.isUp() || (!isOperational() && wanted != PortState.DISABLED)) {
      throw new NetlinkException(Errno.ENETDOWN);
    }
    state(wanted);
    tree.selectStates();
  }

  final void bridgePriorityChanges(long after) {
    if (state != PortState.DISABLED && isDesignated()) {
      designatedBridge = after;
    }
  }

  final void bridgeAddressChanges(long before, long after) {
    if (BridgeId.address(designatedBridge) == before) {
      designatedBridge = BridgeId.withAddress(designatedBridge, after);
    }
    if (BridgeId.address(designatedRoot) == before) {
      designatedRoot = BridgeId.withAddress(designatedRoot, after);
    }
  }

  // ---- states

  /// Changes the state, and says so (`br_set_state`).
  private void state(PortState value) {
    state = value;
    tree.log(KernelLog.Level.INFO, this + " entered " + value.word() + " state");
    if (tree.isSpoken()) {
      blocked += value == PortState.BLOCKING ? 1 : 0;
      forwarding += value == PortState.FORWARDING ? 1 : 0;
    }
  }

  /// A port begins: it knows of nobody (`br_init_port`).
  private void begin() {
    becomeDesignated();
    state(PortState.BLOCKING);
    changeAcknowledged = false;
    configPending = false;
  }

  /// The device has become a port.
  public final void added() {
    begin();
    state(PortState.DISABLED);
  }

  /// The port can work now (`br_stp_enable_port`).
  public final void enable() {
    begin();
    if (tree.isSpoken()) {
      tree.selectStates();
    } else {
      // No other port waits for this one: with a thousand of them, that matters.
      makeForwarding();
      tree.bridge().carrier(true);
      tree.statesSelected();
    }
    announce();
  }

  /// The port cannot work any longer (`br_stp_disable_port`).
  public final void disable() {
    boolean wasRoot = tree.isRoot();
    becomeDesignated();
    state(PortState.DISABLED);
    changeAcknowledged = false;
    configPending = false;
    announce();
    messageAge.stop();
    tree.forwardDelays().stop(this);
    hold.stop();
    forgetLearned();
    tree.reconsider(wasRoot);
  }

  /// Draws the conclusions of the election (`br_port_state_selection`).
  final void selectState(boolean isRootPort) {
    if (!isRootPort && isDesignated()) {
      messageAge.stop();
      makeForwarding();
      return;
    }
    configPending = false;
    changeAcknowledged = false;
    if (isRootPort) {
      makeForwarding();
    } else {
      makeBlocking();
    }
  }

  /// `br_make_blocking`
  private void makeBlocking() {
    if (state == PortState.DISABLED || state == PortState.BLOCKING) {
      return;
    }
    if (state.learns()) {
      tree.topologyChangeDetected();
    }
    state(PortState.BLOCKING);
    announce();
    tree.forwardDelays().stop(this);
  }

  /// `br_make_forwarding`
  private void makeForwarding() {
    if (state != PortState.BLOCKING) {
      return;
    }
    long delay = tree.forwardDelay();
    if (tree.isSpoken() && delay != 0) {
      state(PortState.LISTENING);
    } else {
      state(PortState.FORWARDING);
      tree.topologyChangeDetected();
      tree.forwardDelays().stop(this);
    }
    announce();
    if (delay != 0) {
      tree.forwardDelays().start(this, tree.forwardDelay());
    }
  }

  /// It heard of a root, and may not lead there (`br_root_port_block`).
  final void blockRoot() {
    tree.log(KernelLog.Level.NOTICE, this + " tried to become root port (blocked)");
    state(PortState.LISTENING);
    announce();
    if (tree.forwardDelay() > 0) {
      tree.forwardDelays().start(this, tree.forwardDelay());
    }
  }

  final void forwardDelayExpired() {
    if (state == PortState.LISTENING) {
      state(PortState.LEARNING);
      tree.forwardDelays().start(this, tree.forwardDelay());
    } else if (state == PortState.LEARNING) {
      state(PortState.FORWARDING);
      if (tree.isDesignatedSomewhere()) {
        tree.topologyChangeDetected();
      }
      tree.bridge().carrier(true);
    }
    announce();
  }

  // ---- election

  final boolean isDesignated() {
    return designatedBridge == tree.id() && designatedPort == id();
  }

  /// `br_become_designated_port`
  final void becomeDesignated() {
    designatedRoot = tree.root();
    designatedCost = tree.rootPathCost();
    designatedBridge = tree.id();
    designatedPort = id();
  }

  /// Whether it leads to a root, by a better way than `best` (`br_should_become_root_port`).
  final boolean leadsBetterThan(@Nullable TreePort best) {
    if (state == PortState.DISABLED || isDesignated()) {
      return false;
    }
    if (Long.compareUnsigned(tree.id(), designatedRoot) <= 0) {
      return false;
    }
    if (best == null) {
      return true;
    }
    int order = Long.compareUnsigned(designatedRoot, best.designatedRoot);
    order = order != 0 ? order : Long.compare(rootPathCost(), best.rootPathCost());
    order = order != 0 ? order : Long.compareUnsigned(designatedBridge, best.designatedBridge);
    order = order != 0 ? order : Integer.compare(designatedPort, best.designatedPort);
    order = order != 0 ? order : Integer.compare(id(), best.id());
    return order < 0;
  }

  /// Whether the bridge has a better way to the root than whoever was heard at the cable.
  final boolean shouldBecomeDesignated() {
    if (isDesignated() || designatedRoot != tree.root()) {
      return true;
    }
    int order = Long.compare(tree.rootPathCost(), designatedCost);
    order = order != 0 ? order : Long.compareUnsigned(tree.id(), designatedBridge);
    order = order != 0 ? order : Integer.compare(id(), designatedPort);
    return order < 0;
  }

  // ---- in

  /// Another bridge says who is the root (`br_received_config_bpdu`).
  final void receiveConfig(byte[] bytes, int at) {
    rxBpdu++;
    if (!supersedes(bytes, at)) {
      if (isDesignated()) {
        transmitConfig();
      }
      return;
    }
    boolean wasRoot = tree.isRoot();
    remember(bytes, at);
    tree.update();
    tree.selectStates();
    if (wasRoot && !tree.isRoot()) {
      tree.stopBeingRoot();
    }
    if (tree.rootPort() == this) {
      tree.heardRoot(bytes, at);
    }
  }

  /// `br_supersedes_port_info`
  private boolean supersedes(byte[] bytes, int at) {
    long bridge = Bpdu.bridge(bytes, at);
    int order = Long.compareUnsigned(Bpdu.root(bytes, at), designatedRoot);
    order = order != 0 ? order : Long.compare(Bpdu.cost(bytes, at), designatedCost);
    order = order != 0 ? order : Long.compareUnsigned(bridge, designatedBridge);
    if (order != 0) {
      return order < 0;
    }
    return bridge != tree.id() || Bpdu.port(bytes, at) <= designatedPort;
  }

  /// `br_record_config_information`
  private void remember(byte[] bytes, int at) {
    designatedRoot = Bpdu.root(bytes, at);
    designatedCost = Bpdu.cost(bytes, at);
    designatedBridge = Bpdu.bridge(bytes, at);
    designatedPort = Bpdu.port(bytes, at);
    long age = TreeTime.nanos(Bpdu.messageAge(bytes, at));
    designatedSince = tree.now() - age;
    messageAge.start(TreeTime.nanos(Bpdu.maxAge(bytes, at)) - age);
  }

  /// Another bridge has seen stations move (`br_received_tcn_bpdu`).
  final void receiveTcn() {
    rxTcn++;
    if (isDesignated()) {
      tree.log(KernelLog.Level.INFO, this + " received tcn bpdu");
      tree.topologyChangeDetected();
      changeAcknowledged = true;
      transmitConfig();
    }
  }

  /// Nothing has been heard of the designated bridge for too long.
  private void messageAgeTimerExpired() {
    if (state == PortState.DISABLED) {
      return;
    }
    String neighbour = BridgeId.of(designatedBridge).longText();
    tree.log(KernelLog.Level.INFO, this + " neighbor " + neighbour + " lost");
    boolean wasRoot = tree.isRoot();
    becomeDesignated();
    tree.reconsider(wasRoot);
  }

  // ---- out

  /// Says who is the root, unless it has done so a moment ago: then soon (`br_transmit_config`).
  final void transmitConfig() {
    if (hold.isArmed()) {
      configPending = true;
      return;
    }
    TreePort towards = tree.isRoot() ? null : tree.rootPort();
    long age = towards == null ? 0 : tree.now() - towards.designatedSince + MESSAGE_AGE_INCREMENT;
    if (age >= tree.maxAge()) {
      return;
    }
    if (tree.isSpoken()) {
      BpduOutput.sendConfig(this, age);
      txBpdu++;
      // Who is farther from the root waits a little longer, so that it passes on what it is about
      // to hear and not what it heard a second ago. In Linux, where bridges of one machine wait
      // for the same tick, messages may grow too old to be believed on a long way.
      hold.start(HOLD_TIME + age / 100);
    }
    changeAcknowledged = false;
    configPending = false;
  }

  /// Tells the root, by this root port, that stations may have moved (`br_send_tcn_bpdu`).
  final void transmitTcn() {
    if (tree.isSpoken()) {
      BpduOutput.sendTcn(this);
      txTcn++;
    }
  }

  private void holdTimerExpired() {
    if (configPending) {
      transmitConfig();
    }
  }
}
