package dev.patchbay.device.bridge;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.device.Network;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;

/// Bridges in a ring, each of which speaks the spanning tree protocol: number `i` has the port `ri`
/// towards the next one, and `li` towards the one before. The lower the number, the better the id.
final class Ring {
  final Network network = new Network();
  final List<BridgeDevice> bridges = new ArrayList<>();

  Ring(int size) throws NetlinkException {
    for (int i = 0; i < size; i++) {
      LinkRequest request = network.request(network.netns, "br" + i, "bridge", "stp_state", "1");
      request.address = Network.bytes(new Mac(0x0200_0000_0100L + i));
      bridges.add((BridgeDevice) network.netns.links().add(request));
    }
    for (int i = 0; i < size; i++) {
      int next = (i + 1) % size;
      NetDevice right = network.add("r" + i, "veth", "peer", "name", "l" + next);
      network.netns.links().changeMaster(right, bridges.get(i));
      network.netns.links().changeMaster(right.link(), bridges.get(next));
      network.up(right, right.link());
    }
    for (BridgeDevice bridge : bridges) {
      network.up(bridge);
    }
  }

  NetDevice right(int i) {
    return port("r" + i);
  }

  NetDevice left(int i) {
    return port("l" + i);
  }

  private NetDevice port(String name) {
    NetDevice device = network.netns.device(name);
    if (device == null) {
      throw new IllegalArgumentException(name);
    }
    return device;
  }

  static PortState state(NetDevice port) {
    return PortSnapshot.of(port).tree().state();
  }

  /// The ports in this state, by name.
  List<String> ports(PortState state) {
    List<String> names = new ArrayList<>();
    for (NetDevice device : network.netns.devices()) {
      if (device.port() instanceof BridgePort port && port.state() == state) {
        names.add(device.name());
      }
    }
    return names;
  }
}
