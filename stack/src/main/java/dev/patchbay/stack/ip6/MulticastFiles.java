package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.Groups;
import dev.patchbay.stack.multicast.GroupSource;
import dev.patchbay.stack.multicast.Membership;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/// The files under `/proc/net` of groups and shared addresses: `igmp6`, `mcfilter6`, `anycast6`.
final class MulticastFiles {
  /// The flags of `igmp6` (`MAF_…`).
  private static final int TIMER_RUNNING = 1;

  private static final int LAST_REPORTER = 2;
  private static final int LOADED = 4;
  private static final int UNREPORTED = 8;
  private static final int ASKS_FOR_SOURCES = 0x10;

  private static final String FILTER_HEAD =
      "Idx Device                Multicast Address                   Source Address    INC   "
          + " EXC\n";

  private MulticastFiles() {}

  static void load(Machine machine) {
    machine.procFiles().addNet("igmp6", netns -> text(netns, MulticastFiles::groups));
    machine
        .procFiles()
        .addNet("mcfilter6", netns -> FILTER_HEAD + text(netns, MulticastFiles::filters));
    machine.procFiles().addNet("anycast6", netns -> text(netns, MulticastFiles::anycast));
  }

  private static String text(Netns netns, BiConsumer<StringBuilder, Inet6Device> lines) {
    StringBuilder text = new StringBuilder();
    for (NetDevice device : netns.devices()) {
      Inet6Device inet = Inet6Device.of(device);
      if (inet != null) {
        lines.accept(text, inet);
      }
    }
    return text.toString();
  }

  private static String address(long hi, long lo) {
    return HexFormat.of().toHexDigits(hi) + HexFormat.of().toHexDigits(lo);
  }

  private static void groups(StringBuilder text, Inet6Device inet) {
    Groups groups = inet.groups();
    ListenerDiscovery listeners = inet.knownListeners();
    for (int i = 0; i < groups.count(); i++) {
      Membership group = listeners == null ? null : listeners.find(groups.hi(i), groups.lo(i));
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d %-15s %s %5d %08X %d\n",
              inet.device().index(),
              inet.device().name(),
              address(groups.hi(i), groups.lo(i)),
              groups.users(i),
              group == null ? fixedFlags(inet, groups.hi(i)) : flags(group),
              group == null ? 0 : centisecondsLeft(inet, group)));
    }
  }

  /// What routers never hear of: all nodes, and groups inside the node.
  private static int fixedFlags(Inet6Device inet, long hi) {
    return UNREPORTED | (Ipv6.multicastScope(hi) < 2 || !inet.hearsAllNodes() ? 0 : LOADED);
  }

  private static boolean isTimed(Membership group) {
    return group.timer != null && Objects.requireNonNull(group.timer).isArmed();
  }

  private static int flags(Membership group) {
    return (isTimed(group) ? TIMER_RUNNING : 0)
        | (group.reportedLast ? LAST_REPORTER : 0)
        | (group.isOnLink ? LOADED : 0)
        | (group.asksForSources ? ASKS_FOR_SOURCES : 0);
  }

  private static long centisecondsLeft(Inet6Device inet, Membership group) {
    long now = inet.netns().world().loop().now();
    return isTimed(group) ? (group.due - now) / NeighbourSetting.JIFFY : 0;
  }

  private static void filters(StringBuilder text, Inet6Device inet) {
    ListenerDiscovery listeners = inet.knownListeners();
    if (listeners == null) {
      return;
    }
    for (Membership group : listeners.groups()) {
      for (GroupSource source : group.sources()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%3d %6.6s %s %s %6d %6d\n",
                inet.device().index(),
                inet.device().name(),
                address(group.hi, group.lo),
                address(source.hi, source.lo),
                source.included(),
                source.excluded()));
      }
    }
  }

  private static void anycast(StringBuilder text, Inet6Device inet) {
    for (Anycast.Entry entry : inet.anycast()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4d %-15s %s %5d\n",
              inet.device().index(),
              inet.device().name(),
              address(entry.hi(), entry.lo()),
              entry.users()));
    }
  }
}
