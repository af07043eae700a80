package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.NexthopSnapshot;
import dev.patchbay.stack.route.Nexthops;
import dev.patchbay.stack.route.RoutePreference;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// Lays out a route as `ip route` does, without what was asked for.
final class RouteText {
  /// Flags of a next hop and of a route (`RTNH_F_…`, `RTM_F_…`). The kernel's bits for a looked up
  /// route lie beside them: of a multicast one Linux, too, says `rt_offload_failed`.
  private static final int[] FLAGS = {
    NextHopFlags.DEAD,
    NextHopFlags.ONLINK,
    NextHopFlags.PERVASIVE,
    NextHopFlags.OFFLOAD,
    NextHopFlags.TRAP,
    0x100,
    NextHopFlags.LINKDOWN,
    NextHopFlags.UNRESOLVED,
    0x4000,
    0x8000,
    0x2000_0000
  };

  private static final String[] FLAG_WORDS = {
    "dead",
    "onlink",
    "pervasive",
    "offload",
    "trap",
    "notify",
    "linkdown",
    "unresolved",
    "rt_offload",
    "rt_trap",
    "rt_offload_failed"
  };

  /// Flags of a looked up route (`RTCF_…`).
  private static final int[] CACHE_FLAGS = {
    0x8000_0000, 0x2000_0000, 0x1000_0000, 0x0004_0000, 0x0100_0000, 0x0001_0000
  };

  private static final String[] CACHE_WORDS = {
    "local", "mc", "brd", "redirected", "redirect", "notify"
  };

  private final Session session;
  private final Output out;
  private final RouteSelector selector;
  private final boolean details;

  RouteText(Session session, RouteSelector selector) {
    this.session = session;
    this.out = session.output();
    this.selector = selector;
    this.details = session.options().details;
  }

  void show(RouteSnapshot route) {
    out.openObject(null);
    if (route.type() != RouteType.UNICAST || details) {
      out.string("type", "", typeWord(route.type()), " ");
    }
    destination(route);
    RouteSnapshot.Hop hop = route.hop();
    if (hop != null) {
      hop(route, hop);
    }
    origin(route);
    Ip source = route.preferredSource();
    if (source != null && !RouteSelector.isOne(selector.source)) {
      out.text("src ");
      out.string(color(source), "prefsrc", "", source.text(), " ");
    }
    if (hasMetric(route) && selector.metric == null) {
      out.number("metric", "metric ", Integer.toUnsignedLong(route.metric()), " ");
    }
    RouteSnapshot.Answer answer = route.answer();
    flags(out, route.flags() | (answer == null ? 0 : answer.cacheFlags()));
    if (answer != null && answer.mark() != 0) {
      mark(answer.mark());
    }
    realms(route.realms());
    rest(route, answer);
    if (route.nextHopId() != 0 && details) {
      nexthop(route.nextHopId());
    }
    if (route.hops().size() > 1) {
      hops(route);
    }
    out.text("\n");
    out.closeObject();
  }

  private String typeWord(RouteType type) {
    return session.options().numeric ? Integer.toString(type.number()) : type.word();
  }

  /// Routes of IPv6 always have one.
  private static boolean hasMetric(RouteSnapshot route) {
    return route.metric() != 0 || route.family() == Family.IPV6;
  }

  private static Color color(Ip ip) {
    return ip.isV4() ? Color.INET : Color.INET6;
  }

  // ---- where to

  private void destination(RouteSnapshot route) {
    Prefix destination = route.destination();
    if (isAnswer(route)) {
      out.string(color(destination.address()), "dst", "", destination.address().text(), " ");
    } else if (destination.length() == 0) {
      out.string("dst", "", "default", " ");
    } else {
      out.string(color(destination.address()), "dst", "", text(destination), " ");
    }
    Prefix source = route.source();
    if (source != null) {
      out.text("from ");
      out.string(color(source.address()), "from", "", text(source), " ");
    }
    if (route.tos() != 0 && selector.tos == null) {
      out.string("tos", "tos ", Dsfield.word(session, route.tos()), " ");
    }
    if (route.nextHopId() != 0) {
      out.number("nhid", "nhid ", route.nextHopId(), " ");
    }
  }

  private static boolean isAnswer(RouteSnapshot route) {
    return route.answer() != null;
  }

  private static String text(Prefix prefix) {
    return prefix.isHost() ? prefix.address().text() : prefix.text();
  }

  private void hop(RouteSnapshot route, RouteSnapshot.Hop hop) {
    EncapText.show(hop.encap(), out);
    Ip gateway = hop.gateway();
    // Only a gateway of the route's own family goes without saying.
    boolean isKnown = RouteSelector.isOne(selector.via);
    if (gateway != null && (!isKnown || gateway.family() != route.family())) {
      gateway(route, gateway);
    }
    if (hop.device() != null && selector.device == null) {
      out.text("dev ");
      out.string(Color.IFNAME, "dev", "", session.deviceName(hop.deviceIndex(), hop.device()), " ");
    }
  }

  /// A gateway of the other family is shown with its own.
  private void gateway(RouteSnapshot route, Ip gateway) {
    out.text("via ");
    if (gateway.family() == route.family()) {
      out.string(color(gateway), "gateway", "", gateway.text(), " ");
      return;
    }
    out.openObject("via");
    out.string("family", "", gateway.family().word(), " ");
    out.string(color(gateway), "host", "", gateway.text(), " ");
    out.closeObject();
  }

  // ---- whence

  private void origin(RouteSnapshot route) {
    boolean named =
        route.table() != RouteTable.UNSPEC && (route.table() != RouteTable.MAIN || details);
    if (selector.table == RouteTable.UNSPEC && named) {
      out.string("table", "table ", Names.TABLES.name(session, route.table()), " ");
    }
    RouteSnapshot.Answer answer = route.answer();
    if (answer != null && answer.isCache()) {
      return;
    }
    if ((route.protocol() != RouteProtocol.BOOT || details) && selector.protocol == null) {
      out.string("protocol", "proto ", protocol(session, route.protocol()), " ");
    }
    if ((route.scope() != Scope.GLOBAL || details) && selector.scope == null) {
      out.string("scope", "scope ", Scopes.name(session, route.scope()), " ");
    }
  }

  /// Who set a route up.
  static String protocol(Session session, int protocol) {
    return session.options().numeric
        ? Integer.toString(protocol)
        : RouteNames.protocol(session, protocol);
  }

  /// The flags of a route or a next hop.
  static void flags(Output out, int flags) {
    out.openArray("flags");
    for (int i = 0; i < FLAGS.length; i++) {
      if ((flags & FLAGS[i]) != 0) {
        out.string(null, "", FLAG_WORDS[i], " ");
      }
    }
    out.closeArray();
  }

  private void mark(int mark) {
    if (Integer.compareUnsigned(mark, 16) >= 0) {
      out.string("mark", "mark ", "0x" + Integer.toHexString(mark), " ");
    } else {
      out.number("mark", "mark ", mark, " ");
    }
  }

  private void realms(int realms) {
    if (realms == 0) {
      return;
    }
    int from = realms >>> 16;
    String to = Integer.toString(realms & 0xffff);
    out.openObject("flow");
    if (from != 0) {
      out.string("from", "realms ", Integer.toString(from), "/");
      out.string("to", "", to, " ");
    } else {
      out.string("to", "realm ", to, " ");
    }
    out.closeObject();
  }

  // ---- what the path is like

  private void rest(RouteSnapshot route, RouteSnapshot.@Nullable Answer answer) {
    if (answer != null && answer.uid() != -1) {
      out.number("uid", "uid ", Integer.toUnsignedLong(answer.uid()), " ");
    }
    if (answer != null && answer.isCache() && route.family() == Family.IPV4) {
      cacheFlags(answer.cacheFlags());
    }
    if (route.expires() != 0) {
      out.number("expires", "expires ", route.expires(), "sec ");
    }
    if (answer != null && answer.error() != 0) {
      out.number("error", "error ", answer.error(), " ");
    }
    if (answer != null && session.options().statistics > 0) {
      out.number("users", "users ", users(route), " ");
    }
    if (!route.metrics().isEmpty()) {
      new MetricsText(out).show(route.metrics());
    }
    if (answer != null && answer.inputDevice() != null) {
      out.string("iif", "iif ", answer.inputDevice(), " ");
    }
    RoutePreference preference = route.preference();
    if (preference != null) {
      out.string("pref", "pref ", preference.word(), "");
    }
  }

  /// Who holds the cached route while it is told of: the answer, and the next hop that keeps it; of
  /// what stays in an IPv4 host there is none.
  private static int users(RouteSnapshot route) {
    return route.family() == Family.IPV4 && route.type() == RouteType.LOCAL ? 1 : 2;
  }

  private void cacheFlags(int flags) {
    out.newline();
    out.text("    cache ");
    out.openArray("cache");
    boolean first = true;
    for (int i = 0; i < CACHE_FLAGS.length; i++) {
      if ((flags & CACHE_FLAGS[i]) != 0) {
        out.string(null, first ? "<" : ",", CACHE_WORDS[i], "");
        first = false;
      }
    }
    out.closeArray();
    if (!first) {
      out.text("> ");
    }
  }

  // ---- several ways

  private void nexthop(int id) {
    for (NexthopSnapshot nexthop : Nexthops.of(session.netns()).snapshots()) {
      if (nexthop.id() == id) {
        out.newline();
        out.text("\tnh_info ");
        new NexthopText(session).show("nh_info", nexthop);
      }
    }
  }

  private void hops(RouteSnapshot route) {
    out.openArray("nexthops");
    for (RouteSnapshot.Hop hop : route.hops()) {
      out.openObject(null);
      out.newline();
      out.text("\tnexthop ");
      EncapText.show(hop.encap(), out);
      if (hop.gateway() != null) {
        gateway(route, hop.gateway());
      }
      if (hop.device() != null) {
        out.string("dev", "dev ", session.deviceName(hop.deviceIndex(), hop.device()), " ");
      }
      out.number("weight", "weight ", hop.weight(), " ");
      flags(out, hop.flags());
      out.closeObject();
    }
    out.closeArray();
  }
}
