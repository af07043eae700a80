package dev.patchbay.trace.pcap;

import dev.patchbay.trace.pcap.Token.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words that are conditions of their own, with or without something behind them.
final class Primitives {
  private static final Set<String> WORDS =
      Set.of(
          "less",
          "greater",
          "byte",
          "inbound",
          "outbound",
          "ifindex",
          "vlan",
          "mpls",
          "pppoed",
          "pppoes",
          "geneve",
          "llc",
          "ifname",
          "rset",
          "rnr",
          "srnr",
          "reason",
          "action");

  private static final Set<String> BYTE_OPERATORS = Set.of("&", "|", "<", ">", "=");

  /// Words of link layers that nothing here has, and what is said of them.
  private static final Map<String, String> FOREIGN =
      Map.ofEntries(
          Map.entry("lane", "'lane' supported only on raw ATM"),
          Map.entry("metac", "'metac' supported only on raw ATM"),
          Map.entry("bcc", "'bcc' supported only on raw ATM"),
          Map.entry("oam", "'oam' supported only on raw ATM"),
          Map.entry("oamf4", "'oamf4' supported only on raw ATM"),
          Map.entry("oamf4ec", "'oam4ec' supported only on raw ATM"),
          Map.entry("oamf4sc", "'oam4sc' supported only on raw ATM"),
          Map.entry("sc", "'sc' supported only on raw ATM"),
          Map.entry("ilmic", "'ilmic' supported only on raw ATM"),
          Map.entry("connectmsg", "'connectmsg' supported only on raw ATM"),
          Map.entry("metaconnect", "'metaconnect' supported only on raw ATM"),
          Map.entry("fisu", "'fisu' supported only on MTP2"),
          Map.entry("lssu", "'lssu' supported only on MTP2"),
          Map.entry("msu", "'msu' supported only on MTP2"),
          Map.entry("hfisu", "'hfisu' supported only on MTP2_HSL"),
          Map.entry("hlssu", "'hlssu' supported only on MTP2_HSL"),
          Map.entry("hmsu", "'hmsu' supported only on MTP2_HSL"));

  /// The same of words that a number is compared with.
  private static final Map<String, String> FOREIGN_FIELDS =
      Map.of(
          "vpi", "'vpi' supported only on raw ATM",
          "vci", "'vci' supported only on raw ATM",
          "sio", "'sio' supported only on SS7",
          "hsio", "'sio' supported only on SS7",
          "opc", "'opc' supported only on SS7",
          "hopc", "'opc' supported only on SS7",
          "dpc", "'dpc' supported only on SS7",
          "hdpc", "'dpc' supported only on SS7",
          "sls", "'sls' supported only on SS7",
          "hsls", "'sls' supported only on SS7");

  private static final Set<String> RELATIONS = Set.of(">", ">=", "=", "<=", "<", "!=");

  private static final Set<String> FRAME_TYPES =
      Set.of("data", "mgt", "management", "ctl", "control");

  private static final Set<String> DIRECTIONS = Set.of("nods", "tods", "fromds", "dstods");

  private static final Set<String> PF_REASONS =
      Set.of(
          "match",
          "bad-offset",
          "fragment",
          "short",
          "normalize",
          "memory",
          "bad-timestamp",
          "congestion",
          "ip-option",
          "proto-cksum",
          "state-mismatch",
          "state-insert",
          "state-limit",
          "src-limit",
          "synproxy");

  private static final Set<String> PF_ACTIONS =
      Set.of(
          "pass",
          "accept",
          "drop",
          "block",
          "scrub",
          "noscrub",
          "nat",
          "nonat",
          "binat",
          "nobinat",
          "rdr",
          "nordr",
          "synproxy-drop");

  private final Tokens tokens;
  private final PacketTests tests;
  private final LinkTests links;
  private final Encapsulations encapsulations;

  Primitives(Tokens tokens, PacketTests tests, LinkTests links, Encapsulations encapsulations) {
    this.tokens = tokens;
    this.tests = tests;
    this.links = links;
    this.encapsulations = encapsulations;
  }

  /// The condition that the next word begins.
  Condition read() {
    String word = tokens.peek().text();
    boolean known =
        WORDS.contains(word) || FOREIGN.containsKey(word) || FOREIGN_FIELDS.containsKey(word);
    if (tokens.peek().kind() != Kind.WORD || !known) {
      throw tokens.unexpected();
    }
    tokens.next();
    return switch (word) {
      case "less" -> tests.less(tokens.number());
      case "greater" -> tests.greater(tokens.number());
      case "byte" -> byteIs();
      case "inbound" -> tests.outgoing().not();
      case "outbound" -> tests.outgoing();
      case "ifindex" -> tests.ifindex(tokens.number());
      case "vlan" -> encapsulations.vlan(optionalNumber());
      case "mpls" -> encapsulations.mpls(optionalNumber());
      case "pppoed" -> encapsulations.pppoeDiscovery();
      case "pppoes" -> encapsulations.pppoeSession(optionalNumber());
      case "geneve" -> encapsulations.geneve(optionalNumber());
      case "llc" -> llc();
      case "ifname", "rset", "rnr", "srnr", "reason", "action" -> throw packetFilter(word);
      default -> throw foreign(word);
    };
  }

  private Condition byteIs() {
    int index = tokens.number();
    String operator = tokens.peek().text();
    if (!BYTE_OPERATORS.contains(operator)) {
      throw tokens.unexpected();
    }
    tokens.next();
    return tests.byteIs(operator, index, tokens.number());
  }

  private @Nullable Integer optionalNumber() {
    return tokens.beginsNumber() ? tokens.numberInParentheses() : null;
  }

  private Condition llc() {
    if (tokens.take("rnr")) {
      return links.llc("rnr");
    }
    return tokens.peek().kind() == Kind.NAME ? links.llc(tokens.next().text()) : links.llc();
  }

  /// What only a capture of the BSD packet filter has.
  private FilterRefusal packetFilter(String word) {
    switch (word) {
      case "rnr", "srnr" -> tokens.number();
      case "reason" -> {
        if (tokens.peek().kind() != Kind.NUMBER) {
          checkName(PF_REASONS, "unknown PF reason \"%s\"");
        } else {
          tokens.next();
        }
      }
      case "action" -> checkName(PF_ACTIONS, "unknown PF action \"%s\"");
      default -> tokens.expect(Kind.NAME);
    }
    String name = word.equals("rset") ? "ruleset" : word;
    return new FilterRefusal(name + " supported only on PF linktype");
  }

  private void checkName(Set<String> known, String refusal) {
    String name = tokens.expect(Kind.NAME);
    if (!known.contains(name)) {
      throw new FilterRefusal(refusal.replace("%s", name));
    }
  }

  private FilterRefusal foreign(String word) {
    String refusal = FOREIGN.get(word);
    if (refusal != null) {
      return new FilterRefusal(refusal);
    }
    if (RELATIONS.contains(tokens.peek().text())) {
      tokens.next();
    } else {
      tokens.take("(");
    }
    tokens.number();
    return new FilterRefusal(Objects.requireNonNull(FOREIGN_FIELDS.get(word)));
  }

  /// `type`, `subtype` and `dir`: of 802.11 only.
  FilterRefusal wireless(String word) {
    boolean number = tokens.peek().kind() == Kind.NUMBER;
    String name = number ? tokens.expect(Kind.NUMBER) : tokens.expect(Kind.NAME);
    if (word.equals("dir")) {
      return new FilterRefusal(
          number || DIRECTIONS.contains(name)
              ? "frame direction supported only with 802.11 headers"
              : "unknown 802.11 direction");
    }
    if (word.equals("type") && !number && !FRAME_TYPES.contains(name)) {
      return new FilterRefusal("unknown 802.11 type name \"" + name + "\"");
    }
    return new FilterRefusal("802.11 link-layer types supported only on 802.11");
  }
}
