package dev.patchbay.tools.conntrack;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Prefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the words of a command ask for.
final class Request {
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("dump", "L"),
          Map.entry("get", "G"),
          Map.entry("delete", "D"),
          Map.entry("create", "I"),
          Map.entry("update", "U"),
          Map.entry("event", "E"),
          Map.entry("flush", "F"),
          Map.entry("count", "C"),
          Map.entry("stats", "S"),
          Map.entry("version", "V"),
          Map.entry("help", "h"),
          Map.entry("src", "s"),
          Map.entry("orig-src", "s"),
          Map.entry("dst", "d"),
          Map.entry("orig-dst", "d"),
          Map.entry("reply-src", "r"),
          Map.entry("reply-dst", "q"),
          Map.entry("protonum", "p"),
          Map.entry("proto", "p"),
          Map.entry("family", "f"),
          Map.entry("timeout", "t"),
          Map.entry("status", "u"),
          Map.entry("mark", "m"),
          Map.entry("zone", "w"),
          Map.entry("zero", "z"),
          Map.entry("event-mask", "e"),
          Map.entry("output", "o"),
          Map.entry("src-nat", "n"),
          Map.entry("dst-nat", "g"),
          Map.entry("any-nat", "j"));

  private static final String COMMANDS = "LGDIUEFCSVh";
  private static final String FLAGS = "z";
  private static final String OPTIONAL = "ngj";
  private static final String VALUES = "sdrqpftumweo";

  /// Options that only some protocols have: they are known once `-p` has been read.
  private static final Set<String> PORTS =
      Set.of(
          "sport", "orig-port-src", "dport", "orig-port-dst", "reply-port-src", "reply-port-dst");

  private static final Set<String> ICMP = Set.of("icmp-type", "icmp-code", "icmp-id");
  private static final Set<String> TCP_STATES =
      Set.of(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2");

  final Flows flows = new Flows();
  char command;
  String table = "conntrack";
  @Nullable Long timeout;
  boolean zeroes;
  final Set<String> outputs = new LinkedHashSet<>();
  final Set<String> events = new LinkedHashSet<>();

  private final List<String> words;
  private int at;

  Request(List<String> words) {
    this.words = words;
  }

  /// Reads all words.
  Request read() {
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.startsWith("--")) {
        readLong(word.substring(2));
      } else if (word.startsWith("-") && word.length() > 1) {
        readShort(word.charAt(1), word.substring(2));
      } else {
        throw Usage.wrong("Bad parameter `" + word + "'");
      }
    }
    check();
    return this;
  }

  private void check() {
    if (timeout != null && command != 'I' && command != 'U') {
      throw Usage.wrong("Illegal option `--timeout' with this command");
    }
    if (command == 'G' || command == 'I') {
      need(flows.protocol, "protonum");
      if (command == 'I') {
        need(timeout, "timeout");
      }
      if (flows.originalSource == null || flows.originalDestination == null) {
        throw Usage.wrong("you have to specify `--src' and `--dst'");
      }
    }
  }

  private static void need(@Nullable Object value, String option) {
    if (value == null) {
      throw Usage.wrong("You need to supply the `--" + option + "' option for this command");
    }
  }

  private void readLong(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    String letter = LONG.get(name);
    if (letter != null) {
      readShort(letter.charAt(0), value);
    } else if (hasPorts() && PORTS.contains(name)) {
      port(name, number(value(name, value)));
    } else if (isIcmp() && ICMP.contains(name)) {
      icmp(name, number(value(name, value)));
    } else if (isTcp() && name.equals("state")) {
      state(value(name, value));
    } else {
      throw Usage.wrong("unknown option `--" + word + "'");
    }
  }

  private boolean isTcp() {
    return Integer.valueOf(IpProtocol.TCP).equals(flows.protocol);
  }

  private boolean isIcmp() {
    Integer protocol = flows.protocol;
    return protocol != null && (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6);
  }

  private boolean hasPorts() {
    Integer protocol = flows.protocol;
    return protocol != null
        && (protocol == IpProtocol.TCP
            || protocol == IpProtocol.UDP
            || protocol == IpProtocol.UDPLITE
            || protocol == IpProtocol.SCTP
            || protocol == IpProtocol.DCCP);
  }

  private void readShort(char letter, String attached) {
    if (COMMANDS.indexOf(letter) >= 0) {
      command(letter);
      if (!attached.isEmpty()) {
        readShort(attached.charAt(0), attached.substring(1));
      }
    } else if (FLAGS.indexOf(letter) >= 0) {
      zeroes = true;
    } else if (OPTIONAL.indexOf(letter) >= 0) {
      String next = attached.isEmpty() ? operand() : attached;
      nat(letter, next.isEmpty() ? null : address(next));
    } else if (VALUES.indexOf(letter) >= 0) {
      option(letter, value("" + letter, attached));
    } else {
      throw Usage.wrong("unknown option `-" + letter + "'");
    }
  }

  private void command(char letter) {
    if (command != 0) {
      throw Usage.wrong("Invalid commands combination");
    }
    command = letter;
    String next = "LGDIUEFC".indexOf(letter) >= 0 ? operand() : "";
    if (!next.isEmpty()) {
      if (!List.of("conntrack", "expect", "dying", "unconfirmed").contains(next)) {
        throw Usage.wrong("unknown type `" + next + "'");
      }
      table = next;
    }
  }

  /// The next word, if it is no option.
  private String operand() {
    if (at < words.size() && !words.get(at).startsWith("-")) {
      return words.get(at++);
    }
    return "";
  }

  private String value(String option, String attached) {
    if (!attached.isEmpty()) {
      return attached;
    }
    if (at == words.size()) {
      String dashes = option.length() == 1 ? "-" : "--";
      throw Usage.wrong("option `" + dashes + option + "' requires an argument");
    }
    return words.get(at++);
  }

  private void option(char letter, String value) {
    switch (letter) {
      case 's' -> flows.originalSource = prefix(value);
      case 'd' -> flows.originalDestination = prefix(value);
      case 'r' -> flows.replySource = prefix(value);
      case 'q' -> flows.replyDestination = prefix(value);
      case 'p' -> flows.protocol = protocol(value);
      case 'f' -> flows.family = family(value);
      case 't' -> timeout = (long) number(value);
      case 'u' -> status(value);
      case 'm' -> mark(value);
      case 'w' -> flows.zone = number(value);
      case 'o' -> output(value);
      default -> events(value);
    }
  }

  private Prefix prefix(String text) {
    int slash = text.indexOf('/');
    Ip address = address(slash < 0 ? text : text.substring(0, slash));
    int bits = address.family().bits();
    int length = slash < 0 ? bits : mask(text.substring(slash + 1), address.family());
    if (flows.family != null && flows.family != address.family()) {
      throw Usage.wrong("mismatched address family");
    }
    flows.family = address.family();
    return Prefix.of(address.text() + "/" + length);
  }

  private static int mask(String text, Family family) {
    Ip mask = Ip.parse(family, text);
    if (mask != null) {
      return Long.bitCount(mask.hi()) + Long.bitCount(mask.lo());
    }
    try {
      int length = Integer.parseInt(text);
      if (length >= 0 && length <= family.bits()) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw Usage.wrong("Invalid netmask");
    }
    throw Usage.wrong("Invalid netmask");
  }

  private static Ip address(String text) {
    Ip address = Ip.parse(text);
    if (address == null) {
      throw Usage.wrong("Invalid IP address `" + text + "'");
    }
    return address;
  }

  private static int protocol(String text) {
    int number = IpProtocol.number(text.toUpperCase(Locale.ROOT));
    if (number < 0) {
      number = IpProtocol.number(text);
    }
    if (number < 0) {
      number = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }
    if (number < 0 || number > 0xff) {
      throw Usage.wrong("`" + text + "' unsupported protocol");
    }
    return number;
  }

  private static Family family(String text) {
    return switch (text) {
      case "ipv4" -> Family.IPV4;
      case "ipv6" -> Family.IPV6;
      default -> throw Usage.wrong("`" + text + "' unsupported protocol");
    };
  }

  /// A number as `atoi` and `strtoul` read it: what is none counts as 0.
  private static int number(String text) {
    try {
      return Long.decode(text).intValue();
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void port(String name, int port) {
    switch (name) {
      case "sport", "orig-port-src" -> flows.sourcePort = port;
      case "dport", "orig-port-dst" -> flows.destinationPort = port;
      case "reply-port-src" -> flows.replySourcePort = port;
      default -> flows.replyDestinationPort = port;
    }
  }

  private void icmp(String name, int value) {
    switch (name) {
      case "icmp-type" -> flows.icmpType = value;
      case "icmp-code" -> flows.icmpCode = value;
      default -> flows.icmpId = value;
    }
  }

  private void state(String value) {
    if (!TCP_STATES.contains(value)) {
      throw Usage.wrong("unknown TCP state `" + value + "'");
    }
    flows.state = value;
  }

  private void nat(char letter, @Nullable Ip address) {
    switch (letter) {
      case 'n' -> {
        flows.anySourceNat = address == null;
        flows.sourceNat = address;
      }
      case 'g' -> {
        flows.anyDestinationNat = address == null;
        flows.destinationNat = address;
      }
      default -> {
        flows.eitherNat = address == null;
        flows.anyNat = address;
      }
    }
  }

  private void mark(String value) {
    int slash = value.indexOf('/');
    flows.mark = number(slash < 0 ? value : value.substring(0, slash));
    flows.markMask = slash < 0 ? -1 : number(value.substring(slash + 1));
  }

  private void status(String value) {
    int bits = 0;
    for (String word : value.split(",", -1)) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "ASSURED" -> bits |= Connection.ASSURED;
        case "SEEN_REPLY" -> bits |= Connection.SEEN_REPLY;
        case "FIXED_TIMEOUT" -> bits |= Connection.FIXED_TIMEOUT;
        case "EXPECTED" -> bits |= Connection.EXPECTED;
        case "SRC_NAT" -> bits |= Connection.SRC_NAT;
        case "DST_NAT" -> bits |= Connection.DST_NAT;
        case "UNREPLIED" -> flows.unreplied = true;
        case "UNSET" -> {}
        default -> throw bad(word);
      }
    }
    flows.status = bits == 0 ? null : bits;
  }

  private static CommandException bad(String word) {
    return Usage.wrong("Bad parameter `" + word + "'");
  }

  private void output(String value) {
    for (String word : value.split(",", -1)) {
      if (!List.of(
              "xml", "extended", "timestamp", "id", "ktimestamp", "labels", "save", "userspace")
          .contains(word)) {
        throw bad(word);
      }
      outputs.add(word);
    }
  }

  private void events(String value) {
    for (String word : value.split(",", -1)) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "ALL" -> events.addAll(List.of("NEW", "UPDATE", "DESTROY"));
        case "NEW" -> events.add("NEW");
        case "UPDATES" -> events.add("UPDATE");
        case "DESTROY" -> events.add("DESTROY");
        default -> throw bad(word);
      }
    }
  }

  FlowText text() {
    return new FlowText(
        outputs.contains("extended"),
        outputs.contains("id"),
        outputs.contains("xml"),
        outputs.contains("save"),
        outputs.contains("timestamp"));
  }
}
