package dev.patchbay.tools.nettools;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The IPv6 routes as `route -6` and `netstat -r -6` show them, from what the kernel says in
/// `/proc/net/ipv6_route`: the tables main and local, each with the kernel's own entry where
/// nothing leads.
final class RouteTable6Text {
  private static final String HEAD =
      """
      Kernel IPv6 routing table
      Destination                    Next Hop                   Flag Met Ref  Use If
      """;

  static final String CACHE =
      """
      Kernel IPv6 routing cache
      Destination                    Next Hop                   Flag Met Ref  Use If
      """;

  private RouteTable6Text() {}

  /// @param names to name hosts by, or null for figures
  static String of(Netns netns, @Nullable InetNames names) {
    StringBuilder text = new StringBuilder(HEAD);
    for (int table : new int[] {RouteTable.MAIN, RouteTable.LOCAL}) {
      boolean hasDefault = false;
      for (RouteSnapshot route : RouteTableText.routes(netns, Family.IPV6, table)) {
        for (RouteSnapshot.Hop hop : hops(route)) {
          text.append(line(route, hop, names));
        }
        hasDefault |= route.destination().length() == 0;
      }
      if (!hasDefault) {
        text.append(line(destination(Ip.ANY6, 0, names), "::", "!n", "-1", "lo"));
      }
    }
    return text.toString();
  }

  private static List<RouteSnapshot.Hop> hops(RouteSnapshot route) {
    List<RouteSnapshot.Hop> hops = new ArrayList<>(route.hops());
    if (hops.isEmpty()) {
      hops.add(new RouteSnapshot.Hop(null, "lo", 1, 1, 0, null));
    }
    return hops;
  }

  private static String line(
      RouteSnapshot route, RouteSnapshot.Hop hop, @Nullable InetNames names) {
    Ip gateway = hop.gateway();
    String via =
        gateway == null ? "::" : names == null ? gateway.text() : names.host(gateway, false);
    String device = hop.device() == null ? "lo" : hop.device();
    Ip destination = route.destination().address();
    int length = route.destination().length();
    return line(
        destination(destination, length, names),
        via,
        flags(route, gateway != null),
        Integer.toString(route.metric()),
        device);
  }

  private static String destination(Ip ip, int length, @Nullable InetNames names) {
    boolean isDefault = names != null && ip.isUnspecified() && length == 0;
    return isDefault
        ? "[::]/0"
        : (names == null ? ip.text() : names.host(ip, false)) + "/" + length;
  }

  private static String flags(RouteSnapshot route, boolean hasGateway) {
    if (route.type().error() != null) {
      return "!n";
    }
    boolean isLocal = route.type() == RouteType.LOCAL || route.type() == RouteType.ANYCAST;
    boolean isHost = route.destination().isHost() && hasGateway;
    String learnt = route.protocol() == RouteProtocol.RA ? (hasGateway ? "DA" : "A") : "";
    return "U"
        + (hasGateway ? "G" : "")
        + (isHost ? "H" : "")
        + learnt
        + (route.hasExpiry() ? "e" : "")
        + (isLocal ? "n" : "");
  }

  private static String line(
      String destination, String gateway, String flags, String metric, String device) {
    return "%-30s %-26s %-4s %-3s %-1d%7d %s\n"
        .formatted(destination, gateway, flags, metric, 1, 0, device);
  }
}
