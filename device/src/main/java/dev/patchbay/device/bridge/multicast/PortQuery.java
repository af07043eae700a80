package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;

/// When a port's network is asked for all groups of a family (`bridge_mcast_own_query`).
final class PortQuery {
  private final Snooping snooping;
  private final SnoopedPort port;
  private final Family family;
  private final SnoopTimer timer;
  private long startupSent;

  PortQuery(Snooping snooping, SnoopedPort port, Family family) {
    this.snooping = snooping;
    this.port = port;
    this.family = family;
    this.timer = new SnoopTimer(snooping.bridge(), this::expired);
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
    if (!PortSnooping.mayQuery(port)) {
      return;
    }
    if (startupSent < snooping.settings().startupQueryCount()) {
      startupSent++;
    }
    if (snooping.maySendQuery(family, port)) {
      snooping.queries().askAll(family, port);
      timer.start(snooping.interval(startupSent));
    }
  }
}
