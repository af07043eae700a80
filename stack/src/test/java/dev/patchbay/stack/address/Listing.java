package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.util.List;

/// Addresses and routes in the words of `ip`, for tests to compare.
public final class Listing {
  private Listing() {}

  // ---- addresses

  /// The addresses of a device: address, scope if not global, what is special about it.
  public static List<String> addresses(NetDevice device, Family family) {
    return Addresses.of(device.netns()).snapshots(family, device).stream()
        .map(Listing::text)
        .toList();
  }

  private static String text(AddressSnapshot address) {
    StringBuilder text = new StringBuilder(address.local().text());
    if (address.hasPeer()) {
      text.append(" peer ").append(address.address());
    }
    text.append('/').append(address.prefixLength());
    add(text, "brd", address.broadcast());
    if (address.scope() != Scope.GLOBAL) {
      text.append(' ').append(Scope.word(address.scope()));
    }
    flag(text, address, AddressFlags.SECONDARY, "secondary");
    flag(text, address, AddressFlags.TENTATIVE, "tentative");
    flag(text, address, AddressFlags.DEPRECATED, "deprecated");
    return text.append(address.has(AddressFlags.PERMANENT) ? "" : " dynamic").toString();
  }

  private static void flag(StringBuilder text, AddressSnapshot address, int flag, String word) {
    text.append(address.has(flag) ? " " + word : "");
  }

  private static void add(StringBuilder text, String word, Object value) {
    if (value != null) {
      text.append(' ').append(word).append(' ').append(value);
    }
  }

  // ---- routes

  /// The routes of a table, or of all with [RouteTable#UNSPEC].
  public static List<String> routes(Netns netns, Family family, int table) {
    try {
      return Routes.of(netns).snapshots(family, table).stream()
          .map(route -> text(route, table == RouteTable.UNSPEC))
          .toList();
    } catch (NetlinkException e) {
      return List.of(e.getMessage());
    }
  }

  /// The main table of IPv4.
  public static List<String> main(Netns netns) {
    return routes(netns, Family.IPV4, RouteTable.MAIN);
  }

  /// The local table of IPv4.
  public static List<String> local(Netns netns) {
    return routes(netns, Family.IPV4, RouteTable.LOCAL);
  }

  /// The main table of IPv6.
  public static List<String> main6(Netns netns) {
    return routes(netns, Family.IPV6, RouteTable.MAIN);
  }

  /// The local table of IPv6.
  public static List<String> local6(Netns netns) {
    return routes(netns, Family.IPV6, RouteTable.LOCAL);
  }

  /// A route as `ip route` shows it, nearly.
  public static String text(RouteSnapshot route, boolean withTable) {
    StringBuilder text = new StringBuilder();
    text.append(route.type() == RouteType.UNICAST ? "" : route.type().word() + " ");
    text.append(text(route.destination()));
    add(text, "from", route.source());
    RouteSnapshot.Hop only = route.hop();
    text.append(only == null ? "" : text(only));
    if (withTable && route.table() != RouteTable.MAIN) {
      add(text, "table", RouteTable.word(route.table()));
    }
    boolean boot = route.protocol() == RouteProtocol.BOOT || route.protocol() == 0;
    text.append(boot ? "" : " proto " + RouteProtocol.word(route.protocol()));
    text.append(route.scope() == 0 ? "" : " scope " + Scope.word(route.scope()));
    add(text, "src", route.preferredSource());
    text.append(route.metric() == 0 ? "" : " metric " + Integer.toUnsignedString(route.metric()));
    text.append(only == null ? "" : flags(only.flags()));
    if (route.hops().size() > 1) {
      route.hops().forEach(hop -> text.append(" nexthop").append(weighted(hop)));
    }
    return text.toString();
  }

  private static String weighted(RouteSnapshot.Hop hop) {
    return text(hop) + " weight " + hop.weight() + flags(hop.flags());
  }

  private static String text(RouteSnapshot.Hop hop) {
    StringBuilder text = new StringBuilder();
    add(text, "via", hop.gateway());
    add(text, "dev", hop.device());
    return text.toString();
  }

  private static String text(Prefix prefix) {
    if (prefix.length() == 0) {
      return "default";
    }
    return prefix.isHost() ? prefix.address().text() : prefix.text();
  }

  private static String flags(int flags) {
    return ((flags & NextHopFlags.DEAD) != 0 ? " dead" : "")
        + ((flags & NextHopFlags.ONLINK) != 0 ? " onlink" : "")
        + ((flags & NextHopFlags.LINKDOWN) != 0 ? " linkdown" : "");
  }

  // ---- requests

  /// A request for an address such as `10.0.0.1/24`.
  public static AddressRequest address(NetDevice device, String prefix) {
    Prefix parsed = Prefix.of(prefix);
    AddressRequest request = new AddressRequest(parsed.family(), device);
    request.local = parsed.address();
    request.prefixLength = parsed.length();
    return request;
  }

  /// As [#address], for one with a peer.
  public static AddressRequest peer(NetDevice device, String local, String peer) {
    AddressRequest request = address(device, peer);
    request.address = request.local;
    request.local = Ip.of(local);
    return request;
  }
}
