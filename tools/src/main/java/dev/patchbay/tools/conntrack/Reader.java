package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.tools.conntrack.PortOption.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the words of a command. What is no option and not asked for is passed over, as `getopt`
/// lets the program do.
final class Reader {
  private static final List<String> TABLES = List.of("expect", "conntrack", "dying", "unconfirmed");
  private static final Map<Character, Order> ORDERS =
      Map.ofEntries(
          Map.entry('L', Order.LIST),
          Map.entry('I', Order.CREATE),
          Map.entry('A', Order.ADD),
          Map.entry('U', Order.UPDATE),
          Map.entry('D', Order.DELETE),
          Map.entry('G', Order.GET),
          Map.entry('E', Order.EVENT),
          Map.entry('F', Order.FLUSH),
          Map.entry('C', Order.COUNT),
          Map.entry('S', Order.STATS),
          Map.entry('V', Order.VERSION),
          Map.entry('h', Order.HELP));

  /// The protocols whose flows have options of their own, by the program's names.
  private static final Map<String, Integer> PROTOCOLS =
      Map.of(
          "tcp", IpProtocol.TCP,
          "udp", IpProtocol.UDP,
          "udplite", IpProtocol.UDPLITE,
          "sctp", IpProtocol.SCTP,
          "dccp", IpProtocol.DCCP,
          "icmp", IpProtocol.ICMP,
          "icmpv6", IpProtocol.ICMPV6,
          "gre", IpProtocol.GRE);

  private static final List<String> TCP_STATES =
      List.of(
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

  private final List<String> words;
  private final Labels labels;
  private final Request request;
  private final Flows flows;
  private int at;

  Reader(List<String> words, Labels labels, Consumer<String> warnings) {
    this.words = words;
    this.labels = labels;
    this.request = new Request(warnings);
    this.flows = request.flows;
  }

  /// Reads all words.
  Request read() {
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        readLong(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        readShort(word);
      }
    }
    request.check();
    return request;
  }

  private void readLong(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    String attached = equals < 0 ? null : word.substring(equals + 1);
    PortOption own = portOption(name);
    if (own != null) {
      number(own.field(), attached != null ? attached : needed(word));
      return;
    }
    Character letter = LongOptions.letter(name);
    if (letter == null) {
      throw Usage.wrong("unknown option `" + word + "'");
    }
    take(letter, attached, word);
  }

  private @Nullable PortOption portOption(String name) {
    Integer protocol = flows.protocol;
    if (protocol == null || !flows.knowsProtocol) {
      return null;
    }
    return PortOption.of(protocol).stream()
        .filter(one -> one.names().contains(name))
        .findFirst()
        .orElse(null);
  }

  private void readShort(String word) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (!LongOptions.knows(letter)) {
        throw Usage.wrong("unknown option `" + word + "'");
      }
      boolean alone = LongOptions.values(letter) == LongOptions.Values.NONE;
      String rest = alone || i + 1 == word.length() ? null : word.substring(i + 1);
      take(letter, rest, word);
      if (rest != null) {
        return;
      }
    }
  }

  private void take(char letter, @Nullable String attached, String word) {
    switch (LongOptions.values(letter)) {
      case ONE -> value(letter, attached != null ? attached : needed(word));
      case NONE, MAYBE -> {
        // What is attached is not looked at, as the program does not.
        String next = attached == null && letter != 'z' ? operand() : "";
        if (ORDERS.containsKey(letter)) {
          order(letter, next);
        } else {
          optional(letter, next);
        }
      }
    }
  }

  private String needed(String word) {
    if (at == words.size()) {
      throw Usage.wrong("option `" + word + "' requires an argument");
    }
    return words.get(at++);
  }

  /// The next word, if it is no option; or the empty text.
  private String operand() {
    if (at < words.size() && !words.get(at).matches("[-!].*")) {
      return words.get(at++);
    }
    return "";
  }

  private void order(char letter, String next) {
    String table = "conntrack";
    if (!next.isEmpty()) {
      table =
          TABLES.stream()
              .filter(one -> one.startsWith(next))
              .findFirst()
              .orElseThrow(() -> Usage.wrong("unknown type `" + next + "'"));
    }
    boolean shown = table.equals("dying") || table.equals("unconfirmed");
    if (shown && letter != 'L') {
      throw Usage.wrong("Can't do that command with tables `dying' and `unconfirmed'");
    }
    Order order = ORDERS.getOrDefault(letter, Order.HELP);
    boolean expect = table.equals("expect") && letter != 'V' && letter != 'h';
    if (expect && (letter == 'U' || letter == 'A')) {
      throw Usage.wrong("Can't do --" + LongOptions.word(letter) + " on expectations");
    }
    request.order(expect ? Order.valueOf("EXPECT_" + order) : order);
    request.table = table;
  }

  private void optional(char letter, String next) {
    switch (letter) {
      case 'z' -> request.given.add(Option.ZERO);
      case '>' -> {
        request.given.add(Option.LABEL_DEL);
        labels(next);
      }
      default -> {
        Option option =
            switch (letter) {
              case 'n' -> Option.SRC_NAT;
              case 'g' -> Option.DST_NAT;
              default -> Option.ANY_NAT;
            };
        request.given.add(option);
        if (!next.isEmpty()) {
          translated(option, End.parse(next));
        }
      }
    }
  }

  private void translated(Option option, End end) {
    Ip address = address(end.address(), option.word);
    if (option != Option.DST_NAT) {
      flows.source = new Flows.Translated(address, end.port());
    }
    if (option != Option.SRC_NAT) {
      flows.destination = new Flows.Translated(address, end.port());
    }
  }

  private void value(char letter, String value) {
    switch (letter) {
      case 's' -> flows.originalSource = network(Option.SRC, value);
      case 'd' -> flows.originalDestination = network(Option.DST, value);
      case 'r' -> flows.replySource = end(Option.REPLY_SRC, value);
      case 'q' -> flows.replyDestination = end(Option.REPLY_DST, value);
      case '[' -> request.expected.source = end(Option.TUPLE_SRC, value);
      case ']' -> request.expected.destination = end(Option.TUPLE_DST, value);
      case '{' -> flows.sourceMask = end(Option.MASK_SRC, value);
      case '}' -> flows.destinationMask = end(Option.MASK_DST, value);
      case 'p' -> protocol(value);
      case 'f' -> family(value);
      case 't' -> {
        request.given.add(Option.TIMEOUT);
        request.timeout = Integer.toUnsignedLong((int) Numbers.decimal(value));
      }
      case 'u' -> status(value);
      case 'o' -> {
        request.given.add(Option.OUTPUT);
        new Parameters(request).outputs(value);
        request.checkOutputs();
      }
      case 'e' -> {
        request.given.add(Option.EVENT_MASK);
        new Parameters(request).events(value);
      }
      case 'm' -> mark(value);
      case 'l' -> {
        request.given.add(Option.LABEL);
        flows.labels.addAll(labels.numbers(value));
      }
      case '<' -> {
        request.given.add(Option.LABEL_ADD);
        labels(value);
      }
      case 'a' -> request.warnings.accept("WARNING: ignoring -a, deprecated option.");
      default -> plain(letter, (int) Numbers.any(value));
    }
  }

  private void plain(char letter, int value) {
    switch (letter) {
      case 'w' -> {
        request.given.add(Option.ZONE);
        flows.zone = value & 0xffff;
      }
      case '(' -> {
        request.given.add(Option.ORIG_ZONE);
        flows.originalZone = value & 0xffff;
      }
      case ')' -> {
        request.given.add(Option.REPLY_ZONE);
        flows.replyZone = value & 0xffff;
      }
      case 'i' -> {
        request.given.add(Option.ID);
        flows.id = value;
      }
      case 'b' -> {
        request.given.add(Option.BUFFER_SIZE);
        request.buffer = value;
      }
      // Nobody writes a connection's security mark here: it is 0, and then not told.
      default -> request.given.add(Option.SECMARK);
    }
  }

  private void labels(String value) {
    if (request.has(Option.LABEL_ADD) && request.has(Option.LABEL_DEL)) {
      throw Usage.failing("cannot use --label-add and --label-del at the same time");
    }
    if (!value.isEmpty()) {
      request.labels.addAll(labels.numbers(value));
    }
  }

  private Ip end(Option option, String text) {
    request.given.add(option);
    return address(text, option.word);
  }

  private Ip network(Option option, String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return end(option, text);
    }
    Ip address = parse(text.substring(0, slash), text);
    String bits = text.substring(slash + 1);
    int length = bits.matches("\\d{1,3}") ? Integer.parseInt(bits) : -1;
    if (length < 0 || length > address.family().bits()) {
      throw Usage.wrong("Invalid netmask");
    }
    request.given.add(option);
    if (length < address.family().bits()) {
      Ip mask = Network.mask(address.family(), length);
      if (option == Option.SRC) {
        request.given.add(Option.MASK_SRC);
        flows.sourceMask = mask;
      } else {
        request.given.add(Option.MASK_DST);
        flows.destinationMask = mask;
      }
    }
    return address;
  }

  private Ip address(String text, String option) {
    int slash = text.indexOf('/');
    Ip address = parse(slash < 0 ? text : text.substring(0, slash), text);
    if (slash >= 0) {
      throw Usage.wrong("CIDR notation unavailable for `--" + option + "'");
    }
    return address;
  }

  private Ip parse(String text, String whole) {
    Ip address = Network.parse(text);
    if (address == null) {
      throw Usage.wrong("Invalid IP address `" + whole + "'");
    }
    flows.family(address.family());
    return address;
  }

  private void protocol(String text) {
    request.given.add(Option.PROTOCOL);
    Integer known = PROTOCOLS.get(text.toLowerCase(Locale.ROOT));
    int number = known != null ? known : IpProtocol.number(text);
    if (known == null && number < 0) {
      number = (int) Math.min(Numbers.whole(text), 256);
      known = number;
    }
    if (number < 0 || number > IpProtocol.RAW) {
      throw Usage.wrong("`" + text + "' unsupported protocol");
    }
    flows.protocol = number;
    flows.knowsProtocol = known != null && PROTOCOLS.containsValue(number);
  }

  private void family(String text) {
    request.given.add(Option.FAMILY);
    if (text.startsWith("ipv4")) {
      flows.family(Family.IPV4);
    } else if (text.startsWith("ipv6")) {
      flows.family(Family.IPV6);
    } else {
      throw Usage.wrong("`" + text + "' unsupported protocol");
    }
  }

  private void mark(String value) {
    request.given.add(Option.MARK);
    int slash = value.indexOf('/');
    flows.mark = (int) Numbers.any(slash < 0 ? value : value.substring(0, slash));
    flows.markMask = slash < 0 ? -1 : (int) Numbers.any(value.substring(slash + 1));
  }

  private void status(String value) {
    request.given.add(Option.STATUS);
    Parameters parameters = new Parameters(request);
    parameters.status(value);
    flows.status = parameters.set();
    flows.statusMask = parameters.mask() == 0 ? parameters.set() : parameters.mask();
  }

  private void number(Field field, String text) {
    request.fields.add(field);
    int protocol = flows.protocol == null ? 0 : flows.protocol;
    int value =
        (int) (protocol == IpProtocol.GRE ? Numbers.any(text) : Numbers.decimal(text)) & 0xffff;
    switch (field) {
      case SOURCE, ID -> flows.sourceNumber = value;
      case DESTINATION -> flows.destinationNumber = value;
      case REPLY_SOURCE -> flows.replySourceNumber = value;
      case REPLY_DESTINATION -> flows.replyDestinationNumber = value;
      case TYPE -> flows.icmpType = value & 0xff;
      case CODE -> flows.icmpCode = value & 0xff;
      case TUPLE_SOURCE -> request.expected.sourcePort = value;
      case TUPLE_DESTINATION -> request.expected.destinationPort = value;
      case MASK_SOURCE -> request.expected.sourcePortMask = value;
      case MASK_DESTINATION -> {
        // All its bits count, whatever is said (`nf_ct_expect_init`).
      }
      case STATE -> {
        if (!TCP_STATES.contains(text) && !text.equals("LISTEN")) {
          throw Usage.wrong("unknown TCP state `" + text + "'");
        }
        // What was LISTEN once is a SYN met by another.
        flows.state = text.equals("LISTEN") ? "SYN_SENT2" : text;
      }
    }
  }

  /// The program's name of a protocol whose flows have options of their own, or null.
  static @Nullable String protocolName(int protocol) {
    return PROTOCOLS.entrySet().stream()
        .filter(entry -> entry.getValue() == protocol)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /// The bits of a status that can be given.
  static int statusBit(String word) {
    return switch (word) {
      case "ASSURED" -> Connection.ASSURED;
      case "SEEN_REPLY" -> Connection.SEEN_REPLY;
      case "FIXED_TIMEOUT" -> Connection.FIXED_TIMEOUT;
      case "EXPECTED" -> Connection.EXPECTED;
      default -> 0;
    };
  }
}
