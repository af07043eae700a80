package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.vxlan.VniSnapshot;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.LinkHead;
import java.util.List;
import java.util.Objects;

/// How `bridge vni show` shows which networks VXLAN devices serve.
final class VniText {
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = " ".repeat(NAME_WIDTH + 3);
  private static final int VNI_WIDTH = 14;
  private static final int END_WIDTH = 15;
  private static final String[] COUNTS = {"bytes", "pkts", "drops", "errors"};

  private final Output out;
  private final boolean statistics;

  VniText(Output out, boolean statistics) {
    this.out = out;
    this.statistics = statistics;
  }

  void begin() {
    out.begin();
    out.text("dev               vni              group/remote   \n");
  }

  void end() {
    out.end();
  }

  /// Those of a device, in ranges that are alike where they are not counted.
  void show(String device, List<VniSnapshot> networks) {
    if (networks.isEmpty()) {
      return;
    }
    out.openObject(null);
    String name = LinkHead.padded(device, NAME_WIDTH, out);
    out.string(Color.IFNAME, "ifname", "", name, "   ");
    out.openArray("vnis");
    for (int i = 0; i < networks.size(); i++) {
      int first = i;
      while (!statistics
          && i + 1 < networks.size()
          && follows(networks.get(i), networks.get(i + 1))) {
        i++;
      }
      out.text(first == 0 ? "" : INDENT);
      show(networks.get(first), networks.get(i).id());
    }
    out.closeArray();
    out.closeObject();
    out.text("\n");
  }

  private static boolean follows(VniSnapshot one, VniSnapshot next) {
    return next.id() == one.id() + 1 && Objects.equals(one.remote(), next.remote());
  }

  private void show(VniSnapshot network, int last) {
    boolean range = last != network.id();
    out.openObject(null);
    out.number("vni", "", network.id(), "");
    if (range) {
      out.number("vniEnd", "-", last, "");
    }
    String text = network.id() + (range ? "-" + last : "");
    Ip remote = network.remote();
    int taken = text.length();
    int width = VNI_WIDTH;
    if (range) {
      taken = String.valueOf(last).length();
      width = remote == null ? END_WIDTH + 1 : END_WIDTH;
    }
    out.text(" ".repeat(Math.max(width - taken, 0)));
    if (remote != null) {
      out.string(remote.isMulticast() ? "group" : "remote", " ", remote.text(), "");
    }
    out.newline();
    if (statistics) {
      counts(network.counts());
    }
    out.closeObject();
  }

  private void counts(List<Long> counts) {
    out.openObject("stats");
    counts("RX: ", "rx_", counts.subList(0, COUNTS.length));
    counts("TX: ", "tx_", counts.subList(COUNTS.length, 2 * COUNTS.length));
    out.closeObject();
  }

  private void counts(String label, String prefix, List<Long> counts) {
    out.text(INDENT + label);
    for (int i = 0; i < COUNTS.length; i++) {
      out.number(prefix + COUNTS[i], COUNTS[i] + " ", counts.get(i), " ");
    }
    out.newline();
  }
}
