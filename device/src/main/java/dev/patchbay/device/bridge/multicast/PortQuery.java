package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;

/// When a port's network is asked for all groups of a family (`bridge_mcast_own_query`).
final class PortQuery {
  private final PortContext port;
  private final Family family;
  private final SnoopTimer timer;
  private long startupSent;

  PortQuery(PortContext port, Family family) {
    this.port = port;
    this.family = family;
    this.timer = new SnoopTimer(port.bridge().snooping().bridge(), this::expired);
  }

  /// It is asked soon, as often as at first (`br_multicast_enable`).
  void begin() {
    startupSent = 0;
    timer.start(0);
  }

  /// It is asked again then.
  void postpone(long nanos) {
    timer.start(nanos);
  }

  void stop() {
    timer.stop();
  }

  /// `br_multicast_port_query_expired`
  private void expired() {
    if (!port.mayQuery()) {
      return;
    }
    BridgeContext bridge = port.bridge();
    if (startupSent < bridge.settings().startupQueryCount()) {
      startupSent++;
    }
    if (port.isInUse() && bridge.isQuerier(family)) {
      bridge.snooping().queries().askAll(family, port);
      timer.start(bridge.interval(startupSent));
    }
  }
}
