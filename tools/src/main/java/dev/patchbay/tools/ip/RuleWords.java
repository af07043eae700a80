package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.RuleAction;
import dev.patchbay.stack.route.RuleRequest;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip rule add` and `delete`.
final class RuleWords {
  private static final Keywords WORDS =
      new Keywords(
          "=not",
          "=from",
          "=to",
          "preference",
          "order",
          "priority",
          "=tos",
          "dsfield",
          "=fwmark",
          "realms",
          "protocol",
          "tun_id",
          "table",
          "=lookup",
          "suppress_prefixlength",
          "=sup_pl",
          "suppress_ifgroup",
          "=sup_group",
          "=dev",
          "=iif",
          "=oif",
          "=l3mdev",
          "=uidrange",
          "=nat",
          "map-to",
          "=ipproto",
          "=sport",
          "=dport");

  /// What the command returns that names a table for a rule of VRFs.
  private static final int INVALID = 22;

  private final Session session;
  private final RuleRequest request;
  private boolean hasTable;

  RuleWords(Session session, boolean delete) {
    this.session = session;
    Family asked = session.family().addresses();
    this.request = new RuleRequest(asked == null ? Family.IPV4 : asked);
    this.request.action = delete ? RuleAction.UNSPEC : RuleAction.TABLE;
    this.hasTable = delete;
  }

  /// Reads them to the end.
  RuleRequest read(Args args) {
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        type(word, args);
      } else {
        take(keyword, args);
      }
    }
    if (request.l3mdev && request.table != RouteTable.UNSPEC) {
      throw new Refusal(INVALID, "table can not be specified for l3mdev rules");
    }
    if (!hasTable) {
      request.table = RouteTable.MAIN;
    }
    return request;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "not" -> request.inverted = true;
      case "from" -> request.from = prefix(args.next());
      case "to" -> request.to = prefix(args.next());
      case "preference", "order", "priority" ->
          request.priority = (int) args.u32("preference value is invalid\n");
      case "tos", "dsfield" -> request.tos = RuleFields.tos(session, args.next());
      case "fwmark" -> mark(args.next());
      case "realms" -> request.realms = realms(args.next());
      case "protocol" -> protocol(args.next());
      case "tun_id" -> request.tunnel = args.u64("\"tun_id\" value is invalid\n");
      case "table", "lookup" -> table(args.next());
      case "dev", "iif" ->
          request.input = RuleFields.deviceName(args.next(), "\"iif\"/\"dev\" not a valid ifname");
      case "oif" ->
          request.output = RuleFields.deviceName(args.next(), "\"oif\" not a valid ifname");
      case "l3mdev" -> {
        request.l3mdev = true;
        hasTable = true;
      }
      case "uidrange" -> request.users = RuleFields.users(args.next());
      case "nat", "map-to" -> nat(args.next());
      case "ipproto" -> request.ipProtocol = IpProtocols.of(session, args.next());
      case "sport" -> request.sourcePorts = RuleFields.ports(args.next(), "invalid port range\n");
      case "dport" ->
          request.destinationPorts = RuleFields.ports(args.next(), "invalid dport range\n");
      default -> suppress(keyword, args.next());
    }
  }

  private @Nullable Prefix prefix(String word) {
    Prefix prefix = InetText.prefix(word, session.family());
    return prefix.length() == 0 ? null : prefix;
  }

  private void mark(String word) {
    request.mark = RuleFields.mark(word);
    request.mask = RuleFields.mask(word);
  }

  private static int realms(String word) {
    OptionalLong realms = RouteWords.parsedRealms(word);
    if (realms.isEmpty()) {
      throw Args.invarg("invalid realms\n", word);
    }
    return (int) realms.getAsLong();
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("\"protocol\" value is invalid\n", word);
    }
    request.protocol = known.getAsInt();
  }

  private void table(String word) {
    Integer number = Names.TABLES.number(session, word);
    if (number == null) {
      throw Args.invarg("invalid table ID\n", word);
    }
    request.table = number;
    hasTable = true;
  }

  private void suppress(String keyword, String word) {
    if (keyword.equals("suppress_prefixlength") || keyword.equals("sup_pl")) {
      OptionalLong length = Numbers.integer(word, 0);
      if (length.isEmpty() || length.getAsLong() < 0) {
        throw Args.invarg("suppress_prefixlength value is invalid\n", word);
      }
      request.suppressedLength = (int) length.getAsLong();
      return;
    }
    Integer group = Names.GROUPS.number(session, word);
    if (group == null) {
      throw Args.invarg("Invalid \"suppress_ifgroup\" value\n", word);
    }
    request.suppressedGroup = group;
  }

  private void nat(String word) {
    session.complain("Warning: route NAT is deprecated");
    if (InetText.parse(word, Family.IPV4) == null) {
      throw InetText.exit("Error: an IP address is expected rather than \"" + word + "\"");
    }
    request.action = RouteType.NAT.number();
  }

  /// What becomes of the packets: a word for it, or for a type of routes.
  private void type(String word, Args args) {
    String value = word.equals("type") ? args.next() : word;
    if (Args.matches(value, "help")) {
      throw Usage.of("rule");
    }
    if (Args.matches(value, "goto")) {
      request.target = (int) args.u32("invalid target\n");
      request.action = RuleAction.GOTO;
    } else if (Args.matches(value, "nop")) {
      request.action = RuleAction.NOP;
    } else {
      RouteType type = RouteWords.type(value);
      if (type == null) {
        throw Args.invarg("Failed to parse rule type", value);
      }
      request.action = type.number();
    }
    hasTable = true;
  }
}
