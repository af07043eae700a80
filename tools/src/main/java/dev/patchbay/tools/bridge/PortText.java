package dev.patchbay.tools.bridge;

import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.PortFlag;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.tools.iproute.LinkHead;

/// Lays out a port as `bridge link` does.
final class PortText {
  private PortText() {}

  static void show(Session session, LinkSnapshot link, PortSnapshot port) {
    Output out = session.output();
    out.openObject(null);
    LinkHead.showReduced(link, session.netns(), out);
    out.number("mtu", "mtu ", link.mtu(), " ");
    if (link.master() != null) {
      out.string("master", "master ", link.master(), " ");
    }
    out.string("state", "state ", port.tree().state().word(), " ");
    out.number("priority", "priority ", port.tree().priority(), " ");
    out.number("cost", "cost ", port.tree().cost(), " ");
    if (session.options().details) {
      details(port, out);
    }
    out.text("\n");
    out.closeObject();
  }

  private static void details(PortSnapshot port, Output out) {
    out.newline();
    out.text("    ");
    flags(port, out, PortFlag.HAIRPIN, PortFlag.GUARD, PortFlag.ROOT_BLOCK, PortFlag.FASTLEAVE);
    flags(port, out, PortFlag.LEARNING, PortFlag.FLOOD);
    flags(port, out, PortFlag.MCAST_FLOOD, PortFlag.BCAST_FLOOD);
    out.number("mcast_router", "mcast_router ", port.multicastRouter(), " ");
    flags(port, out, PortFlag.MCAST_TO_UNICAST, PortFlag.NEIGH_SUPPRESS, PortFlag.VLAN_TUNNEL);
    String backup = port.backup();
    if (backup != null) {
      out.string("backup_port", "backup_port ", backup, " ");
    }
    flags(port, out, PortFlag.ISOLATED, PortFlag.LOCKED);
  }

  private static void flags(PortSnapshot port, Output out, PortFlag... flags) {
    for (PortFlag flag : flags) {
      out.onOff(flag.word(), flag.word() + " ", port.has(flag), " ");
    }
  }
}
