package dev.patchbay.tools.brctl;

import static dev.patchbay.tools.brctl.Lookup.failed;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.BridgeSlave;
import dev.patchbay.device.bridge.PortFlag;
import dev.patchbay.device.bridge.PortNumber;
import dev.patchbay.device.bridge.PortOptions;
import dev.patchbay.device.bridge.Setting;
import java.util.List;

/// Changes settings of bridges and ports, as through their files in `/sys`.
final class Settings {
  private Settings() {}

  // ---- of bridges

  static int stp(Process process, List<String> words) {
    change(process, words.getFirst(), Setting.STP_STATE, isOn(words.get(1)) ? 1 : 0, "stp status");
    return 0;
  }

  /// The words are the bridge and a number, or a time in seconds.
  static int bridge(Process process, BrctlCommand command, List<String> words) {
    String word = words.get(1);
    String name = words.getFirst();
    switch (command) {
      case SETBRIDGEPRIO ->
          change(
              process, name, Setting.PRIORITY, Scan.integer(word, "priority"), "bridge priority");
      case SETAGEING -> time(process, name, Setting.AGEING_TIME, word, "ageing time");
      case SETFD -> time(process, name, Setting.FORWARD_DELAY, word, "forward delay");
      case SETHELLO -> time(process, name, Setting.HELLO_TIME, word, "hello timer");
      case SETMAXAGE -> time(process, name, Setting.MAX_AGE, word, "max age");
      default -> throw new IllegalArgumentException(command.word());
    }
    return 0;
  }

  private static void time(
      Process process, String bridge, Setting setting, String word, String what) {
    change(process, bridge, setting, Scan.centiseconds(word, what + " value"), what);
  }

  private static void change(
      Process process, String name, Setting setting, long value, String what) {
    NetDevice device = process.netns().device(name);
    try {
      if (device == null) {
        throw new NetlinkException(Errno.ENODEV);
      }
      if (!(device instanceof BridgeDevice bridge)) {
        throw new NetlinkException(Errno.EOPNOTSUPP);
      }
      bridge.set(setting, value);
    } catch (NetlinkException e) {
      throw failed("set " + what + " failed: " + e.errno().text());
    }
  }

  // ---- of ports

  /// The words are a bridge, which does not matter, a port, and a number.
  static int port(Process process, BrctlCommand command, List<String> words) {
    boolean cost = command == BrctlCommand.SETPATHCOST;
    String word = words.get(2);
    int value = Scan.integer(word, cost ? "path cost value" : "path priority value");
    PortNumber number = cost ? PortNumber.COST : PortNumber.PRIORITY;
    try {
      NetDevice device = process.netns().device(words.get(1));
      if (device == null) {
        throw new NetlinkException(Errno.ENODEV);
      }
      change(device, PortOptions.NONE.with(number, value));
    } catch (NetlinkException e) {
      throw failed(
          "set " + (cost ? "path cost" : "port priority") + " failed: " + e.errno().text());
    }
    return 0;
  }

  static int hairpin(Process process, List<String> words) {
    String bridge = words.getFirst();
    String port = words.get(1);
    boolean on = isOn(words.get(2));
    NetDevice device = Lookup.device(process, port);
    if (process.netns().device(bridge) == null) {
      throw failed("bridge " + bridge + " does not exist!");
    }
    try {
      change(device, PortOptions.NONE.with(PortFlag.HAIRPIN, on));
    } catch (NetlinkException e) {
      throw failed(
          "can't set %s to hairpin on bridge %s: %s".formatted(port, bridge, e.errno().text()));
    }
    return 0;
  }

  /// A device that is no port has no files of one.
  private static void change(NetDevice device, PortOptions options) throws NetlinkException {
    PortKind.Port port = device.port();
    if (port == null || !(port.kind() instanceof BridgeSlave ports)) {
      throw new NetlinkException(Errno.ENOENT);
    }
    ports.change(device, options);
  }

  private static boolean isOn(String word) {
    return switch (word) {
      case "on", "yes", "1" -> true;
      case "off", "no", "0" -> false;
      default -> throw failed("expect on/off for argument");
    };
  }
}
