package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.tools.iproute.Keywords;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The words of `ip route show` and `flush`: which routes. What they say need not be shown again.
final class RouteSelector {
  static final Keywords WORDS =
      new Keywords(
          "table",
          "vrf",
          "cached",
          "cloned",
          "=tos",
          "dsfield",
          "protocol",
          "scope",
          "type",
          "=dev",
          "=oif",
          "=iif",
          "mark",
          "metric",
          "priority",
          "=preference",
          "=via",
          "=src",
          "realms",
          "from");

  int table = RouteTable.MAIN;
  boolean cached;
  @Nullable Integer tos;
  @Nullable Integer protocol;
  @Nullable Integer scope;
  @Nullable Integer metric;
  @Nullable Prefix via;
  @Nullable Prefix source;
  @Nullable NetDevice device;

  private final Session session;
  private @Nullable RouteType type;
  private boolean withoutOwn;
  private @Nullable String deviceName;
  private @Nullable String inputName;
  private boolean nothing;
  private int realms;
  private int realmsMask;
  private final Range to = new Range();
  private final Range from = new Range();

  /// Prefixes between the longest and the shortest that are meant.
  private static final class Range {
    private @Nullable Prefix root;
    private @Nullable Prefix match;

    /// Whether a route for `length` bits from `ip` on is meant.
    boolean contains(Ip ip, int length) {
      Prefix least = root;
      Prefix most = match;
      if (least != null && (least.length() > length || !covers(least, ip))) {
        return false;
      }
      return most == null
          || (most.length() >= length && covers(new Prefix(ip, length), most.address()));
    }

    private static boolean covers(Prefix prefix, Ip ip) {
      return prefix.length() == 0 || prefix.contains(ip);
    }
  }

  private RouteSelector(Session session) {
    this.session = session;
  }

  /// Reads them to the end.
  static RouteSelector read(Session session, Args args) {
    RouteSelector selector = new RouteSelector(session);
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        selector.to(word, args);
      } else {
        selector.take(keyword, args);
      }
    }
    selector.findDevices();
    return selector;
  }

  /// Nothing but what `ip route get` shows.
  static RouteSelector everything(Session session) {
    RouteSelector selector = new RouteSelector(session);
    selector.table = RouteTable.UNSPEC;
    return selector;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "table" -> table(args.next());
      case "vrf" -> {
        table = Vrfs.table(session, args.next());
        withoutOwn = true;
      }
      case "cached", "cloned" -> cached = true;
      case "tos", "dsfield" -> tos(args.next());
      case "protocol" -> protocol = protocolOf(session, args.next());
      case "scope" -> scope = scopeOf(session, args.next());
      case "type" -> type(args.next());
      case "dev", "oif" -> deviceName = args.next();
      case "iif" -> inputName = args.next();
      case "mark" -> nothing |= args.u32("invalid mark value") != 0;
      case "metric", "priority", "preference" ->
          metric = (int) args.u32("\"metric\" value is invalid\n");
      case "via" -> via(args);
      case "src" -> source = prefix(args.next());
      case "realms" -> realms(args.next());
      default -> from(args);
    }
  }

  private void table(String word) {
    Integer number = Names.TABLES.number(session, word);
    if (number != null) {
      table = number;
    } else {
      switch (word) {
        case "all" -> table = RouteTable.UNSPEC;
        case "cache" -> cached = true;
        case "help" -> throw Usage.of("route");
        default -> throw Args.invarg("table id value is invalid\n", word);
      }
    }
  }

  private void tos(String word) {
    tos = Dsfield.of(session, word);
    if (tos == null) {
      throw Args.invarg("TOS value is invalid\n", word);
    }
  }

  /// The protocol of that name, or null for all of them.
  static @Nullable Integer protocolOf(Session session, String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty() && !word.equals("all")) {
      throw Args.invarg("invalid \"protocol\"\n", word);
    }
    return known.isEmpty() ? null : (Integer) known.getAsInt();
  }

  /// The scope of that name, or null for all of them.
  static @Nullable Integer scopeOf(Session session, String word) {
    OptionalInt known = RouteNames.scope(session, word);
    if (known.isEmpty() && !word.equals("all")) {
      throw Args.invarg("invalid \"scope\"\n", word);
    }
    return known.isEmpty() ? null : (Integer) known.getAsInt();
  }

  private void type(String word) {
    type = RouteWords.type(word);
    if (type == null) {
      throw Args.invarg("node type value is invalid\n", word);
    }
  }

  /// What is not written on one side of the `/` does not matter.
  private void realms(String word) {
    realms = RouteWords.realms(word);
    realmsMask = -1;
    if ((realms & 0xffff) == 0 && word.endsWith("/")) {
      realmsMask &= ~0xffff;
    }
    if (realms >>> 16 == 0 && word.indexOf('/') <= 0) {
      realmsMask &= 0xffff;
    }
  }

  private void via(Args args) {
    String word = args.next();
    ProtocolFamily family = ProtocolFamily.of(word);
    if (family != null) {
      via = InetText.prefix(args.next(), family);
    } else if (!InetText.isEverything(word)) {
      via = prefix(word);
    }
  }

  private Prefix prefix(String word) {
    return InetText.prefix(word, session.family());
  }

  private void from(Args args) {
    range(from, args.next(), args);
  }

  private void to(String word, Args args) {
    range(to, Args.matches(word, "to") ? args.next() : word, args);
  }

  private void range(Range range, String word, Args args) {
    if (Args.matches(word, "root")) {
      range.root = bound(args.next());
    } else if (Args.matches(word, "match")) {
      range.match = bound(args.next());
    } else {
      range.root = bound(Args.matches(word, "exact") ? args.next() : word);
      range.match = range.root;
    }
  }

  /// A prefix, or null for one that leaves even the family open.
  private @Nullable Prefix bound(String word) {
    boolean isOpen = word.equals("any") || word.equals("all");
    return isOpen && session.family() == ProtocolFamily.UNSPEC ? null : prefix(word);
  }

  private void findDevices() {
    if (inputName != null) {
      session.requireDevice(inputName);
      // A route in a table has no device by which its packets come.
      nothing = true;
    }
    if (deviceName != null) {
      device = session.requireDevice(deviceName);
    }
  }

  /// The families whose tables are asked for: both only when all tables are.
  boolean isAsked(Family family) {
    Family asked = session.family().addresses();
    if (asked != null) {
      return asked == family;
    }
    return table == RouteTable.UNSPEC || family == Family.IPV4;
  }

  /// Whether the route is one of those.
  boolean shows(RouteSnapshot route) {
    return !nothing && hasNumbers(route) && hasPlaces(route);
  }

  private boolean hasNumbers(RouteSnapshot route) {
    return (tos == null || tos == route.tos())
        && (protocol == null || protocol == route.protocol())
        && (scope == null || scope == route.scope())
        && (metric == null || metric == route.metric())
        && (type == null || type == route.type())
        && ((realms ^ route.realms()) & realmsMask) == 0
        && !(withoutOwn
            && (route.type() == RouteType.LOCAL || route.type() == RouteType.BROADCAST));
  }

  private boolean hasPlaces(RouteSnapshot route) {
    Prefix destination = route.destination();
    if (!isFamily(to, route) || !to.contains(destination.address(), destination.length())) {
      return false;
    }
    if (!isFrom(route)) {
      return false;
    }
    RouteSnapshot.Hop hop = route.hop();
    if (device != null && (hop == null || hop.deviceIndex() != device.index())) {
      return false;
    }
    if (source != null && !contains(source, route.preferredSource())) {
      return false;
    }
    return via == null || (hop != null && contains(via, hop.gateway()));
  }

  private static boolean isFamily(Range range, RouteSnapshot route) {
    Prefix known = range.root == null ? range.match : range.root;
    return known == null || known.length() == 0 || known.family() == route.family();
  }

  private boolean isFrom(RouteSnapshot route) {
    Prefix source = route.source();
    if (source == null) {
      Ip any = route.family() == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
      return from.root == null || from.contains(any, 0);
    }
    return isFamily(from, route) && from.contains(source.address(), source.length());
  }

  private static boolean contains(Prefix prefix, @Nullable Ip ip) {
    return ip != null && prefix.contains(ip);
  }

  /// Whether a prefix names one address, which then is not shown again.
  static boolean isOne(@Nullable Prefix prefix) {
    return prefix != null && prefix.isHost();
  }
}
