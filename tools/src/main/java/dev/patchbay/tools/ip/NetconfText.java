package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.NetconfSnapshot;
import dev.patchbay.stack.mpls.MplsNetconf;
import org.jspecify.annotations.Nullable;

/// Lays out the settings of a device as `ip netconf` does.
final class NetconfText {
  private static final String[] REVERSE_PATH = {"off", "strict", "loose"};

  private NetconfText() {}

  static void show(Session session, NetconfSnapshot netconf) {
    Output out = session.output();
    out.openObject(null);
    out.string("family", "", netconf.family() == Family.IPV4 ? "inet" : "inet6", " ");
    String name = netconf.name();
    if (netconf.index() > 0) {
      out.string(Color.IFNAME, "interface", "", session.deviceName(netconf.index(), name), " ");
    } else {
      out.string("interface", "", name, " ");
    }
    onOff(out, "forwarding", netconf.forwarding());
    Integer filter = netconf.rpFilter();
    if (filter != null) {
      boolean known = filter >= 0 && filter < REVERSE_PATH.length;
      out.string("rp_filter", "rp_filter ", known ? REVERSE_PATH[filter] : "unknown", " ");
    }
    onOff(out, "mc_forwarding", netconf.multicastForwarding());
    onOff(out, "proxy_neigh", netconf.proxyNeighbour());
    onOff(out, "ignore_routes_with_linkdown", netconf.ignoreRoutesWithLinkdown());
    out.text("\n");
    out.closeObject();
  }

  static void show(Session session, MplsNetconf netconf) {
    Output out = session.output();
    out.openObject(null);
    out.string("family", "", "mpls", " ");
    String name = session.deviceName(netconf.index(), netconf.device());
    out.string(Color.IFNAME, "interface", "", name, " ");
    Boolean takes = netconf.takesLabels();
    if (takes != null) {
      out.onOff("input", "input ", takes, " ");
    }
    out.text("\n");
    out.closeObject();
  }

  private static void onOff(Output out, String key, @Nullable Integer value) {
    if (value != null) {
      out.onOff(key, key + " ", value != 0, " ");
    }
  }
}
