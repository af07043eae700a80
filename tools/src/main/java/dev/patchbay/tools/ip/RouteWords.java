package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.RoutePreference;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip route add`, `delete` and their like.
final class RouteWords {
  private static final int REFUSED_BY_KERNEL = 2;

  static final Keywords WORDS =
      new Keywords(
          "=src",
          "=as",
          "=via",
          "=from",
          "=tos",
          "dsfield",
          "=expires",
          "metric",
          "priority",
          "=preference",
          "=scope",
          "=mtu",
          "=hoplimit",
          "=advmss",
          "reordering",
          "=rtt",
          "=rto_min",
          "window",
          "cwnd",
          "initcwnd",
          "initrwnd",
          "features",
          "quickack",
          "congctl",
          "rttvar",
          "ssthresh",
          "realms",
          "=onlink",
          "=nexthop",
          "=nhid",
          "protocol",
          "table",
          "vrf",
          "=dev",
          "=oif",
          "pref",
          "=encap",
          "=ttl-propagate",
          "fastopen_no_cookie");

  /// The words for types, in the order in which they are compared; the first two and `brd` are
  /// exact.
  private static final Keywords TYPES =
      new Keywords(
          "=local",
          "=nat",
          "broadcast",
          "=brd",
          "anycast",
          "multicast",
          "prohibit",
          "unreachable",
          "blackhole",
          "xresolve",
          "unicast",
          "throw");

  private final Session session;
  private final boolean delete;
  private final RouteRequest request = new RouteRequest(Family.IPV4);
  private final MetricWords metrics = new MetricWords();
  private ProtocolFamily family;
  private @Nullable String device;
  private @Nullable Integer table;
  private @Nullable Integer scope;
  private @Nullable Integer protocol;
  private @Nullable RouteType type;
  private boolean hasDestination;
  private boolean hasGateway;
  private boolean hasHops;

  RouteWords(Session session, boolean delete) {
    this.session = session;
    this.delete = delete;
    this.family = session.family();
  }

  /// Reads them to the end, and makes them the request that they are.
  RouteRequest read(Args args) {
    while (args.hasNext() && !hasHops) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        destination(word, args);
      } else if (!metrics.take(keyword, args)) {
        take(keyword, args);
      }
    }
    if (!hasDestination) {
      throw Usage.of("route");
    }
    if (device != null) {
      request.device = session.requireDevice(device);
    }
    if (hasHops) {
      args.back();
      family = new HopWords(session, family).read(args, request);
    }
    return settle();
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "src" -> source(args.next());
      case "as" -> newDestination(args);
      case "via" -> via(args);
      case "from" -> from(args.next());
      case "tos", "dsfield" -> tos(args.next());
      case "expires" -> {
        request.expires = number("expires", args);
        request.expiring = true;
      }
      case "metric", "priority", "preference" -> request.metric = number("metric", args);
      case "scope" -> scope(args.next());
      case "realms" -> request.realms = realms(args.next());
      case "onlink" -> request.flags |= NextHopFlags.ONLINK;
      case "nexthop" -> hasHops = true;
      case "nhid" -> request.nextHopId = number("id", args);
      case "protocol" -> protocol(args.next());
      case "table" -> table(args.next());
      case "vrf" -> table = Vrfs.table(session, args.next());
      case "dev", "oif" -> device = args.next();
      case "pref" -> preference(args.next());
      case "encap" -> request.encap = new EncapWords(session).read(args);
      case "ttl-propagate" -> ttlPropagate(args.next());
      default ->
          throw new CommandException(255, "ip: patchbay has no \"" + keyword + "\" of routes yet.");
    }
  }

  private static int number(String key, Args args) {
    return (int) args.u32("\"" + key + "\" value is invalid\n");
  }

  private Ip address(String word) {
    Ip ip = InetText.address(word, family);
    decide(ip.family());
    return ip;
  }

  private void decide(Family known) {
    if (family == ProtocolFamily.UNSPEC) {
      family = ProtocolFamily.of(known);
    }
  }

  private void newDestination(Args args) {
    args.accept("to");
    address(args.next());
  }

  private void via(Args args) {
    if (hasGateway) {
      throw Args.invarg("use nexthop syntax to specify multiple via\n", "via");
    }
    hasGateway = true;
    request.gateway = gateway(args, family);
    decide(request.gateway.family());
  }

  /// The address behind `via`, perhaps of the family that stands before it.
  static Ip gateway(Args args, ProtocolFamily family) {
    String word = args.next();
    ProtocolFamily said = ProtocolFamily.of(word);
    String address = said == null ? word : args.next();
    boolean isOpen = said == null && family == ProtocolFamily.UNSPEC;
    if (isEmpty(address) || (isOpen && address.equals("default"))) {
      throw empty();
    }
    return InetText.address(address, said == null ? family : said);
  }

  private void source(String word) {
    if (isEmpty(word)) {
      throw empty();
    }
    request.preferredSource = address(word);
  }

  /// Whether the word stands for an address without a byte.
  private static boolean isEmpty(String word) {
    return word.equals("any") || word.equals("all");
  }

  /// What the kernel says to such an address.
  private static Refusal empty() {
    return new Refusal(REFUSED_BY_KERNEL, "Error: Attribute failed policy validation.");
  }

  private void from(String word) {
    Prefix prefix = InetText.prefix(word, family);
    if (!InetText.isEverything(word)) {
      decide(prefix.family());
    }
    request.source = prefix;
  }

  private void tos(String word) {
    Integer value = Dsfield.of(session, word);
    if (value == null) {
      throw Args.invarg("\"tos\" value is invalid\n", word);
    }
    request.tos = value;
  }

  private void scope(String word) {
    OptionalInt known = RouteNames.scope(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("invalid \"scope\" value\n", word);
    }
    scope = known.getAsInt();
  }

  /// One realm, or the source's and the destination's.
  static int realms(String word) {
    OptionalLong realms = parsedRealms(word);
    if (realms.isEmpty()) {
      throw Args.invarg("\"realm\" value is invalid\n", word);
    }
    return (int) realms.getAsLong();
  }

  /// `TO` or `FROM/TO`, of which `TO` may be missing.
  static OptionalLong parsedRealms(String word) {
    int slash = word.indexOf('/');
    String behind = word.substring(slash + 1);
    OptionalLong from = slash < 0 ? OptionalLong.of(0) : Numbers.u16(word.substring(0, slash), 0);
    OptionalLong to = behind.isEmpty() ? OptionalLong.of(0) : Numbers.u16(behind, 0);
    return from.isEmpty() || to.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(from.getAsLong() << 16 | to.getAsLong());
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("\"protocol\" value is invalid\n", word);
    }
    protocol = known.getAsInt();
  }

  private void table(String word) {
    table = Names.TABLES.number(session, word);
    if (table == null) {
      throw Args.invarg("\"table\" value is invalid\n", word);
    }
  }

  private void preference(String word) {
    request.preference =
        switch (word) {
          case "low" -> RoutePreference.LOW;
          case "medium" -> RoutePreference.MEDIUM;
          case "high" -> RoutePreference.HIGH;
          default -> {
            OptionalLong number = Numbers.u8(word, 0);
            if (number.isEmpty()) {
              throw Args.invarg("\"pref\" value is invalid\n", word);
            }
            yield preference(number.getAsLong());
          }
        };
  }

  /// The preference of that number (RFC 4191).
  private static RoutePreference preference(long number) {
    return number == 1
        ? RoutePreference.HIGH
        : number == 3 ? RoutePreference.LOW : RoutePreference.MEDIUM;
  }

  /// Whether MPLS tells how many routers it has passed; nothing else asks for it.
  static boolean ttlPropagate(String word) {
    if (!word.equals("enabled") && !word.equals("disabled")) {
      throw Args.invarg("\"ttl-propagate\" value is invalid\n", word);
    }
    return word.equals("enabled");
  }

  private void destination(String word, Args args) {
    String value = word.equals("to") ? args.next() : word;
    RouteType said = startsWithDigit(value) ? null : type(value);
    if (said != null) {
      type = said;
      value = args.next();
    }
    if (Args.matches(value, "help")) {
      throw Usage.of("route");
    }
    if (hasDestination) {
      throw Args.garbage("to", value);
    }
    Prefix prefix = InetText.prefix(value, family);
    if (!InetText.isEverything(value)) {
      decide(prefix.family());
      request.destination = prefix;
    }
    hasDestination = true;
  }

  static boolean startsWithDigit(String word) {
    return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }

  /// The type called so, in full or in part (`rtnl_rtntype_a2n`); or null.
  static @Nullable RouteType type(String word) {
    String name = TYPES.find(word);
    if (name != null) {
      return RouteType.ofWord(name.equals("brd") ? "broadcast" : name);
    }
    OptionalLong number = Numbers.u8(word, 0);
    int types = RouteType.values().length;
    return number.isPresent() && number.getAsLong() < types
        ? RouteType.values()[(int) number.getAsLong()]
        : null;
  }

  // ---- what they come to

  private RouteRequest settle() {
    Family known = family.addresses();
    request.family = known == null ? Family.IPV4 : known;
    request.metrics = metrics.metrics();
    RouteType usual = delete ? RouteType.UNSPEC : RouteType.UNICAST;
    request.type = type == null ? usual : type;
    request.table = table == null ? usualTable() : table;
    request.scope = scope == null ? usualScope() : scope;
    int boot = delete ? RouteProtocol.UNSPEC : RouteProtocol.BOOT;
    request.protocol = protocol == null ? boot : protocol;
    return request;
  }

  private int usualTable() {
    return switch (request.type) {
      case LOCAL, BROADCAST, NAT, ANYCAST -> RouteTable.LOCAL;
      default -> RouteTable.MAIN;
    };
  }

  private int usualScope() {
    if (request.family == Family.IPV6) {
      return Scope.GLOBAL;
    }
    boolean onLink = !hasGateway && !hasHops && request.nextHopId == 0;
    return switch (request.type) {
      case LOCAL, NAT -> Scope.HOST;
      case BROADCAST, MULTICAST, ANYCAST -> Scope.LINK;
      case UNICAST, UNSPEC -> delete ? Scope.NOWHERE : onLink ? Scope.LINK : Scope.GLOBAL;
      default -> delete ? Scope.NOWHERE : Scope.GLOBAL;
    };
  }
}
