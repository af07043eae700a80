package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.Rule;
import dev.patchbay.tools.iproute.Keywords;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The words of `ip rule show` and `flush`: which rules.
final class RuleSelector {
  private static final Keywords WORDS =
      new Keywords(
          "preference",
          "order",
          "priority",
          "=not",
          "=tos",
          "=dsfield",
          "=fwmark",
          "=dev",
          "=iif",
          "=oif",
          "=l3mdev",
          "=uidrange",
          "tun_id",
          "lookup",
          "table",
          "from",
          "src",
          "protocol",
          "=ipproto",
          "=sport",
          "=dport");

  private final Session session;
  private final ProtocolFamily family;
  private @Nullable Integer priority;
  private boolean inverted;
  private @Nullable Integer tos;
  private int mark;
  private @Nullable Integer mask;
  private @Nullable String input;
  private @Nullable String output;
  private boolean l3mdev;
  private Rule.@Nullable Range users;
  private long tunnel;
  private int table;
  private @Nullable Prefix from;
  private @Nullable Prefix to;
  private @Nullable Integer protocol;
  private int ipProtocol;
  private Rule.@Nullable Range sourcePorts;
  private Rule.@Nullable Range destinationPorts;

  private RuleSelector(Session session) {
    this.session = session;
    this.family =
        session.family() == ProtocolFamily.UNSPEC ? ProtocolFamily.INET : session.family();
  }

  /// Reads them to the end.
  static RuleSelector read(Session session, Args args) {
    RuleSelector selector = new RuleSelector(session);
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword != null) {
        selector.take(keyword, args);
      } else {
        boolean introduced = Args.matches(word, "dst") || Args.matches(word, "to");
        selector.to = selector.prefix(introduced ? args.next() : word);
      }
    }
    return selector;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "preference", "order", "priority" ->
          priority = (int) args.u32("preference value is invalid\n");
      case "not" -> inverted = true;
      case "tos", "dsfield" -> tos = RuleFields.tos(session, args.next());
      case "fwmark" -> mark(args.next());
      case "dev", "iif" ->
          input = RuleFields.deviceName(args.next(), "\"iif\"/\"dev\" not a valid ifname");
      case "oif" -> output = RuleFields.deviceName(args.next(), "\"oif\" not a valid ifname");
      case "l3mdev" -> l3mdev = true;
      case "uidrange" -> users = RuleFields.users(args.next());
      case "tun_id" -> tunnel = args.u64("\"tun_id\" value is invalid\n");
      case "lookup", "table" -> table(args.next());
      case "from", "src" -> from = prefix(args.next());
      case "protocol" -> protocol(args.next());
      case "ipproto" -> ipProtocol = IpProtocols.of(session, args.next());
      case "sport" -> sourcePorts = RuleFields.ports(args.next(), "invalid port range\n");
      default -> destinationPorts = RuleFields.ports(args.next(), "invalid dport range\n");
    }
  }

  private Prefix prefix(String word) {
    return InetText.prefix(word, family);
  }

  private void mark(String word) {
    mark = RuleFields.mark(word);
    mask = RuleFields.mask(word);
  }

  private void table(String word) {
    Integer number = Names.TABLES.number(session, word);
    if (number == null) {
      throw Args.invarg("table id value is invalid\n", word);
    }
    table = number;
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty() && !word.equals("all")) {
      throw Args.invarg("invalid \"protocol\"\n", word);
    }
    protocol = known.isEmpty() ? null : (Integer) known.getAsInt();
  }

  /// Whether the rule is one of those (`filter_nlmsg`). Who set it up counts for a flush only.
  boolean shows(Rule rule) {
    Rule.Selector asked = rule.selector();
    return (priority == null || priority == rule.priority())
        && (!inverted || asked.inverted())
        && lies(asked.from(), from)
        && lies(asked.to(), to)
        && (tos == null || tos == asked.tos())
        && (mark == 0 || mark == asked.mark())
        && (mask == null || mask == 0 || mask == asked.mask())
        && (input == null || input.equals(asked.input()))
        && (output == null || output.equals(asked.output()))
        && (!l3mdev || rule.l3mdev())
        && (users == null || users.equals(asked.users()))
        && (tunnel == 0 || tunnel == asked.tunnel())
        && (table == 0 || table == rule.table())
        && (ipProtocol == 0 || ipProtocol == asked.ipProtocol())
        && isOf(asked.sourcePorts(), sourcePorts)
        && isOf(asked.destinationPorts(), destinationPorts);
  }

  boolean flushes(Rule rule) {
    return shows(rule) && (protocol == null || protocol == rule.protocol());
  }

  private static boolean lies(@Nullable Prefix own, @Nullable Prefix in) {
    if (in == null || in.length() == 0) {
      return true;
    }
    Ip address = own == null ? null : own.address();
    return own != null && address != null && in.length() <= own.length() && in.contains(address);
  }

  private static boolean isOf(Rule.@Nullable Range own, Rule.@Nullable Range asked) {
    return asked == null || asked.first() == 0 || asked.equals(own);
  }
}
