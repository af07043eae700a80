package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;

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
    files.put("path_cost", number(port, PortNumber.COST, port::cost));
    files.put("priority", number(port, PortNumber.PRIORITY, port::priority));
    files.put("multicast_router", number(port, PortNumber.MCAST_ROUTER, port::multicastRouter));
    files.put(
        "group_fwd_mask",
        Node.file(
            () -> "0x" + Integer.toHexString(port.groupForwardMask()) + "\n",
            text -> change(port, PortOptions.NONE.with(PortNumber.GROUP_FWD_MASK, number(text)))));
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
    files.put("state", Node.file(() -> port.state().ordinal() + "\n"));
    files.put("port_id", Node.file(() -> "0x" + Integer.toHexString(port.id()) + "\n"));
    files.put("port_no", Node.file(() -> "0x" + Integer.toHexString(port.number()) + "\n"));
    files.put("designated_bridge", Node.file(() -> port.bridge().id() + "\n"));
    files.put("designated_root", Node.file(() -> port.bridge().id() + "\n"));
    files.put("designated_port", Node.file(() -> port.id() + "\n"));
    for (String zero :
        new String[] {
          "change_ack",
          "config_pending",
          "designated_cost",
          "forward_delay_timer",
          "hold_timer",
          "message_age_timer"
        }) {
      files.put(zero, Node.file(() -> "0\n"));
    }
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
