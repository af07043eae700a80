package dev.patchbay.tools.brctl;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.TextWriter;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.Setting;
import java.util.ArrayList;
import java.util.List;

/// `brctl show`: bridges and their ports.
final class BridgeList {
  private BridgeList() {}

  /// Shows the bridges of these names, or all when there are none; returns the status.
  static int show(Process process, List<String> names) throws FileException {
    if (names.isEmpty()) {
      show(process, Lookup.bridges(process), 0);
      return 0;
    }
    List<BridgeDevice> bridges = new ArrayList<>();
    int status = 0;
    for (String name : names) {
      try {
        bridges.add(Lookup.bridge(process, name));
      } catch (CommandException e) {
        process.complain(e.message());
        status = e.status();
      }
    }
    return show(process, bridges, status);
  }

  private static int show(Process process, List<BridgeDevice> bridges, int status)
      throws FileException {
    TextWriter out = process.out();
    if (!bridges.isEmpty()) {
      out.println("bridge name\tbridge id\t\tSTP enabled\tinterfaces");
    }
    for (BridgeDevice bridge : bridges) {
      out.print(bridge.name() + "\t\t" + bridge.treeSnapshot().id());
      out.print(bridge.get(Setting.STP_STATE) == 0 ? "\tno\t\t" : "\tyes\t\t");
      String before = "";
      for (NetDevice port : Lookup.ports(bridge)) {
        out.print(before + port.name());
        before = "\n\t\t\t\t\t\t\t";
      }
      out.println("");
    }
    return status;
  }
}
