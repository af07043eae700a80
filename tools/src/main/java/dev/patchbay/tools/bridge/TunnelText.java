package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.VlanTunnels.Mapping;
import dev.patchbay.tools.iproute.LinkHead;
import java.util.List;

/// How `bridge vlan tunnelshow` shows which VLANs are mapped to tunnels, in ranges.
final class TunnelText {
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = " ".repeat(NAME_WIDTH + 2);
  private static final int VLAN_WIDTH = 11;

  private final Output out;

  TunnelText(Output out) {
    this.out = out;
  }

  void begin() {
    out.begin();
    out.text("port              vlan-id    tunnel-id\n");
  }

  void end() {
    out.end();
  }

  /// Those of a device, or the range that the VLAN is in, when that is not 0.
  void show(NetDevice device, List<Mapping> mappings, int only) {
    boolean begun = false;
    for (int i = 0; i < mappings.size(); i++) {
      Mapping first = mappings.get(i);
      while (i + 1 < mappings.size() && follows(mappings.get(i + 1), mappings.get(i))) {
        i++;
      }
      Mapping last = mappings.get(i);
      if (only != 0 && (only < first.vlan() || only > last.vlan())) {
        continue;
      }
      if (!begun) {
        open(device);
      }
      out.text(begun ? INDENT : "");
      begun = true;
      show(first, last);
    }
    if (begun) {
      out.closeArray();
      out.closeObject();
    }
  }

  private static boolean follows(Mapping one, Mapping before) {
    return one.vlan() == before.vlan() + 1 && one.tunnel() == before.tunnel() + 1;
  }

  private void open(NetDevice device) {
    out.openObject(null);
    String name = LinkHead.padded(device.name(), NAME_WIDTH, out);
    out.string(Color.IFNAME, "ifname", "", name, "  ");
    out.openArray("tunnels");
  }

  private void show(Mapping first, Mapping last) {
    boolean range = last != first;
    out.openObject(null);
    out.number("vlan", "", first.vlan(), "");
    if (range) {
      out.number("vlanEnd", "-", last.vlan(), "");
    }
    String vlans = first.vlan() + (range ? "-" + last.vlan() : "");
    out.text(" ".repeat(VLAN_WIDTH - vlans.length()));
    out.number("tunid", "", first.tunnel(), "");
    if (range) {
      out.number("tunidEnd", "-", last.tunnel(), "");
    }
    out.newline();
    out.closeObject();
  }
}
