package dev.patchbay.tools.brctl;

import static dev.patchbay.tools.brctl.Lookup.failed;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.FdbRequests;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `brctl showmacs`: the addresses that a bridge knows at its ports.
final class MacList {
  private MacList() {}

  static int show(Process process, String name) throws FileException {
    NetDevice device = process.netns().device(name);
    if (!(device instanceof BridgeDevice bridge)) {
      Errno errno = device == null ? Errno.ENODEV : Errno.EOPNOTSUPP;
      throw failed("read of forward table failed: " + errno.text());
    }
    process.out().println("port no\tmac addr\t\tis local?\tageing timer");
    for (FdbSnapshot entry : entries(bridge)) {
      process.out().println(row(entry));
    }
    return 0;
  }

  /// Those that lead to ports, by address.
  private static List<FdbSnapshot> entries(BridgeDevice bridge) {
    List<FdbSnapshot> entries = new ArrayList<>();
    for (FdbSnapshot entry : FdbRequests.all(bridge.netns(), bridge, null)) {
      if (entry.master() == bridge && entry.device() != bridge) {
        entries.add(entry);
      }
    }
    entries.sort(Comparator.comparingLong(FdbSnapshot::mac));
    return entries;
  }

  private static String row(FdbSnapshot entry) {
    boolean ages = entry.state() == FdbSnapshot.State.REACHABLE;
    boolean local = entry.state() == FdbSnapshot.State.PERMANENT;
    return "%3d\t%s\t%s\t\t%s"
        .formatted(
            PortSnapshot.of(entry.device()).tree().number(),
            Mac.format(entry.mac()),
            local ? "yes" : "no",
            Timer.text(ages ? Timer.centiseconds(entry.updated()) : 0));
  }
}
