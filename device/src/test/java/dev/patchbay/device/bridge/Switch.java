package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;

/// A bridge `br0` with stations at its ports, all up.
final class Switch {
  final Network network = new Network();
  final BridgeDevice bridge;

  Switch(String... words) {
    try {
      String[] all = new String[words.length + 1];
      all[0] = "bridge";
      System.arraycopy(words, 0, all, 1, words.length);
      bridge = (BridgeDevice) network.add("br0", all);
      network.up(bridge);
    } catch (NetlinkException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A station at a new port of this name.
  Station station(String port) {
    try {
      NetDevice device = network.add(port, "veth", "peer", "name", "far-" + port);
      Netns host = network.newNetns();
      network.netns.links().move(device.link(), host, "eth0", 0);
      enslave(device);
      network.up(device, device.link());
      return new Station(network, device.link());
    } catch (NetlinkException e) {
      throw new IllegalStateException(e);
    }
  }

  void enslave(NetDevice device) throws NetlinkException {
    network.netns.links().changeMaster(device, bridge);
  }

  /// The port of a station.
  static NetDevice port(Station station) {
    return station.device().link();
  }

  /// `ip link set … type bridge_slave WORDS…`
  void set(Station station, String... words) {
    try {
      String[] all = new String[words.length + 1];
      all[0] = "bridge_slave";
      System.arraycopy(words, 0, all, 1, words.length);
      network.change(port(station), all);
    } catch (NetlinkException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As `bridge link set … state 0`: a change by `ip link` would enable the port again at once.
  void disable(Station station) {
    if (port(station).port() instanceof BridgePort port) {
      port.disable();
    }
  }
}
