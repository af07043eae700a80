package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The IPv4 routes of the main table as `route` and `netstat -r` show them, from what the kernel
/// says in `/proc/net/route`.
final class RouteTableText {
  private static final String HEAD = "Destination     Gateway         Genmask         Flags ";
  private static final String CACHE_HEAD = "Source          Destination     Gateway         Flags ";
  private static final String[] COLUMNS = {
    "Metric Ref    Use Iface\n",
    "  MSS Window  irtt Iface\n",
    "Metric Ref    Use Iface    MSS   Window irtt\n"
  };

  /// What TCP's and IP's headers take of an MTU.
  private static final int HEADERS = 40;

  /// How many parts of a jiffy the kernel counts round trips in, as a shift.
  private static final int RTT_SHIFT = 3;

  private RouteTableText() {}

  /// The table.
  ///
  /// @param extent 1 with metric, 2 with MSS, 3 with both; nothing but the title beyond
  /// @param names to name hosts and networks by, or null for figures
  static String of(Netns netns, int extent, @Nullable InetNames names) {
    StringBuilder text = new StringBuilder("Kernel IP routing table\n");
    if (extent > COLUMNS.length) {
      return text.toString();
    }
    text.append(HEAD).append(COLUMNS[extent - 1]);
    for (RouteSnapshot route : routes(netns, Family.IPV4, RouteTable.MAIN)) {
      boolean isShown = route.type() != RouteType.BROADCAST && route.type() != RouteType.MULTICAST;
      if (isShown) {
        line(text, route, extent, names);
      }
    }
    return text.toString();
  }

  /// The routes of a table; none when there is no such table.
  static List<RouteSnapshot> routes(Netns netns, Family family, int table) {
    try {
      return Routes.of(netns).snapshots(family, table);
    } catch (NetlinkException e) {
      return List.of();
    }
  }

  /// Whether there is a table main; it is made by its first route.
  static boolean exists(Netns netns) {
    try {
      Routes.of(netns).snapshots(Family.IPV4, RouteTable.MAIN);
      return true;
    } catch (NetlinkException e) {
      return false;
    }
  }

  /// The cache, which the kernel has not had since 3.6.
  static String cache(int extent) {
    String columns = extent > COLUMNS.length ? "" : COLUMNS[extent - 1];
    return "Kernel IP routing cache\n" + (columns.isEmpty() ? "" : CACHE_HEAD + columns);
  }

  private static void line(
      StringBuilder text, RouteSnapshot route, int extent, @Nullable InetNames names) {
    boolean isReject = route.type() == RouteType.UNREACHABLE || route.type() == RouteType.PROHIBIT;
    RouteSnapshot.Hop hop = route.hops().isEmpty() ? null : route.hops().getFirst();
    Ip gateway = hop == null ? null : hop.gateway();
    boolean isHost = route.destination().isHost();
    String flags = (isReject ? "!" : "U") + (gateway == null ? "" : "G") + (isHost ? "H" : "");
    text.append(
        "%-15s %-15s %-15s %-5s "
            .formatted(
                destination(route, names),
                isReject ? "-" : gateway(gateway, names),
                route.destination().netmask(),
                flags));
    String device = hop == null || hop.device() == null ? "*" : hop.device();
    text.append(isReject ? rejected(route, extent) : columns(route, extent, device)).append('\n');
  }

  private static String destination(RouteSnapshot route, @Nullable InetNames names) {
    Ip ip = route.destination().address();
    String text =
        names == null
            ? ip.text()
            : ip.isUnspecified()
                ? "default"
                : route.destination().isHost() ? names.host(ip, false) : names.network(ip, false);
    return cut(text);
  }

  private static String gateway(@Nullable Ip gateway, @Nullable InetNames names) {
    if (gateway == null) {
      return "0.0.0.0";
    }
    return cut(names == null ? gateway.text() : names.host(gateway, false));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 15));
  }

  private static String columns(RouteSnapshot route, int extent, String device) {
    RouteMetrics metrics = route.metrics();
    int advertised = metrics.value(RouteMetrics.ADVMSS);
    int mss = advertised == 0 ? 0 : advertised + HEADERS;
    int window = metrics.value(RouteMetrics.WINDOW);
    int irtt = metrics.value(RouteMetrics.RTT) >> RTT_SHIFT;
    return switch (extent) {
      case 1 -> "%-6d %-2d %7d %s".formatted(route.metric(), 0, 0, device);
      case 2 -> "%5d %-5d %6d %s".formatted(mss, window, irtt, device);
      default ->
          "%-6d %-2d %7d %-8s %-5d %-6d %d"
              .formatted(route.metric(), 0, 0, device, mss, window, irtt);
    };
  }

  private static String rejected(RouteSnapshot route, int extent) {
    return switch (extent) {
      case 1 -> "%-6d -  %7d -".formatted(route.metric(), 0);
      case 2 -> "    - -          - -";
      default -> "%-6d -  %7d -        -     -      -".formatted(route.metric(), 0);
    };
  }
}
