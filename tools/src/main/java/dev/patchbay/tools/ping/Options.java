package dev.patchbay.tools.ping;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ping` was asked for. Read in the order of the words: the first that is wrong ends the
/// command.
final class Options {
  private static final String LETTERS = "h?4bRT:6F:N:aABc:CdDe:fi:I:l:Lm:M:nOp:qQ:rs:S:t:UvVw:W:";

  private static final int DEFAULT_INTERVAL = 1000;
  private static final int MOST_PRELOAD = 0x10000;
  private static final int MOST_TTL = 255;
  private static final long MOST_MARK = 0xffff_ffffL;

  /// The largest flow label.
  static final int MOST_FLOW_LABEL = 0xfffff;

  private static final int MOST_IDENTIFIER = 0xffff;

  /// What `-T` takes, in the order of the option's own numbers (RFC 791).
  enum Timestamps {
    TSONLY(0),
    TSANDADDR(1),
    TSPRESPEC(3);

    final int form;

    Timestamps(int form) {
      this.form = form;
    }
  }

  private final Voice voice;

  /// `-4`, `-6`, or null for either.
  @Nullable Family family;

  /// What is printed instead of all else: version or help.
  @Nullable String text;

  boolean audible;
  boolean adaptive;
  boolean broadcast;
  boolean strictSource;
  boolean connect;
  boolean clock;
  boolean flood;
  boolean multicastLoop = true;
  boolean numeric;
  boolean outstanding;
  boolean quiet;
  boolean direct;
  boolean recordRoute;
  boolean userLatency;
  boolean verbose;
  final NodeQuery nodeQuery = new NodeQuery();
  @Nullable Timestamps timestamps;

  /// How many replies end it; 0 for no end.
  long count;

  /// Milliseconds from request to request; null when not said.
  @Nullable Integer interval;

  /// How many requests may be sent before the first reply.
  int preload = 1;

  /// Seconds after which it ends; 0 for never.
  int deadline;

  /// Milliseconds that it waits for the last replies; 0 for ever.
  int linger = 10_000;

  /// Bytes of data behind the ICMP header.
  int size = 56;

  /// The identifier of the requests, or null.
  @Nullable Integer identifier;

  @Nullable String device;
  @Nullable Ip source4;
  @Nullable Ip source6;
  @Nullable Integer mark;
  @Nullable Integer ttl;
  @Nullable Integer tos;

  /// A flow label; 0 for one at random.
  @Nullable Integer flowLabel;

  @Nullable PathMtuDiscovery discovery;

  /// Hexadecimal digits that fill the data.
  @Nullable String pattern;

  /// The words that are no options.
  List<String> destinations = List.of();

  private Options(Voice voice) {
    this.voice = voice;
  }

  /// What the words behind the command's name ask for.
  ///
  /// @throws CommandException for the first that is wrong
  static Options read(Voice voice, List<String> words) throws FileException {
    Options options = new Options(voice);
    if (voice.name().endsWith("4")) {
      options.family = Family.IPV4;
    } else if (voice.name().endsWith("6")) {
      options.family = Family.IPV6;
    }
    options.read(words);
    return options;
  }

  private void read(List<String> words) throws FileException {
    GetOpt given = new GetOpt(voice.name(), LETTERS, Map.of());
    String wrong = null;
    try {
      given.parse(words);
    } catch (GetOpt.Wrong e) {
      wrong = e.message();
    }
    // Those before the wrong one come first.
    for (GetOpt.Option option : given.options()) {
      take(option);
      if (text != null) {
        return;
      }
    }
    if (wrong != null) {
      throw usage(wrong + "\n");
    }
    destinations = given.operands();
  }

  /// Milliseconds from request to request, at first.
  int firstInterval() {
    Integer asked = interval;
    return asked != null ? asked : flood ? 0 : DEFAULT_INTERVAL;
  }

  /// Whether it ends by itself.
  boolean isBounded() {
    return deadline > 0 || (count > 0 && linger > 0);
  }

  /// What ends the command with its usage, after another text.
  static CommandException usage(String before) {
    return new CommandException(2, before + Usage.HELP);
  }

  private void take(GetOpt.Option option) throws FileException {
    char letter = option.letter().charAt(0);
    if (option.argument() == null) {
      takeFlag(letter);
    } else {
      takeValue(letter, option.value());
    }
  }

  private void takeFlag(char letter) throws FileException {
    switch (letter) {
      case '4' -> family(Family.IPV4);
      case '6' -> family(Family.IPV6);
      case 'a' -> audible = true;
      case 'A' -> adaptive = true;
      case 'b' -> broadcast = true;
      case 'B' -> strictSource = true;
      case 'C' -> connect = true;
      case 'D' -> clock = true;
      case 'f' -> flood();
      case 'L' -> multicastLoop = false;
      case 'n' -> numeric = true;
      case 'O' -> outstanding = true;
      case 'q' -> quiet = true;
      case 'r' -> direct = true;
      case 'R' -> recordRoute();
      case 'U' -> userLatency = true;
      case 'v' -> verbose = true;
      case 'V' -> text = Usage.VERSION;
      case 'd' -> {
        // SO_DEBUG: the kernel does nothing about it.
      }
      default -> throw usage("");
    }
  }

  private void takeValue(char letter, String word) throws FileException {
    Argument argument = new Argument(voice, word);
    switch (letter) {
      case 'c' -> count = argument.between(1, Long.MAX_VALUE);
      case 'e' -> identifier = (int) argument.between(0, MOST_IDENTIFIER);
      case 'F' -> flowLabel = flowLabel(word);
      case 'i' -> interval = argument.milliseconds("bad timing interval");
      case 'I' -> sourceOrDevice(word);
      case 'l' -> preload = (int) argument.between(1, MOST_PRELOAD);
      case 'm' -> mark = (int) argument.between(0, MOST_MARK);
      case 'M' -> discovery = discovery(word);
      case 'N' -> nodeInformation(word);
      case 'p' -> pattern = word;
      case 'Q' -> tos = tos(word);
      case 's' -> size = (int) argument.between(0, Integer.MAX_VALUE);
      // The size of a send buffer that no program of the lab ever fills.
      case 'S' -> argument.between(1, Integer.MAX_VALUE);
      case 't' -> ttl = (int) argument.between(0, MOST_TTL);
      case 'T' -> timestamps(word);
      case 'w' -> deadline = (int) argument.between(0, Integer.MAX_VALUE);
      case 'W' -> linger = linger(argument, word);
      default -> throw usage("");
    }
  }

  private void family(Family asked) throws FileException {
    if (family != null && family != asked) {
      throw voice.fatal(2, "only one -4 or -6 option may be specified");
    }
    family = asked;
  }

  private void flood() {
    flood = true;
    numeric = true;
    voice.direct();
  }

  private void recordRoute() throws FileException {
    if (timestamps != null) {
      throw voice.fatal(2, "only one of -T or -R may be used");
    }
    recordRoute = true;
  }

  private void timestamps(String word) throws FileException {
    if (recordRoute) {
      throw voice.fatal(2, "only one of -T or -R may be used");
    }
    timestamps =
        switch (word) {
          case "tsonly" -> Timestamps.TSONLY;
          case "tsandaddr" -> Timestamps.TSANDADDR;
          case "tsprespec" -> Timestamps.TSPRESPEC;
          default -> throw voice.fatal(2, "invalid timestamp type: " + word);
        };
  }

  /// What is no address is a device, whether there is one or not.
  private void sourceOrDevice(String word) throws FileException {
    int colon = word.indexOf(':');
    if (colon >= 0) {
      int percent = word.indexOf('%');
      if (percent >= 0) {
        device = word.substring(percent + 1);
      }
      source6 = Ip.parse(Family.IPV6, percent < 0 ? word : word.substring(0, percent));
      if (source6 == null) {
        throw voice.fatal(2, "invalid source address: " + word);
      }
      strictSource = true;
      return;
    }
    Ip address = Ip.parse(Family.IPV4, word);
    if (address == null) {
      device = word;
    } else {
      source4 = address;
      strictSource = true;
    }
  }

  private PathMtuDiscovery discovery(String word) throws FileException {
    return switch (word) {
      case "do" -> PathMtuDiscovery.DO;
      case "dont" -> PathMtuDiscovery.DONT;
      case "want" -> PathMtuDiscovery.WANT;
      default -> throw voice.fatal(2, "invalid -M argument: " + word);
    };
  }

  private int tos(String word) throws FileException {
    long tos = new Argument(voice, word).hexOrDecimal("bad TOS value");
    if (tos > 0xff) {
      throw voice.fatal(
          2,
          "the decimal value of TOS bits must be in range 0-255: "
              + Math.min(tos, Integer.MAX_VALUE));
    }
    return (int) tos & 0xff;
  }

  private int flowLabel(String word) throws FileException {
    long label = new Argument(voice, word).hexOrDecimal("bad value for flowinfo");
    if ((label & ~MOST_FLOW_LABEL) != 0) {
      throw voice.fatal(2, "flow value is greater than 20 bits: " + word);
    }
    return (int) label;
  }

  private int linger(Argument argument, String word) throws FileException {
    int linger = argument.milliseconds("bad linger time");
    if (linger < 0) {
      throw voice.fatal(2, "bad linger time: " + word);
    }
    return linger;
  }

  private void nodeInformation(String word) {
    if (word.equals("help")) {
      text = Usage.NODE_INFORMATION_HELP + "\n";
    } else if (!nodeQuery.take(word)) {
      throw new CommandException(2, Usage.NODE_INFORMATION_HELP);
    }
  }
}
