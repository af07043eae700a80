package dev.patchbay.tools.iptables;

import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Counter;
import dev.patchbay.filter.Extension;
import dev.patchbay.filter.Extensions;
import dev.patchbay.filter.InterfacePattern;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the words of one command (iptables(8)), in the program's order of looking at them, so that
/// of several mistakes the same one is told.
final class Parser {
  static final int MOST_NAME = 29;

  /// The targets of iptables-extensions(8) that are not here, which are refused before their
  /// options are looked at. What else is unknown may be a chain.
  private static final Set<String> MISSING =
      Set.of("CLUSTERIP", "HMARK", "IDLETIMER", "LED", "RATEEST", "SYNPROXY");

  private static final int MOST_INTERFACE = 16;
  private static final String ORDERS = "ACDRILSFZNXEP";

  private final Variant variant;
  private final Extensions extensions;
  private final NameService names;
  private final boolean restoring;
  private final int line;
  private final Words words;
  private final Given given;
  private final OrderWords orders;
  private final StringBuilder warnings = new StringBuilder();
  private @Nullable String source;
  private @Nullable String destination;
  private String protocol = "";
  private boolean protocolLoaded;
  private boolean invert;
  private boolean tableSet;
  private boolean waits;
  private boolean waitsInterval;

  /// @param line of the input when a saved table is read, or -1
  Parser(Variant variant, Extensions extensions, NameService names, List<String> all, int line) {
    this.variant = variant;
    this.extensions = extensions;
    this.names = names;
    this.restoring = line >= 0;
    this.line = line;
    this.words = new Words(all, variant.family());
    this.given = new Given(variant.family());
    this.orders = new OrderWords(words, given, name -> isTarget(name));
  }

  /// The matches and the target that have been named so far.
  List<Loaded> loaded() {
    List<Loaded> loaded = new ArrayList<>(given.matches);
    Loaded target = given.target;
    if (target != null) {
      loaded.add(target);
    }
    return loaded;
  }

  /// What is only told, not refused: each line with its end.
  String warnings() {
    StringBuilder all = new StringBuilder(warnings);
    given.matches.forEach(match -> all.append(match.chosen().warnings()));
    Loaded target = given.target;
    return target == null ? all.toString() : all.append(target.chosen().warnings()).toString();
  }

  Given parse() {
    while (words.hasNext() && given.shown == null && !given.ignored) {
      boolean goesOn =
          switch (words.next()) {
            case Word.Own own -> readOwn(own.letter(), own.argument());
            case Word.Of of -> choose(of);
            case Word.Operand operand -> readOperand(operand.text());
            case Word.Unknown unknown -> loadProtocol("unknown option \"" + unknown.text() + "\"");
            case Word.Bare bare ->
                loadProtocol("option \"" + bare.text() + "\" requires an argument");
          };
      if (!goesOn) {
        invert = false;
      }
    }
    if (given.shown == null && !given.ignored) {
      check();
    }
    return given;
  }

  /// True when a `!` before it goes on counting.
  private boolean readOperand(String text) {
    if (!text.equals("!")) {
      throw variant.tryHelp("Bad argument `" + text + "'\n", line);
    }
    if (invert) {
      throw new Refusal("multiple consecutive ! not allowed");
    }
    invert = true;
    return true;
  }

  private boolean choose(Word.Of of) {
    Loaded target = given.target;
    if (target != null && target.extension() == of.extension()) {
      target.chosen().protocol(protocol, given.notProtocol);
      target.chosen().take(of.option(), invert, of.argument());
      return false;
    }
    for (Loaded match : given.matches.reversed()) {
      if (match.extension() == of.extension()) {
        match.chosen().protocol(protocol, given.notProtocol);
        match.chosen().take(of.option(), invert, of.argument());
        return false;
      }
    }
    throw new IllegalStateException("an option of nobody");
  }

  /// An option is unknown: perhaps the match of the protocol knows it, which is loaded then, once.
  private boolean loadProtocol(String refusal) {
    MatchKind kind = protocolMatch();
    if (kind == null || protocolLoaded) {
      throw new Refusal(refusal);
    }
    protocolLoaded = true;
    addMatch(kind);
    words.again();
    return true;
  }

  private @Nullable MatchKind protocolMatch() {
    if (protocol.isEmpty()) {
      return null;
    }
    Long number = Values.parse(protocol);
    String name = number == null ? protocol : RuleText.protocolName(number.intValue(), names);
    return name == null ? null : extensions.match(variant.family(), name);
  }

  private boolean readOwn(char letter, @Nullable String argument) {
    if (ORDERS.indexOf(letter) >= 0) {
      orders.read(letter, argument, invert);
    } else {
      readOption(letter, argument == null ? "" : argument);
    }
    return false;
  }

  // ---- options

  private void readOption(char letter, String argument) {
    switch (letter) {
      case 'p' -> readProtocol(argument);
      case 's' -> {
        set('s');
        source = argument;
        given.notSource = invert;
      }
      case 'd' -> {
        set('d');
        destination = argument;
        given.notDestination = invert;
      }
      case 'i' -> readInterface('i', argument);
      case 'o' -> readInterface('o', argument);
      case 'j' -> {
        set('j');
        readJump(argument);
      }
      case 'g' -> {
        set('j');
        given.goTo = true;
        given.jump = targetName(argument);
      }
      case 'm' -> readMatch(argument);
      case 'f' -> readFragment();
      case 'c' -> readCounters(argument);
      case 't' -> readTable(argument);
      default -> readSwitch(letter, argument);
    }
  }

  private void readSwitch(char letter, String argument) {
    switch (letter) {
      case 'v' -> {
        if (given.verbose++ == 0) {
          set('v');
        }
      }
      case 'n', 'x', '0' -> set(letter);
      case 'w' -> {
        refuseInRestore('w');
        waits = true;
        readWait(argument, "wait seconds not numeric");
      }
      case 'W' -> {
        refuseInRestore('W');
        waitsInterval = true;
        warnings.append(Restore.INTERVAL_IGNORED);
        readWait(argument, "wait interval not numeric");
      }
      case 'V' ->
          given.shown =
              (invert ? "Not " + variant.backEndVersion() + " ;-)" : variant.version()) + "\n";
      case 'h' -> given.shown = help();
      case '4', '6' -> readFamily(letter);
      default -> {}
    }
  }

  /// What there is to the program, and to the target and the matches that stand before.
  private String help() {
    StringBuilder help = new StringBuilder(Usage.of(variant));
    if (!given.jump.isEmpty()) {
      help.append(ExtensionHelp.target(variant.family(), given.jump));
    }
    for (Loaded match : given.matches) {
      help.append(ExtensionHelp.match(variant.family(), match.extension().name()));
    }
    MatchKind ofProtocol = given.matches.isEmpty() ? protocolMatch() : null;
    if (ofProtocol != null) {
      help.append(ExtensionHelp.match(variant.family(), ofProtocol.name()));
    }
    return help.toString();
  }

  private void readWait(String argument, String refusal) {
    String value = argument.isEmpty() ? words.acceptArgument() : argument;
    if (value != null && Values.parse(value) == null) {
      throw new Refusal(refusal);
    }
  }

  private void refuseInRestore(char letter) {
    if (restoring) {
      throw new Refusal("You cannot use `-" + letter + "' from iptables-restore");
    }
  }

  private void readFamily(char letter) {
    boolean ours = (letter == '4') == (variant.family() == Family.IPV4);
    if (!ours) {
      if (restoring) {
        given.ignored = true;
        return;
      }
      throw variant.tryHelp("", line);
    }
  }

  private void readTable(String argument) {
    if (invert) {
      throw new Refusal("unexpected ! flag before --table");
    }
    if (restoring && tableSet) {
      throw new Refusal("The -t option cannot be used in " + variant.name() + ".\n");
    }
    given.table = argument;
    tableSet = true;
  }

  private void set(char letter) {
    if (given.has(letter)) {
      throw new Refusal("multiple -" + letter + " flags not allowed");
    }
    given.options.append(letter);
    if (invert && "sdpiof".indexOf(letter) < 0) {
      throw new Refusal("cannot have ! before -" + letter);
    }
  }

  private void readProtocol(String word) {
    set('p');
    protocol = word.toLowerCase(Locale.ROOT);
    int number = protocolNumber(protocol);
    if (number == 0 && invert) {
      throw new Refusal("rule would never match protocol");
    }
    if (variant.family() == Family.IPV6 && isExtensionHeader(number) && !invert) {
      warnings
          .append("Warning: never matched protocol: ")
          .append(protocol)
          .append(". use extension match instead.\n");
    }
    given.protocol = number;
    given.notProtocol = invert;
  }

  private static boolean isExtensionHeader(int protocol) {
    return switch (protocol) {
      case IpProtocol.ROUTING, IpProtocol.FRAGMENT, IpProtocol.AH, IpProtocol.DESTINATION_OPTIONS ->
          true;
      default -> false;
    };
  }

  private int protocolNumber(String word) {
    Long number = Values.parse(word);
    if (number != null && number <= 0xff) {
      return number.intValue();
    }
    int known =
        switch (word) {
          case "all" -> 0;
          case "icmpv6", "ipv6-icmp" -> IpProtocol.ICMPV6;
          case "mh", "ipv6-mh", "mobility-header" -> 135;
          default -> names.protocol(word);
        };
    if (known < 0) {
      throw new Refusal("unknown protocol \"" + word + "\" specified");
    }
    return known;
  }

  private void readInterface(char letter, String name) {
    if (name.isEmpty()) {
      throw new Refusal("Empty interface is likely to be undesired");
    }
    set(letter);
    if (name.length() >= MOST_INTERFACE) {
      throw new Refusal(
          "interface name `"
              + name
              + "' must be shorter than IFNAMSIZ ("
              + (MOST_INTERFACE - 1)
              + ")");
    }
    if (name.contains("/") || name.contains(" ")) {
      warnings
          .append("Warning: weird character in interface `")
          .append(name)
          .append("' ('/' and ' ' are not allowed by the kernel).\n");
    }
    InterfacePattern pattern = new InterfacePattern(name);
    if (letter == 'i') {
      given.in = pattern;
      given.notIn = invert;
    } else {
      given.out = pattern;
      given.notOut = invert;
    }
  }

  private void readFragment() {
    if (variant.family() == Family.IPV6) {
      throw new Refusal("`-f' is not supported in IPv6, use -m frag instead");
    }
    set('f');
    given.fragment = true;
    given.notFragment = invert;
  }

  private void readCounters(String argument) {
    set('c');
    int comma = argument.indexOf(',', 1);
    String packets = comma < 0 ? argument : argument.substring(0, comma);
    String bytes = comma < 0 ? words.acceptArgument() : argument.substring(comma + 1);
    if (bytes == null) {
      throw new Refusal("-c requires packet and byte counter");
    }
    given.counter = new Counter(count(packets, "packet"), count(bytes, "byte"));
  }

  private static long count(String text, String what) {
    String digits = text.replaceFirst("[^0-9].*", "");
    if (digits.isEmpty()) {
      throw new Refusal("-c " + what + " counter not numeric");
    }
    return Long.parseUnsignedLong(digits);
  }

  // ---- matches and targets

  private void readMatch(String name) {
    if (invert) {
      throw new Refusal("unexpected ! flag before --match");
    }
    MatchKind kind = extensions.match(variant.family(), name);
    if (kind == null) {
      throw new Refusal("Couldn't load match `" + name + "':No such file or directory\n");
    }
    addMatch(kind);
    protocolLoaded |= kind == protocolMatch();
  }

  private void addMatch(MatchKind kind) {
    given.matches.add(load(kind));
  }

  private Loaded load(Extension extension) {
    words.learn(extension);
    return new Loaded(extension, new Chosen(extension, variant.family(), names));
  }

  private void readJump(String name) {
    given.jump = targetName(name);
    TargetKind kind = extensions.target(variant.family(), name);
    if (kind != null) {
      given.target = load(kind);
    } else if (MISSING.contains(name)) {
      throw new Refusal("Couldn't load target `" + name + "':No such file or directory\n");
    }
  }

  private boolean isTarget(String name) {
    return isVerdict(name) || extensions.target(variant.family(), name) != null;
  }

  /// Whether a jump to it says what becomes of a packet.
  static boolean isVerdict(String name) {
    return switch (name) {
      case "ACCEPT", "DROP", "QUEUE", "RETURN" -> true;
      default -> false;
    };
  }

  private static String targetName(String name) {
    if (name.isEmpty()) {
      throw new Refusal("Invalid target name (too short)");
    }
    if (name.length() >= MOST_NAME) {
      throw new Refusal("Invalid target name `" + name + "' (" + (MOST_NAME - 1) + " chars max)");
    }
    if (name.chars().anyMatch(Character::isWhitespace)) {
      throw new Refusal("Invalid target name `" + name + "'");
    }
    return name;
  }

  // ---- what has been read, as a whole

  private void check() {
    if (given.table.equals("nat") && ("DROP".equals(given.policy) || given.jump.equals("DROP"))) {
      throw new Refusal(
          "\nThe \"nat\" table is not intended for filtering, the use of DROP is therefore"
              + " inhibited.\n\n");
    }
    if (waitsInterval && !waits) {
      throw new Refusal("--wait-interval only makes sense with --wait\n");
    }
    for (Loaded match : given.matches) {
      match.chosen().protocol(protocol, given.notProtocol);
      match.chosen().check();
    }
    Loaded target = given.target;
    if (target != null) {
      target.chosen().protocol(protocol, given.notProtocol);
      target.chosen().check();
    }
    if (given.orders.isEmpty()) {
      throw new Refusal("no command specified");
    }
    if (invert) {
      throw new Refusal("nothing appropriate following !");
    }
    readAddresses();
    checkOptions();
    checkChain();
  }

  private void readAddresses() {
    if (given.orders.stream().noneMatch(Order::hasRule)) {
      return;
    }
    Hosts hosts = new Hosts(variant.family(), names);
    AddressMask any = AddressMask.any(variant.family());
    given.sources = source == null ? List.of(any) : hosts.read(source);
    given.destinations = destination == null ? List.of(any) : hosts.read(destination);
    boolean several = given.sources.size() > 1 || given.destinations.size() > 1;
    if (several && (given.notSource || given.notDestination)) {
      throw new Refusal("! not allowed with multiple source or destination IP addresses");
    }
    if (several && given.orders.contains(Order.REPLACE)) {
      throw new Refusal("Replacement rule does not specify a unique address");
    }
  }

  private void checkOptions() {
    for (char option : "nsdpjvxio0cf".toCharArray()) {
      boolean isLegal = given.orders.stream().anyMatch(order -> order.allows(option));
      if (given.has(option) && !isLegal) {
        throw new Refusal("Illegal option `-" + option + "' with this command");
      }
    }
  }

  private void checkChain() {
    String chain = given.chain;
    if (chain == null) {
      return;
    }
    if (chain.length() >= MOST_NAME) {
      throw new Refusal(
          "chain name `" + chain + "' too long (must be under " + MOST_NAME + " chars)");
    }
    if (given.orders.stream().noneMatch(o -> o.hasRule() || o == Order.DELETE_NUMBER)) {
      return;
    }
    if ((chain.equals("PREROUTING") || chain.equals("INPUT")) && given.has('o')) {
      throw new Refusal("Can't use -o with " + chain + "\n");
    }
    if ((chain.equals("POSTROUTING") || chain.equals("OUTPUT")) && given.has('i')) {
      throw new Refusal("Can't use -i with " + chain + "\n");
    }
  }
}
