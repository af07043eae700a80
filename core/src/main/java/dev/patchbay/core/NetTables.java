package dev.patchbay.core;

import dev.patchbay.packet.Mac;
import java.util.Locale;

/// The tables under `/proc/net` that tell of devices and of the backlog: `dev`, `dev_mcast`,
/// `softnet_stat` (net/core/net-procfs.c).
final class NetTables {
  private NetTables() {}

  static void add(ProcFiles files) {
    files.addNet("dev", NetTables::devices);
    files.addNet("dev_mcast", NetTables::multicast);
    files.addNet("softnet_stat", NetTables::backlog);
  }

  /// A line an address: index, device, users, whether an administrator asked for it, the address.
  private static String multicast(Netns netns) {
    StringBuilder text = new StringBuilder();
    for (NetDevice device : netns.devices()) {
      for (HardwareAddresses.Entry entry : device.receiveMode().multicast().entries()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-4d %-15s %-5d %-5d %s\n",
                device.index(),
                device.name(),
                entry.users(),
                entry.isGlobal() ? 1 : 0,
                Mac.format(entry.mac()).replace(":", "")));
      }
    }
    return text.toString();
  }

  /// One processor's line: what it took from its backlog, what it dropped, and what stays zero
  /// here.
  private static String backlog(Netns netns) {
    Backlog backlog = netns.machine().backlog();
    return String.format(Locale.ROOT, "%08x %08x", backlog.processed(), backlog.drops())
        + " 00000000".repeat(9)
        + String.format(Locale.ROOT, " %08x 00000000\n", backlog.length());
  }

  /// `/proc/net/dev` (net/core/net-procfs.c).
  private static String devices(Netns netns) {
    StringBuilder text =
        new StringBuilder(
            "Inter-|   Receive                                                |  Transmit\n"
                + " face |bytes    packets errs drop fifo frame compressed multicast|bytes"
                + "    packets errs drop fifo colls carrier compressed\n");
    for (NetDevice device : netns.devices()) {
      Statistics s = device.statistics();
      pad(text, device.name(), 6).append(": ");
      long[] values = {
        s.rxBytes,
        s.rxPackets,
        s.rxErrors,
        s.rxDropped + s.rxMissedErrors,
        s.rxFifoErrors,
        s.rxLengthErrors + s.rxOverErrors + s.rxCrcErrors + s.rxFrameErrors,
        0,
        s.multicast,
        s.txBytes,
        s.txPackets,
        s.txErrors,
        s.txDropped,
        s.txFifoErrors,
        s.collisions,
        s.txCarrierErrors + s.txAbortedErrors + s.txWindowErrors + s.txHeartbeatErrors,
        0
      };
      int[] widths = {7, 7, 4, 4, 4, 5, 10, 9, 8, 7, 4, 4, 4, 5, 7, 10};
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          text.append(' ');
        }
        pad(text, Long.toString(values[i]), widths[i]);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static StringBuilder pad(StringBuilder text, String value, int width) {
    return text.repeat(' ', Math.max(0, width - value.length())).append(value);
  }
}
