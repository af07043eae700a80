package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Bpdu;
import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// A bridge's part in the spanning tree: who is the root, which way leads there, and what follows
/// for the ports (net/bridge/br_stp.c, br_stp_if.c, br_stp_timer.c).
///
/// A bridge that speaks no spanning tree goes through the same motions without sending anything: it
/// is its own root, and its ports forward as soon as they can.
public abstract class SpanningTree {
  private static final long LEAST_FORWARD_DELAY = 2 * TreeTime.SECOND;
  private static final long MOST_FORWARD_DELAY = 30 * TreeTime.SECOND;

  private final NetDevice bridge;
  private final ForwardDelays forwardDelays;
  private final TreeTimer hello;
  private final TreeTimer tcn;
  private final TreeTimer topologyChangeEnd;
  private boolean spoken;
  private long id;
  private long root;
  private long rootPathCost;
  private int rootPort;
  private boolean topologyChange;
  private boolean topologyChangeDetected;

  /// What this bridge would have all do as root, and what the root has them do, in nanoseconds.
  private Times own;

  private Times current;

  private record Times(long maxAge, long helloTime, long forwardDelay) {}

  /// The tree of a new bridge, of this priority, without an address.
  @SuppressWarnings("this-escape") // the timers keep it and ask it nothing before they are started
  protected SpanningTree(
      NetDevice bridge, int priority, long maxAge, long helloTime, long forwardDelay) {
    this.bridge = bridge;
    this.own = new Times(maxAge, helloTime, forwardDelay);
    this.current = own;
    this.id = BridgeId.withPriority(0, priority);
    this.root = id;
    this.forwardDelays =
        new ForwardDelays(bridge.netns().world().loop(), bridge.netns().machine().number());
    this.hello = timer(this::helloTimerExpired);
    this.tcn = timer(this::tcnTimerExpired);
    this.topologyChangeEnd = timer(this::topologyChangeTimerExpired);
  }

  // ---- what the bridge writes

  /// How many ports it has.
  protected abstract int portCount();

  /// The port number `i` of [#portCount], in the order in which the kernel walks them.
  protected abstract TreePort port(int i);

  /// To what address messages go.
  protected abstract long groupAddress();

  /// Ports may have got other states.
  protected abstract void statesSelected();

  /// [#maxAge], [#helloTime] or [#forwardDelay] have changed.
  protected abstract void timesChanged();

  /// [#isTopologyChanging] has changed.
  protected abstract void topologyChangeChanged();

  // ---- what it is

  final NetDevice bridge() {
    return bridge;
  }

  final ForwardDelays forwardDelays() {
    return forwardDelays;
  }

  final TreeTimer timer(Runnable action) {
    return new TreeTimer(bridge.netns().world().loop(), bridge.netns().machine().number(), action);
  }

  final long now() {
    return bridge.netns().world().loop().now();
  }

  final void log(KernelLog.Level level, String text) {
    bridge.netns().machine().log().print(level, bridge.name() + ": " + text);
  }

  /// The bridge's own id, 64 bits as in messages.
  public final long id() {
    return id;
  }

  /// The address in the bridge's id; zero as long as it has none.
  public final Mac address() {
    return BridgeId.of(id).address();
  }

  final long root() {
    return root;
  }

  final long rootPathCost() {
    return rootPathCost;
  }

  /// Whether messages are sent and heeded.
  public final boolean isSpoken() {
    return spoken;
  }

  final boolean isRoot() {
    return id == root;
  }

  /// How old a message may become, in nanoseconds: as the root says.
  public final long maxAge() {
    return current.maxAge;
  }

  /// How far messages of the root are apart.
  public final long helloTime() {
    return current.helloTime;
  }

  /// How long a port listens, and how long it learns.
  public final long forwardDelay() {
    return current.forwardDelay;
  }

  /// Whether stations may have moved: what was learned is to be forgotten early.
  public final boolean isTopologyChanging() {
    return topologyChange;
  }

  /// How it is at this moment.
  public final TreeSnapshot snapshot() {
    return new TreeSnapshot(
        BridgeId.of(id),
        BridgeId.of(root),
        rootPort,
        rootPathCost,
        topologyChange,
        topologyChangeDetected,
        hello.remaining(),
        tcn.remaining(),
        topologyChangeEnd.remaining());
  }

  // ---- settings

  /// Begins or ends to speak the protocol (`br_stp_start`, `br_stp_stop`).
  public final void speak(boolean on) {
    if (on == spoken) {
      return;
    }
    if (on) {
      long delay = own.forwardDelay;
      ownForwardDelay(Math.clamp(delay, LEAST_FORWARD_DELAY, MOST_FORWARD_DELAY));
    }
    spoken = on;
    if (on) {
      if (bridge.isUp()) {
        hello.start(current.helloTime);
      }
      selectStates();
    }
  }

  /// Sets what this bridge would have as root.
  public final void ownMaxAge(long nanos) {
    own(new Times(nanos, own.helloTime, own.forwardDelay));
  }

  /// As [#ownMaxAge].
  public final void ownHelloTime(long nanos) {
    own(new Times(own.maxAge, nanos, own.forwardDelay));
  }

  /// As [#ownMaxAge].
  public final void ownForwardDelay(long nanos) {
    own(new Times(own.maxAge, own.helloTime, nanos));
  }

  private void own(Times times) {
    own = times;
    if (isRoot()) {
      current(times);
    }
  }

  private void current(Times times) {
    if (!times.equals(current)) {
      current = times;
      timesChanged();
    }
  }

  /// `br_stp_set_bridge_priority`
  public final void priority(int priority) {
    boolean wasRoot = isRoot();
    long after = BridgeId.withPriority(id, priority);
    for (int i = 0; i < portCount(); i++) {
      port(i).bridgePriorityChanges(after);
    }
    id = after;
    reconsider(wasRoot);
  }

  /// `br_stp_change_bridge_id`
  public final void address(Mac address) {
    boolean wasRoot = isRoot();
    long before = BridgeId.address(id);
    for (int i = 0; i < portCount(); i++) {
      port(i).bridgeAddressChanges(before, address.value());
    }
    id = BridgeId.withAddress(id, address.value());
    reconsider(wasRoot);
  }

  /// Something has changed: draws all conclusions.
  final void reconsider(boolean wasRoot) {
    update();
    selectStates();
    if (isRoot() && !wasRoot) {
      becomeRoot();
    }
  }

  // ---- life

  /// The bridge goes up (`br_stp_enable_bridge`).
  public final void enable() {
    if (spoken) {
      hello.start(current.helloTime);
    }
    generateConfig();
    for (int i = 0; i < portCount(); i++) {
      if (port(i).canWork()) {
        port(i).enable();
      }
    }
  }

  /// The bridge goes down (`br_stp_disable_bridge`).
  public final void disable() {
    for (int i = 0; i < portCount(); i++) {
      if (port(i).state() != PortState.DISABLED) {
        port(i).disable();
      }
    }
    topologyChange(false);
    topologyChangeDetected = false;
    hello.stop();
    topologyChangeEnd.stop();
    tcn.stop();
  }

  // ---- election

  /// Who is the root, and at which cables this bridge is designated (`br_configuration_update`).
  final void update() {
    selectRoot();
    for (int i = 0; i < portCount(); i++) {
      TreePort port = port(i);
      if (port.state() != PortState.DISABLED && port.shouldBecomeDesignated()) {
        port.becomeDesignated();
      }
    }
  }

  /// `br_root_selection`
  private void selectRoot() {
    TreePort best = null;
    for (int i = 0; i < portCount(); i++) {
      TreePort port = port(i);
      if (!port.leadsBetterThan(best)) {
        continue;
      }
      if (port.refusesRoot()) {
        port.blockRoot();
      } else {
        best = port;
      }
    }
    rootPort = best == null ? 0 : best.number();
    root = best == null ? id : best.designatedRoot();
    rootPathCost = best == null ? 0 : best.rootPathCost();
  }

  final @Nullable TreePort rootPort() {
    for (int i = 0; i < portCount(); i++) {
      if (port(i).number() == rootPort) {
        return port(i);
      }
    }
    return null;
  }

  /// Ports that lead to the root or are designated are to forward, all others block; the bridge has
  /// a carrier while one forwards (`br_port_state_selection`).
  public final void selectStates() {
    boolean live = false;
    for (int i = 0; i < portCount(); i++) {
      TreePort port = port(i);
      if (port.state() != PortState.DISABLED) {
        port.selectState(port.number() == rootPort);
        live |= port.state() == PortState.FORWARDING;
      }
    }
    bridge.carrier(live);
    statesSelected();
  }

  /// `br_become_root_bridge`
  private void becomeRoot() {
    current(own);
    topologyChangeDetected();
    tcn.stop();
    if (bridge.isUp()) {
      generateConfig();
      hello.start(current.helloTime);
    }
  }

  /// A better bridge is the root now (`br_received_config_bpdu`).
  final void stopBeingRoot() {
    hello.stop();
    if (topologyChangeDetected) {
      topologyChangeEnd.stop();
      notifyRoot();
    }
  }

  /// The root has spoken by the root port: what it says goes on
  /// (`br_record_config_timeout_values`).
  final void heardRoot(byte[] bytes, int at) {
    current(
        new Times(
            TreeTime.nanos(Bpdu.maxAge(bytes, at)),
            TreeTime.nanos(Bpdu.helloTime(bytes, at)),
            TreeTime.nanos(Bpdu.forwardDelay(bytes, at))));
    topologyChange((Bpdu.flags(bytes, at) & Bpdu.TOPOLOGY_CHANGE) != 0);
    generateConfig();
    if ((Bpdu.flags(bytes, at) & Bpdu.TOPOLOGY_CHANGE_ACKNOWLEDGED) != 0) {
      topologyChangeDetected = false;
      tcn.stop();
    }
  }

  /// Every designated port says who is the root (`br_config_bpdu_generation`).
  private void generateConfig() {
    for (int i = 0; i < portCount(); i++) {
      if (port(i).state() != PortState.DISABLED && port(i).isDesignated()) {
        port(i).transmitConfig();
      }
    }
  }

  // ---- topology changes

  /// Stations may have moved (`br_topology_change_detection`).
  final void topologyChangeDetected() {
    if (!spoken) {
      return;
    }
    String what = isRoot() ? "propagating" : "sending tcn bpdu";
    log(KernelLog.Level.INFO, "topology change detected, " + what);
    if (isRoot()) {
      topologyChange(true);
      topologyChangeEnd.start(own.forwardDelay + own.maxAge);
    } else if (!topologyChangeDetected) {
      notifyRoot();
    }
    topologyChangeDetected = true;
  }

  private void notifyRoot() {
    transmitTcn();
    tcn.start(own.helloTime);
  }

  /// `br_transmit_tcn`
  private void transmitTcn() {
    TreePort port = rootPort();
    if (port != null) {
      port.transmitTcn();
    } else {
      log(KernelLog.Level.NOTICE, "root port " + rootPort + " not found for topology notice");
    }
  }

  private void topologyChange(boolean on) {
    if (topologyChange != on) {
      topologyChange = on;
      topologyChangeChanged();
    }
  }

  // ---- timers

  private void helloTimerExpired() {
    if (bridge.isUp()) {
      generateConfig();
      if (spoken) {
        hello.start(current.helloTime);
      }
    }
  }

  private void tcnTimerExpired() {
    if (!isRoot() && bridge.isUp()) {
      notifyRoot();
    }
  }

  private void topologyChangeTimerExpired() {
    topologyChangeDetected = false;
    topologyChange(false);
  }

  /// Whether it is designated at some cable.
  final boolean isDesignatedSomewhere() {
    for (int i = 0; i < portCount(); i++) {
      if (port(i).state() != PortState.DISABLED && port(i).designatedBridge() == id) {
        return true;
      }
    }
    return false;
  }
}
