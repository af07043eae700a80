package dev.patchbay.device.vlan;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Statistics;
import dev.patchbay.device.vlan.PriorityMap.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/proc/net/vlan`: a list of the VLAN devices of a namespace, and a file for each
/// (net/8021q/vlanproc.c).
final class VlanFiles {
  /// Bits of the kernel's `priv_flags` that every VLAN device shows: it is one, has no queue, tells
  /// unicast addresses apart.
  private static final int PRIVATE_FLAGS = 0x81021;

  private VlanFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNetDirectory("vlan", VlanFiles::names, VlanFiles::content);
  }

  private static List<String> names(Netns netns) {
    List<String> names = new ArrayList<>(List.of("config"));
    for (NetDevice device : netns.devices()) {
      if (device instanceof VlanDevice) {
        names.add(device.name());
      }
    }
    return names;
  }

  private static @Nullable String content(Netns netns, String name) {
    if (name.equals("config")) {
      return config(netns);
    }
    return netns.device(name) instanceof VlanDevice vlan ? describe(vlan) : null;
  }

  private static String config(Netns netns) {
    StringBuilder text = new StringBuilder("VLAN Dev name\t | VLAN ID\n");
    text.append("Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n");
    for (NetDevice device : netns.devices()) {
      if (device instanceof VlanDevice vlan) {
        text.append(String.format(Locale.ROOT, "%-15s| %d", vlan.name(), vlan.id()));
        text.append("  | ").append(vlan.link().name()).append('\n');
      }
    }
    return text.toString();
  }

  private static String describe(VlanDevice vlan) {
    StringBuilder text = new StringBuilder();
    int reorders = vlan.is(VlanFlag.REORDER_HDR) ? 1 : 0;
    text.append(vlan.name()).append("  VID: ").append(vlan.id());
    text.append("\t REORDER_HDR: ").append(reorders);
    text.append("  dev->priv_flags: ").append(Integer.toHexString(PRIVATE_FLAGS)).append('\n');
    Statistics statistics = vlan.statistics();
    count(text, "total frames received", statistics.rxPackets);
    count(text, "total bytes received", statistics.rxBytes);
    count(text, "Broadcast/Multicast Rcvd", statistics.multicast);
    text.append('\n');
    count(text, "total frames transmitted", statistics.txPackets);
    count(text, "total bytes transmitted", statistics.txBytes);
    text.append("Device: ").append(vlan.link().name()).append('\n');
    text.append("INGRESS priority mappings: ");
    List<Mapping> ingress = vlan.priorities().ingress();
    for (Mapping mapping : ingress) {
      // The kernel puts one blank, not two, before the last.
      int last = ingress.size() - 1;
      text.append(mapping.from() == 0 ? "" : mapping.from() == last ? " " : "  ");
      text.append(mapping.from()).append(':').append(mapping.to());
    }
    text.append("\n EGRESS priority mappings: ");
    for (Mapping mapping : vlan.priorities().egress()) {
      text.append(Integer.toUnsignedString(mapping.from())).append(':');
      text.append(mapping.to()).append(' ');
    }
    return text.append('\n').toString();
  }

  private static void count(StringBuilder text, String what, long number) {
    text.append(String.format(Locale.ROOT, "%30s %12d\n", what, number));
  }
}
