package dev.patchbay.tools.traceroute;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.HelpText;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the words of `traceroute` ask for. Set once, while they are read.
final class Options {
  private static final int STATUS = 2;
  private static final int MOST_HOPS = 255;
  private static final int MOST_PROBES = 10;
  private static final int MOST_BYTES = 65_000;
  private static final double MILLISECONDS = 10;
  private static final String VERSION =
      """
      Modern traceroute for Linux, version 2.1.2
      Copyright (c) 2016  Dmitry Butskoy,   License: GPL v2 or any later
      """;

  /// The options that take an argument, and what it is called.
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("f", "first_ttl"),
          Map.entry("g", "gate,..."),
          Map.entry("i", "device"),
          Map.entry("m", "max_ttl"),
          Map.entry("N", "squeries"),
          Map.entry("p", "port"),
          Map.entry("t", "tos"),
          Map.entry("l", "flow_label"),
          Map.entry("w", "MAX,HERE,NEAR"),
          Map.entry("q", "nqueries"),
          Map.entry("s", "src_addr"),
          Map.entry("z", "sendwait"),
          Map.entry("M", "name"),
          Map.entry("O", "OPTS,..."),
          Map.entry("P", "prot"),
          Map.entry("sport", "num"),
          Map.entry("fwmark", "num"));

  private static final String FLAGS = "46dFITnreAUDV";

  /// Long options and the short ones they stand for; those without stand for themselves.
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("debug", "d"),
          Map.entry("dont-fragment", "F"),
          Map.entry("first", "f"),
          Map.entry("gateway", "g"),
          Map.entry("icmp", "I"),
          Map.entry("tcp", "T"),
          Map.entry("interface", "i"),
          Map.entry("max-hops", "m"),
          Map.entry("sim-queries", "N"),
          Map.entry("port", "p"),
          Map.entry("tos", "t"),
          Map.entry("flowlabel", "l"),
          Map.entry("wait", "w"),
          Map.entry("queries", "q"),
          Map.entry("source", "s"),
          Map.entry("sendwait", "z"),
          Map.entry("extensions", "e"),
          Map.entry("as-path-lookups", "A"),
          Map.entry("module", "M"),
          Map.entry("options", "O"),
          Map.entry("sport", "sport"),
          Map.entry("fwmark", "fwmark"),
          Map.entry("udp", "U"),
          Map.entry("dccp", "D"),
          Map.entry("protocol", "P"),
          Map.entry("mtu", "mtu"),
          Map.entry("back", "back"),
          Map.entry("version", "V"),
          Map.entry("help", "help"));

  String method = "default";
  String text = "";
  int first = 1;
  int maxHops = 30;
  int queries = 3;
  int simultaneous = 16;
  double wait = 5;
  double hereFactor = 3;
  double nearFactor = 10;
  double sendWait;
  boolean numeric;
  boolean dontFragment;
  boolean dontRoute;
  boolean discoverMtu;
  @Nullable String device;
  @Nullable Integer port;
  @Nullable Integer protocol;
  @Nullable Integer sourcePort;
  @Nullable Integer tos;
  @Nullable Integer mark;
  int flowLabel;
  @Nullable Integer packetLength;
  @Nullable Ip source;
  String host = "";
  @Nullable Destination destination;
  Gateways gateways = new Gateways();

  /// What is said to the method alone.
  MethodOptions methodOptions = new MethodOptions();

  /// Whether routing registries are asked whose networks the routers are in.
  boolean asksRegistries;

  private final Process process;
  private final List<String> words;
  private final List<String> methodWords = new ArrayList<>();
  private @Nullable Family family;
  private int at;
  private int operands;

  private Options(Process process, List<String> words) {
    this.process = process;
    this.words = words;
    if (process.name().endsWith("6")) {
      family = Family.IPV6;
    }
  }

  static Options read(Process process, List<String> words) {
    Options options = new Options(process, words);
    if (words.isEmpty()) {
      options.help();
    }
    while (options.at < words.size() && options.text.isEmpty()) {
      options.take(words.get(options.at++));
    }
    if (options.text.isEmpty()) {
      options.readMethod();
    }
    if (options.text.isEmpty()) {
      options.check();
    }
    return options;
  }

  private void readMethod() {
    try {
      methodOptions = MethodOptions.read(method, methodWords);
    } catch (MethodOptions.Help help) {
      text = help.text();
    }
  }

  private void help() {
    text = HelpText.text(Options.class, "traceroute").formatted(process.name());
  }

  // ---- words

  private void take(String word) {
    if (word.startsWith("--") && word.length() > 2) {
      takeLong(word);
    } else if (word.equals("-UL")) {
      method = "udplite";
    } else if (word.startsWith("-") && word.length() > 1) {
      takeShort(word);
    } else {
      operand(word);
    }
  }

  private void takeLong(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    String option = LONG.get(name);
    if (option == null) {
      throw wrong("Bad option `" + word + "' (argc " + at + ")");
    }
    String argument = ARGUMENTS.get(option);
    if (argument == null) {
      flag(option);
    } else if (equals < 0) {
      throw missing(word, word + "=" + argument);
    } else {
      value(option, "--" + name, word.substring(equals + 1));
    }
  }

  private void takeShort(String word) {
    for (int i = 1; i < word.length(); i++) {
      String option = word.substring(i, i + 1);
      String argument = ARGUMENTS.get(option);
      if (argument == null) {
        if (FLAGS.indexOf(option) < 0) {
          throw wrong("Bad option `-" + option + "' (argc " + at + ")");
        }
        flag(option);
        continue;
      }
      String rest = word.substring(i + 1);
      if (rest.isEmpty() && at == words.size()) {
        throw missing("-" + option, "-" + option + " " + argument);
      }
      value(option, "-" + option, rest.isEmpty() ? words.get(at++) : rest);
      return;
    }
  }

  private CommandException missing(String option, String form) {
    return wrong("Option `" + option + "' (argc " + at + ") requires an argument: `" + form + "'");
  }

  static CommandException wrong(String message) {
    return new CommandException(STATUS, message);
  }

  private void flag(String option) {
    switch (option) {
      case "4" -> family = Family.IPV4;
      case "6" -> family = Family.IPV6;
      case "F" -> dontFragment = true;
      case "I" -> method = "icmp";
      case "T" -> method = "tcp";
      case "U" -> method = "udp";
      case "D" -> method = "dccp";
      case "n" -> numeric = true;
      case "r" -> dontRoute = true;
      case "mtu" -> {
        discoverMtu = true;
        dontFragment = true;
        simultaneous = 1;
      }
      case "A" -> asksRegistries = true;
      case "V" -> text = VERSION;
      case "help" -> help();
      default -> {
        // -d, -e and --back change nothing that is shown here: there are no extensions of ICMP,
        // and packets come back the way they went.
      }
    }
  }

  private void value(String option, String shown, String word) {
    switch (option) {
      case "f" -> first = number(shown, word);
      case "m" -> maxHops = number(shown, word);
      case "q" -> queries = number(shown, word);
      case "N" -> simultaneous = number(shown, word);
      case "p" -> port = number(shown, word) & 0xffff;
      case "t" -> tos = number(shown, word) & 0xff;
      case "l" -> flowLabel = number(shown, word);
      case "w" -> wait(shown, word);
      case "z" -> sendWait = decimal(shown, word, word);
      case "i" -> device = word;
      case "s" -> source = address(shown, word);
      case "M" -> method = word;
      case "P" -> protocol(word);
      case "sport" -> {
        sourcePort = number(shown, word) & 0xffff;
        simultaneous = 1;
      }
      case "fwmark" -> mark = number(shown, word);
      case "g" -> gateways.add(word);
      default -> methodWords.addAll(List.of(word.split(",")));
    }
  }

  private CommandException cannot(String shown, String word) {
    return wrong("Cannot handle `" + shown + "' option with arg `" + word + "' (argc " + at + ")");
  }

  private int number(String shown, String word) {
    OptionalLong number = Numbers.integer(word, 0);
    if (number.isEmpty()) {
      throw cannot(shown, word);
    }
    return (int) number.getAsLong();
  }

  private double decimal(String shown, String word, String whole) {
    if (!word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)")) {
      throw cannot(shown, whole);
    }
    return Double.parseDouble(word);
  }

  /// The longest wait, and how many times longer than other answers: those that are not said do not
  /// count.
  private void wait(String shown, String word) {
    String[] parts = word.split(",", -1);
    if (parts.length > 3) {
      throw cannot(shown, word);
    }
    wait = decimal(shown, parts[0], word);
    hereFactor = parts.length > 1 ? decimal(shown, parts[1], word) : 0;
    nearFactor = parts.length > 2 ? decimal(shown, parts[2], word) : 0;
  }

  private void protocol(String word) {
    OptionalLong number = Numbers.u8(word, 0);
    if (number.isEmpty()) {
      throw wrong("Cannot handle `protocol' keyword with arg `" + word + "' (argc 1)");
    }
    method = "raw";
    protocol = (int) number.getAsLong();
  }

  private Ip address(String shown, String word) {
    List<Destination> found = Resolver.of(process).find(word);
    if (found.isEmpty()) {
      throw wrong(word + ": " + Resolver.UNKNOWN + "\n" + cannot(shown, word).message());
    }
    return found.getFirst().address();
  }

  // ---- operands

  private void operand(String word) {
    switch (operands++) {
      case 0 -> destination = host(word);
      case 1 -> {
        OptionalLong length = Numbers.integer(word, 0);
        if (length.isEmpty()) {
          throw cannotOperand("packetlen", word);
        }
        packetLength = (int) length.getAsLong();
      }
      default ->
          throw wrong("Extra arg `" + word + "' (position " + operands + ", argc " + at + ")");
    }
  }

  private CommandException cannotOperand(String what, String word) {
    return wrong(
        "Cannot handle \"%s\" cmdline arg `%s' on position %d (argc %d)"
            .formatted(what, word, operands, at));
  }

  /// The address of the host: of IPv4 if it has one and none of IPv6 is asked for.
  private Destination host(String word) {
    host = word;
    List<Destination> found = Resolver.of(process).find(word);
    if (found.isEmpty()) {
      throw wrong(word + ": " + Resolver.UNKNOWN + "\n" + cannotOperand("host", word).message());
    }
    for (Family each : Family.values()) {
      for (Destination one : found) {
        if ((family == null || family == each) && one.address().family() == each) {
          return one;
        }
      }
    }
    throw wrong(
        word + ": " + Resolver.NOT_OF_FAMILY + "\n" + cannotOperand("host", word).message());
  }

  // ---- the whole

  private void check() {
    if (destination == null) {
      throw wrong("Specify \"host\" missing argument.");
    }
    if (first < 1 || first > maxHops) {
      throw wrong("first hop out of range");
    }
    if (maxHops > MOST_HOPS) {
      throw wrong("max hops cannot be more than " + MOST_HOPS);
    }
    if (queries < 1 || queries > MOST_PROBES) {
      throw wrong("no more than " + MOST_PROBES + " probes per hop");
    }
    if (wait < 0 || hereFactor < 0 || nearFactor < 0) {
      throw wrong(
          "bad wait specifications `%s,%s,%s' used"
              .formatted(shortest(wait), shortest(hereFactor), shortest(nearFactor)));
    }
    Integer length = packetLength;
    if (length != null && length > MOST_BYTES) {
      throw wrong("too big packetlen " + length + " specified");
    }
    if (sendWait < 0) {
      throw wrong("bad sendtime `" + shortest(sendWait) + "' specified");
    }
    if (sendWait >= MILLISECONDS) {
      sendWait /= 1000;
    }
    if (simultaneous < 1) {
      simultaneous = 1;
    }
    if (discoverMtu && length == null) {
      packetLength = MOST_BYTES;
    }
    gateways.find(Resolver.of(process), destination.address().family());
  }

  private static String shortest(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
