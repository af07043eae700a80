package dev.patchbay.core;

/// What traffic control keeps for a device: its disciplines and their filters (`dev->qdisc`,
/// `ingress_queue`). It hangs itself into the packet's way, see [NetDevice#queue(TxQueue)] and
/// [NetDevice#tcHook].
public interface TrafficPart {
  /// Nothing: packets go at once, and nobody has asked for more.
  TrafficPart NOQUEUE = new NoTraffic();

  /// What the root discipline is called: `pfifo_fast`.
  String rootKind();

  /// The device has come up (`dev_activate`).
  void activate();

  /// The device can no longer send: what waits is dropped (`dev_deactivate`).
  void deactivate();

  /// The device leaves its namespace: every discipline ends (`dev_shutdown`).
  void shutdown();
}
