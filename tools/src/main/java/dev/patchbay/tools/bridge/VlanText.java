package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.VlanMembership;
import dev.patchbay.tools.iproute.LinkHead;
import java.util.List;

/// How `bridge vlan show` shows in which VLANs devices are.
final class VlanText {
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = " ".repeat(NAME_WIDTH + 2);

  private final Output out;
  private final boolean details;
  private final boolean statistics;

  /// The kernel makes ranges of VLANs that are alike, where it is asked to or tells the details
  /// without statistics.
  private final boolean compressed;

  VlanText(Output out, Options options) {
    this.out = out;
    this.details = options.details;
    this.statistics = options.statistics;
    this.compressed = details ? !statistics : options.compressed;
  }

  void begin() {
    out.begin();
    out.text("port              vlan-id" + (statistics && !details ? "\n" : "  \n"));
  }

  void end() {
    out.end();
  }

  void show(NetDevice device, List<VlanMembership> vlans) {
    if (vlans.isEmpty()) {
      return;
    }
    out.openObject(null);
    String name = LinkHead.padded(device.name(), NAME_WIDTH, out);
    out.string(Color.IFNAME, "ifname", "", name, "  ");
    out.openArray("vlans");
    for (int i = 0; i < vlans.size(); i++) {
      int first = i;
      while (compressed && i + 1 < vlans.size() && vlans.get(i).goesOnWith(vlans.get(i + 1))) {
        i++;
      }
      out.text(first == 0 ? "" : INDENT);
      show(vlans.get(first), vlans.get(i).id());
    }
    out.closeArray();
    out.closeObject();
  }

  private void show(VlanMembership vlan, int end) {
    boolean range = end != vlan.id();
    out.openObject(null);
    out.number(statistics && !details ? "vid" : "vlan", "", vlan.id(), "");
    if (range) {
      out.number("vlanEnd", "-", end, "");
    }
    if (vlan.pvid() || vlan.untagged() || (range && !details)) {
      showFlags(vlan);
    }
    out.newline();
    if (details) {
      out.text(INDENT + "  ");
      out.string("state", "state ", vlan.state().word(), " ");
      out.number("mcast_router", "mcast_router ", vlan.router(), " ");
      out.newline();
    }
    if (statistics) {
      showStatistics(vlan);
    }
    out.closeObject();
  }

  private void showFlags(VlanMembership vlan) {
    out.openArray("flags");
    if (vlan.pvid()) {
      out.string(null, " ", "PVID", "");
    }
    if (vlan.untagged()) {
      out.string(null, " ", "Egress Untagged", "");
    }
    out.closeArray();
  }

  private void showStatistics(VlanMembership vlan) {
    out.text(INDENT + "  ");
    out.number("rx_bytes", "RX: ", vlan.rxBytes(), " bytes");
    out.number("rx_packets", " ", vlan.rxPackets(), " packets");
    out.newline();
    out.text(INDENT + "  ");
    out.number("tx_bytes", "TX: ", vlan.txBytes(), " bytes");
    out.number("tx_packets", " ", vlan.txPackets(), " packets");
    out.newline();
  }
}
