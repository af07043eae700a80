package dev.patchbay.device.bridge;

/// When a port may forward (net/bridge/br_stp.c, br_stp_if.c): without a spanning tree as soon as
/// it can.
final class PortStates {
  private PortStates() {}

  /// The bridge goes up (`br_stp_enable_bridge`).
  static void enable(BridgeDevice bridge) {
    for (int i = 0; i < bridge.portCount(); i++) {
      if (bridge.port(i).canWork()) {
        enable(bridge.port(i));
      }
    }
  }

  /// The bridge goes down (`br_stp_disable_bridge`).
  static void disable(BridgeDevice bridge) {
    for (int i = 0; i < bridge.portCount(); i++) {
      if (bridge.port(i).state() != PortState.DISABLED) {
        disable(bridge.port(i));
      }
    }
  }

  /// The port can work now: it forwards, and the bridge has a carrier (`br_stp_enable_port`).
  static void enable(BridgePort port) {
    port.state(PortState.BLOCKING);
    port.state(PortState.FORWARDING);
    PortAnnouncement.announce(port, false);
    port.bridge().lives(true);
    PortAnnouncement.announce(port, false);
  }

  /// The port cannot work any longer: it forgets what it learned (`br_stp_disable_port`).
  static void disable(BridgePort port) {
    port.state(PortState.DISABLED);
    PortAnnouncement.announce(port, false);
    if (port.backup() == null) {
      port.bridge().fdb().removeOf(port, false);
    }
    select(port.bridge());
  }

  /// Draws the conclusions for every port and for the bridge, which has a carrier while one of its
  /// ports forwards (`br_port_state_selection`).
  static void select(BridgeDevice bridge) {
    boolean live = false;
    for (int i = 0; i < bridge.portCount(); i++) {
      BridgePort port = bridge.port(i);
      if (port.state() == PortState.BLOCKING) {
        port.state(PortState.FORWARDING);
        PortAnnouncement.announce(port, false);
      }
      live |= port.state() == PortState.FORWARDING;
    }
    bridge.lives(live);
  }
}
