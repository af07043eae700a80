package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.packet.Mac;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
    FdbRemote remote = entry.remote();
    if (remote != null && remote.destination() != null) {
      out.string("dst", "dst ", remote.destination().text(), " ");
    }
    if (entry.vlan() != 0) {
      out.number("vlan", "vlan ", entry.vlan(), " ");
    }
    if (remote != null) {
      end(remote, out);
      linkNetns(entry.device(), out);
    }
    if (session.options().statistics && (master != null || remote != null)) {
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

  private static void end(FdbRemote remote, Output out) {
    number("port", remote.port(), out);
    number("vni", remote.network(), out);
    number("src_vni", remote.ownNetwork(), out);
    NetDevice by = remote.by();
    if (by != null) {
      out.string("viaIf", "via ", by.name(), " ");
    }
    if (remote.nexthop() != null) {
      out.number("nhid", "nhid ", remote.nexthop(), " ");
    }
  }

  /// The namespace whose packets carry the frames, when the device has been moved away from it.
  private static void linkNetns(NetDevice device, Output out) {
    if (device.linkNetns() != device.netns()) {
      int id = device.netns().nsid(device.linkNetns());
      out.number("linkNetNsId", "link-netnsid ", id, " ");
    }
  }

  private static void number(String word, @Nullable Integer value, Output out) {
    if (value != null) {
      out.number(word, word + " ", value, " ");
    }
  }

  private static void flags(FdbSnapshot entry, Output out) {
    out.openArray("flags");
    flag("self", entry.master() == null, out);
    flag("router", entry.router(), out);
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
