package dev.patchbay.tools.brctl;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.bridge.BridgeDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds bridges and ports as `brctl` does.
final class Lookup {
  private static final Comparator<NetDevice> BY_NAME = Comparator.comparing(NetDevice::name);

  private Lookup() {}

  /// The bridges of the process's namespace, by name.
  static List<BridgeDevice> bridges(Process process) {
    List<BridgeDevice> bridges = new ArrayList<>();
    for (NetDevice device : process.netns().devices()) {
      if (device instanceof BridgeDevice bridge) {
        bridges.add(bridge);
      }
    }
    bridges.sort(BY_NAME);
    return bridges;
  }

  /// The devices that are the bridge's ports, by name.
  static List<NetDevice> ports(BridgeDevice bridge) {
    List<NetDevice> ports = new ArrayList<>(bridge.portDevices());
    ports.sort(BY_NAME);
    return ports;
  }

  /// The bridge of this name; ends the command when there is none.
  static BridgeDevice bridge(Process process, String name) {
    NetDevice device = process.netns().device(name);
    if (device == null) {
      throw failed("bridge " + name + " does not exist!");
    }
    if (!(device instanceof BridgeDevice bridge)) {
      throw failed("device " + name + " is not a bridge!");
    }
    return bridge;
  }

  /// The device of this name; ends the command when there is none.
  static NetDevice device(Process process, String name) {
    NetDevice device = process.netns().device(name);
    if (device == null) {
      throw failed("interface " + name + " does not exist!");
    }
    return device;
  }

  /// Ends the command with a message.
  static CommandException failed(String message) {
    return new CommandException(1, message);
  }
}
