package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.packet.Mac;
import java.util.concurrent.TimeUnit;

/// Lays out an entry of a forwarding table as `bridge fdb` does (`print_fdb`).
final class FdbText {
  private FdbText() {}

  /// Shows it; `withDevice` when it is not known anyway by which device it is reached.
  static void show(Session session, FdbSnapshot entry, boolean withDevice) {
    Output out = session.output();
    NetDevice master = entry.master();
    out.openObject(null);
    out.string(Color.MAC, "mac", "", Mac.format(entry.mac()), " ");
    if (withDevice) {
      out.text("dev ");
      out.string(Color.IFNAME, "ifname", "", entry.device().name(), " ");
    }
    if (entry.vlan() != 0) {
      out.number("vlan", "vlan ", entry.vlan(), " ");
    }
    if (session.options().statistics && master != null) {
      out.number("used", "used ", TimeUnit.NANOSECONDS.toSeconds(entry.used()), "");
      out.number("updated", "/", TimeUnit.NANOSECONDS.toSeconds(entry.updated()), " ");
    }
    flags(entry, out);
    if (master != null) {
      out.string("master", "master ", master.name(), " ");
    }
    out.string("state", "", entry.state().word(), "\n");
    out.closeObject();
  }

  private static void flags(FdbSnapshot entry, Output out) {
    out.openArray("flags");
    flag("self", entry.master() == null, out);
    flag("extern_learn", entry.externLearn(), out);
    flag("sticky", entry.sticky(), out);
    out.closeArray();
  }

  private static void flag(String word, boolean on, Output out) {
    if (on) {
      out.string(null, "", word, " ");
    }
  }
}
