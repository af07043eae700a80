package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.ProcFiles;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The files of routes under `/proc/net`: `route` (fib_route_seq_show), `ipv6_route`
/// (ipv6_route_native_seq_show), and `rt_cache`, which has been empty since there is no cache.
final class RouteListFiles {
  private static final int WIDTH = 127;

  private static final int UP = 1;
  private static final int GATEWAY = 2;
  private static final int HOST = 4;
  private static final int REJECT = 0x200;
  private static final int ANYCAST = 0x0010_0000;
  private static final int NONEXTHOP = 0x0020_0000;
  private static final int EXPIRES = 0x0040_0000;
  private static final int LOCAL = 0x8000_0000;

  /// What a size of segments lacks to the size of packets, in bytes.
  private static final int HEADERS = 40;

  private static final Prefix EVERYWHERE = Prefix.of("::/0");

  private RouteListFiles() {}

  static void add(Machine machine) {
    ProcFiles files = machine.procFiles();
    files.addNet("route", RouteListFiles::ipv4);
    files.addNet("ipv6_route", RouteListFiles::ipv6);
    FibTrieFiles.add(files);
    files.addNet(
        "rt_cache",
        netns ->
            padded(
                "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow"
                    + "\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst"));
  }

  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, WIDTH - line.length())) + "\n";
  }

  // ---- IPv4

  /// The table main, without even a title before its first route.
  private static String ipv4(Netns netns) {
    Fib fib = Fib.of(netns, Family.IPV4);
    if (fib.table(RouteTable.MAIN) == null) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            padded(
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\t"
                    + "IRTT"));
    for (FibEntry entry : fib.main().entries(Family.IPV4)) {
      if (entry.type() != RouteType.BROADCAST && entry.type() != RouteType.MULTICAST) {
        text.append(padded(ipv4(entry)));
      }
    }
    return text.toString();
  }

  private static String ipv4(FibEntry entry) {
    NextHop first = entry.way.hops.length == 0 ? null : entry.way.hops[0];
    Ip gateway = first == null ? null : first.gateway;
    int next = gateway != null && gateway.isV4() ? swapped(gateway.hi()) : 0;
    RouteMetrics metrics = entry.metrics();
    int segment = metrics.value(RouteMetrics.ADVMSS);
    return String.format(
        Locale.ROOT,
        "%s\t%08X\t%08X\t%04X\t0\t0\t%d\t%08X\t%d\t%d\t%d",
        first == null ? "*" : first.device.name(),
        swapped(entry.hi),
        next,
        flags(entry, next != 0),
        entry.metric(),
        swapped(Prefix.maskHi(entry.length())),
        segment == 0 ? 0 : segment + HEADERS,
        metrics.value(RouteMetrics.WINDOW),
        metrics.value(RouteMetrics.RTT) >> 3);
  }

  /// An address as a little endian machine prints the number it takes it for.
  private static int swapped(long hi) {
    return Integer.reverseBytes((int) (hi >>> 32));
  }

  private static int flags(FibEntry entry, boolean near) {
    boolean rejects = entry.type() == RouteType.UNREACHABLE || entry.type() == RouteType.PROHIBIT;
    return UP
        | (rejects ? REJECT : 0)
        | (near ? GATEWAY : 0)
        | (entry.length() == Family.IPV4.bits() ? HOST : 0);
  }

  // ---- IPv6

  private static String ipv6(Netns netns) {
    StringBuilder text = new StringBuilder();
    Fib fib = Fib.of(netns, Family.IPV6);
    for (FibTable table : fib.tables()) {
      for (FibEntry entry : table.entries(Family.IPV6)) {
        for (NextHop hop : entry.way.hops) {
          line(text, entry, hop.gateway, flags(entry, hop), hop.device.name());
        }
      }
      if (table.first(EVERYWHERE) == null) {
        bottom(text);
      }
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, FibEntry entry, @Nullable Ip gateway, int flags, String device) {
    Prefix source = entry.source();
    line(
        text,
        String.format(
            Locale.ROOT,
            "%s %02x %s %02x %s %08x",
            hex(entry.hi, entry.lo()),
            entry.length(),
            source == null ? hex(0, 0) : hex(source.address().hi(), source.address().lo()),
            source == null ? 0 : source.length(),
            gateway == null ? hex(0, 0) : hex(gateway.hi(), gateway.lo()),
            entry.metric()),
        flags,
        device);
  }

  private static void line(StringBuilder text, String entry, int flags, String device) {
    text.append(entry).append(" 00000001 00000000 ");
    text.append(String.format(Locale.ROOT, "%08x %8s\n", flags, device));
  }

  /// The entry at the bottom of a table that has no default route (`fib6_null_entry`).
  private static void bottom(StringBuilder text) {
    String none = hex(0, 0);
    line(text, none + " 00 " + none + " 00 " + none + " ffffffff", REJECT | NONEXTHOP, "lo");
  }

  private static String hex(long hi, long lo) {
    return String.format(Locale.ROOT, "%016x%016x", hi, lo);
  }

  private static boolean isOwn(FibEntry entry) {
    return entry.type() == RouteType.LOCAL || entry.type() == RouteType.ANYCAST;
  }

  private static int flags(FibEntry entry, NextHop hop) {
    if (entry.way.error != 0) {
      return REJECT | NONEXTHOP;
    }
    return UP
        | (hop.hasGateway() ? GATEWAY : 0)
        | (entry.expires() == 0 ? 0 : EXPIRES)
        | (entry.protocol() == RouteProtocol.KERNEL && isOwn(entry) ? NONEXTHOP : 0)
        | (entry.type() == RouteType.LOCAL ? LOCAL : 0)
        | (entry.type() == RouteType.ANYCAST ? ANYCAST : 0);
  }
}
