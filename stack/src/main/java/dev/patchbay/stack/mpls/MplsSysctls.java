package dev.patchbay.stack.mpls;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.packet.Mpls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of `/proc/sys/net/mpls` (Documentation/networking/mpls-sysctl.rst).
final class MplsSysctls {
  private static final String FOLDER = "net/mpls";
  private static final int LARGEST_TTL = 255;

  private MplsSysctls() {}

  static void add(Machine machine) {
    machine.sysctls().add(FOLDER, ofNamespace(), MplsSysctls::table);
    machine
        .sysctls()
        .addPerDevice(
            FOLDER + "/conf",
            List.of(Sysctl.integer("input", MplsDevice::input, MplsDevice::input)),
            MplsSysctls::names,
            MplsSysctls::device);
  }

  private static List<Sysctl<MplsTable>> ofNamespace() {
    return List.of(
        Sysctl.integer(
            "platform_labels",
            0,
            Mpls.LABELS - 1,
            MplsTable::platformLabels,
            MplsTable::platformLabels),
        Sysctl.integer(
            "ip_ttl_propagate",
            0,
            1,
            table -> table.propagatesTtl() ? 1 : 0,
            (table, value) -> table.propagatesTtl(value != 0)),
        Sysctl.integer(
            "default_ttl", 1, LARGEST_TTL, MplsTable::defaultTtl, MplsTable::defaultTtl));
  }

  private static @Nullable MplsTable table(Netns netns) {
    return MplsTable.isServed(netns) ? MplsTable.of(netns) : null;
  }

  private static List<String> names(Netns netns) {
    List<String> names = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      if (MplsDevice.of(device) != null) {
        names.add(device.name());
      }
    }
    return names;
  }

  private static @Nullable MplsDevice device(Netns netns, String name) {
    NetDevice device = netns.device(name);
    return device == null ? null : MplsDevice.of(device);
  }
}
