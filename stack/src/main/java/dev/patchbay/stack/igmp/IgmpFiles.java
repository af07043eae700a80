package dev.patchbay.stack.igmp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.time.Timer;
import dev.patchbay.stack.address.Groups;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.multicast.GroupSource;
import dev.patchbay.stack.multicast.Membership;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/proc/net/igmp` and `mcfilter`.
final class IgmpFiles {
  private IgmpFiles() {}

  static void load(Machine machine) {
    machine.procFiles().addNet("igmp", IgmpFiles::groups);
    machine.procFiles().addNet("mcfilter", IgmpFiles::filters);
  }

  static String groups(Netns netns) {
    StringBuilder text =
        new StringBuilder("Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n");
    for (NetDevice device : netns.devices()) {
      InetDevice inet = InetDevice.inet(device);
      if (inet != null && inet.groups().count() > 0) {
        groups(text, inet);
      }
    }
    return text.toString();
  }

  private static void groups(StringBuilder text, InetDevice inet) {
    NetDevice device = inet.device();
    Groups groups = inet.groups();
    IgmpDevice igmp = IgmpDevice.of(device);
    text.append(
        String.format(
            Locale.ROOT,
            "%d\t%-10s: %5d %7s\n",
            device.index(),
            device.name(),
            groups.count(),
            querier(igmp)));
    for (int i = 0; i < groups.count(); i++) {
      Membership group = igmp == null ? null : igmp.find(groups.hi(i));
      long left = group == null ? -1 : left(group, device);
      text.append(
          String.format(
              Locale.ROOT,
              "\t\t\t\t%08X %5d %d:%08X\t\t%d\n",
              Integer.reverseBytes((int) (groups.hi(i) >>> 32)),
              groups.users(i),
              left < 0 ? 0 : 1,
              Math.max(left, 0),
              group != null && group.reportedLast ? 1 : 0));
    }
  }

  private static String querier(@Nullable IgmpDevice igmp) {
    if (igmp == null) {
      return "V3";
    }
    return igmp.speaksVersion1() ? "V1" : igmp.speaksVersion2() ? "V2" : "V3";
  }

  /// Hundredths of a second until the group is told, or -1 when it is not going to be.
  private static long left(Membership group, NetDevice device) {
    Timer timer = group.timer;
    boolean runs = timer != null && timer.isArmed();
    return runs ? (group.due - device.netns().world().loop().now()) / NeighbourSetting.JIFFY : -1;
  }

  static String filters(Netns netns) {
    StringBuilder text = new StringBuilder("Idx Device        MCA        SRC    INC    EXC\n");
    for (NetDevice device : netns.devices()) {
      IgmpDevice igmp = IgmpDevice.of(device);
      if (igmp != null) {
        igmp.groups().forEach(group -> filters(text, device, group));
      }
    }
    return text.toString();
  }

  private static void filters(StringBuilder text, NetDevice device, Membership group) {
    for (GroupSource source : group.sources()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%3d %6.6s 0x%08x 0x%08x %6d %6d\n",
              device.index(),
              device.name(),
              group.hi >>> 32,
              source.hi >>> 32,
              source.included(),
              source.excluded()));
    }
  }
}
