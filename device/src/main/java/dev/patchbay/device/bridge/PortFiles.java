package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.stp.TreePortSnapshot;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/// What a bridge port has under `/sys/class/net/DEV/brport` (net/bridge/br_sysfs_if.c).
final class PortFiles {
  private PortFiles() {}

  static Map<String, Node> of(BridgePort port) {
    TreeMap<String, Node> files = new TreeMap<>();
    for (PortFlag flag : PortFlag.values()) {
      String name = flag.file();
      if (name != null) {
        files.put(
            name,
            Node.file(
                () -> (port.has(flag) ? "1" : "0") + "\n",
                text -> change(port, PortOptions.NONE.with(flag, number(text) != 0))));
      }
    }
    addSettings(port, files);
    addTree(port, files);
    return Map.of("brport", Node.directory(files));
  }

  private static void addSettings(BridgePort port, SortedMap<String, Node> files) {
    files.put("path_cost", number(port, PortNumber.COST, () -> port.treeSnapshot().cost()));
    files.put("priority", number(port, PortNumber.PRIORITY, () -> port.treeSnapshot().priority()));
    files.put("multicast_router", number(port, PortNumber.MCAST_ROUTER, port::multicastRouter));
    files.put(
        "group_fwd_mask",
        Node.file(
            () -> "0x" + Integer.toHexString(port.groupForwardMask()) + "\n",
            text ->
                change(
                    port,
                    PortOptions.NONE.with(
                        PortNumber.GROUP_FWD_MASK, number(text) & BridgeFiles.GROUPS))));
    files.put(
        "flush",
        Node.file(text -> {
          number(text);
          change(port, PortOptions.NONE.withFlush());
        }));
    files.put("backup_port", Node.file(() -> backup(port), text -> backup(port, text.strip())));
  }

  private static Node number(BridgePort port, PortNumber number, IntSupplier value) {
    return Node.file(
        () -> value.getAsInt() + "\n",
        text -> change(port, PortOptions.NONE.with(number, number(text))));
  }

  private static void addTree(BridgePort port, SortedMap<String, Node> files) {
    files.put("bridge", new Node.Link("../../" + port.bridge().name()));
    tree(port, files, "state", tree -> tree.state().ordinal() + "\n");
    tree(port, files, "port_id", tree -> "0x" + Integer.toHexString(tree.id()) + "\n");
    tree(port, files, "port_no", tree -> "0x" + Integer.toHexString(tree.number()) + "\n");
    tree(port, files, "designated_bridge", tree -> tree.designatedBridge() + "\n");
    tree(port, files, "designated_root", tree -> tree.designatedRoot() + "\n");
    tree(port, files, "designated_port", tree -> tree.designatedPort() + "\n");
    tree(port, files, "designated_cost", tree -> tree.designatedCost() + "\n");
    tree(port, files, "change_ack", tree -> BridgeFiles.bit(tree.changeAcknowledged()));
    tree(port, files, "config_pending", tree -> BridgeFiles.bit(tree.configPending()));
    timer(port, files, "hold_timer", TreePortSnapshot::holdTimer);
    timer(port, files, "message_age_timer", TreePortSnapshot::messageAgeTimer);
    timer(port, files, "forward_delay_timer", TreePortSnapshot::forwardDelayTimer);
  }

  private static void timer(
      BridgePort port,
      SortedMap<String, Node> files,
      String name,
      ToLongFunction<TreePortSnapshot> timer) {
    tree(port, files, name, tree -> BridgeFiles.centiseconds(timer.applyAsLong(tree)));
  }

  private static void tree(
      BridgePort port,
      SortedMap<String, Node> files,
      String name,
      Function<TreePortSnapshot, String> text) {
    files.put(name, Node.file(() -> text.apply(port.treeSnapshot())));
  }

  private static String backup(BridgePort port) {
    BridgePort backup = port.backup();
    return backup == null ? "" : backup.device().name() + "\n";
  }

  private static void backup(BridgePort port, String name) throws FileException {
    NetDevice device = name.isEmpty() ? null : port.device().netns().device(name);
    if (device == null && !name.isEmpty()) {
      throw new FileException(Errno.ENOENT);
    }
    change(port, PortOptions.NONE.withBackup(device));
  }

  private static void change(BridgePort port, PortOptions options) throws FileException {
    try {
      port.change(options);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private static long number(String text) throws FileException {
    return BridgeFiles.number(text.strip());
  }
}
