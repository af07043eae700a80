package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.stp.TreeSnapshot;
import dev.patchbay.packet.Mac;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What a bridge has under `/sys/class/net/DEV`: its settings in `bridge`, its ports in `brif`
/// (net/bridge/br_sysfs_br.c).
final class BridgeFiles {
  /// As many bits as a mask of groups has.
  static final int GROUPS = 0xffff;

  private BridgeFiles() {}

  static Map<String, Node> of(BridgeDevice bridge) {
    return Map.of("bridge", Node.directory(settings(bridge)), "brif", ports(bridge));
  }

  private static Node ports(BridgeDevice bridge) {
    TreeMap<String, Node> links = new TreeMap<>();
    for (NetDevice device : bridge.portDevices()) {
      links.put(device.name(), new Node.Link("../../" + device.name() + "/brport"));
    }
    return Node.directory(links);
  }

  private static SortedMap<String, Node> settings(BridgeDevice bridge) {
    TreeMap<String, Node> files = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      String name = setting.file();
      if (name != null) {
        files.put(
            name,
            Node.file(
                () -> text(setting, bridge.get(setting)) + "\n",
                text -> write(bridge, setting, text.strip())));
      }
    }
    files.put("flush", Node.file(text -> flush(bridge, text.strip())));
    files.put("gc_timer", Node.file(() -> centiseconds(bridge.untilCollection())));
    addTree(bridge, files);
    return files;
  }

  private static void addTree(BridgeDevice bridge, SortedMap<String, Node> files) {
    tree(bridge, files, "bridge_id", tree -> tree.id() + "\n");
    tree(bridge, files, "root_id", tree -> tree.root() + "\n");
    tree(bridge, files, "root_path_cost", tree -> tree.rootPathCost() + "\n");
    tree(bridge, files, "root_port", tree -> tree.rootPort() + "\n");
    tree(bridge, files, "topology_change", tree -> bit(tree.topologyChange()));
    tree(bridge, files, "topology_change_detected", tree -> bit(tree.topologyChangeDetected()));
    tree(bridge, files, "hello_timer", tree -> centiseconds(tree.helloTimer()));
    tree(bridge, files, "tcn_timer", tree -> centiseconds(tree.tcnTimer()));
    tree(bridge, files, "topology_change_timer", tree -> centiseconds(tree.topologyChangeTimer()));
  }

  private static void tree(
      BridgeDevice bridge,
      SortedMap<String, Node> files,
      String name,
      Function<TreeSnapshot, String> text) {
    files.put(name, Node.file(() -> text.apply(bridge.treeSnapshot())));
  }

  static String bit(boolean value) {
    return value ? "1\n" : "0\n";
  }

  static String centiseconds(long nanos) {
    return nanos / BridgeDevice.CENTISECOND + "\n";
  }

  private static String text(Setting setting, long value) {
    return switch (setting) {
      case VLAN_PROTOCOL -> "0x" + Long.toHexString(value);
      case GROUP_FWD_MASK -> "0x" + Long.toHexString(value);
      default -> setting.text(value);
    };
  }

  private static void write(BridgeDevice bridge, Setting setting, String text)
      throws FileException {
    if (setting == Setting.VLAN_DEFAULT_PVID && bridge.filters()) {
      throw new FileException(Errno.EPERM);
    }
    try {
      bridge.set(setting, value(setting, text));
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private static long value(Setting setting, String text) throws FileException {
    return switch (setting) {
      case GROUP_ADDRESS -> address(text);
      case GROUP_FWD_MASK -> number(text) & GROUPS;
      default -> number(text);
    };
  }

  private static void flush(BridgeDevice bridge, String text) throws FileException {
    number(text);
    try {
      FdbRequests.flushLearned(bridge);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private static long address(String text) throws FileException {
    Mac mac = Mac.parse(text);
    if (mac == null) {
      throw new FileException(Errno.EINVAL);
    }
    return mac.value();
  }

  /// As the kernel reads a number from a file (`kstrtoul`).
  static long number(String text) throws FileException {
    return Numbers.u64(text, 0).orElseThrow(() -> new FileException(Errno.EINVAL));
  }
}
