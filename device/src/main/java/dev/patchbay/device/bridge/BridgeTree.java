package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.stp.SpanningTree;
import dev.patchbay.device.bridge.stp.TreePort;

/// The spanning tree of a bridge: what it follows from, and what follows from it.
final class BridgeTree extends SpanningTree {
  private final BridgeDevice bridge;

  BridgeTree(BridgeDevice bridge) {
    super(
        bridge,
        (int) Setting.PRIORITY.initial(),
        Setting.MAX_AGE.initial() * BridgeDevice.CENTISECOND,
        Setting.HELLO_TIME.initial() * BridgeDevice.CENTISECOND,
        Setting.FORWARD_DELAY.initial() * BridgeDevice.CENTISECOND);
    this.bridge = bridge;
  }

  @Override
  protected int portCount() {
    return bridge.ports().count();
  }

  @Override
  protected TreePort port(int i) {
    return bridge.ports().get(i);
  }

  @Override
  protected long groupAddress() {
    return bridge.get(Setting.GROUP_ADDRESS);
  }

  @Override
  protected void statesSelected() {
    bridge.snooping().statesSelected();
  }

  @Override
  protected void timesChanged() {
    bridge.store(Setting.MAX_AGE, maxAge() / BridgeDevice.CENTISECOND);
    bridge.store(Setting.HELLO_TIME, helloTime() / BridgeDevice.CENTISECOND);
    bridge.store(Setting.FORWARD_DELAY, forwardDelay() / BridgeDevice.CENTISECOND);
    bridge.fdb().holdTime(holdTime());
  }

  @Override
  protected void topologyChangeChanged() {
    if (isSpoken()) {
      bridge.store(Setting.AGEING_TIME, isTopologyChanging() ? fastAgeing() : bridge.ownAgeing());
    }
    bridge.fdb().holdTime(holdTime());
  }

  /// While the topology changes, the ageing time shows as twice the forward delay
  /// (`__br_set_topology_change`).
  private long fastAgeing() {
    return 2 * forwardDelay() / BridgeDevice.CENTISECOND;
  }

  /// How long the forwarding database keeps what it has learned, in nanoseconds (`hold_time`).
  long holdTime() {
    return isTopologyChanging()
        ? forwardDelay()
        : bridge.get(Setting.AGEING_TIME) * BridgeDevice.CENTISECOND;
  }
}
