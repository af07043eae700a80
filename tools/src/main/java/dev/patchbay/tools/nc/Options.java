package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.iproute.HelpText;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words of `nc` ask for. Set once, while they are read.
final class Options {
  private static final String LETTERS = "46bCDdFhI:i:klM:m:NnO:P:p:q:rSs:T:tUuV:vW:w:X:x:Zz";
  private static final int MOST_TTL = 255;

  private static final Map<String, Integer> TOS =
      Map.of(
          "lowdelay",
          0x10,
          "throughput",
          0x08,
          "reliability",
          0x04,
          "critical",
          0xa0,
          "inetcontrol",
          0xc0,
          "netcontrol",
          0xe0);

  @Nullable Family family;
  boolean udp;
  boolean listen;
  boolean keep;
  boolean numeric;
  boolean verbose;
  boolean scan;
  boolean randomPorts;
  boolean detached;
  boolean lineEnds;
  boolean broadcast;
  boolean proxy;

  /// Whether the connection is to be handed on through standard output (`-F`).
  boolean pass;

  boolean dccp;

  /// Whether it is about a socket in the file system (`-U`).
  boolean local;

  /// Whether what the other end asks of a terminal is refused (`-t`).
  boolean telnet;

  /// Whether the other end hears of the end of the input (`-N`).
  boolean shutdown;

  @Nullable String source;
  @Nullable String sourcePort;
  @Nullable Integer tos;

  /// The time to live of what is sent; -1 for the usual one.
  int ttl = -1;

  /// Bytes that may wait to be received, and to be sent; 0 for the usual.
  int receiveBuffer;

  int sendBuffer;

  /// Seconds after the end of the input until it ends; -1 for never.
  int quit = -1;

  /// Seconds between what is sent; 0 for none.
  int interval;

  /// How many datagrams are enough; 0 for no limit.
  int receiveLimit;

  /// Seconds without anything to do after which it ends; -1 for never.
  int timeout = -1;

  String text = "";
  List<String> operands = List.of();

  private final Process process;

  private Options(Process process) {
    this.process = process;
  }

  static Options read(Process process, List<String> words) {
    Options options = new Options(process);
    GetOpt reader = new GetOpt(process.name(), LETTERS, Map.of());
    String complaint = null;
    try {
      reader.parse(words);
    } catch (GetOpt.Wrong e) {
      complaint = e.message() + "\n";
    }
    for (GetOpt.Option option : reader.options()) {
      options.take(option);
      if (!options.text.isEmpty()) {
        return options;
      }
    }
    if (complaint != null) {
      throw usage(complaint);
    }
    options.operands = reader.operands();
    return options;
  }

  static CommandException usage(String complaint) {
    String text = HelpText.text(Options.class, "usage").stripTrailing();
    return new CommandException(1, complaint + text);
  }

  CommandException error(String message) {
    return new CommandException(1, process.name() + ": " + message);
  }

  private void take(GetOpt.Option option) {
    switch (option.letter()) {
      case "4" -> family = Family.IPV4;
      case "6" -> family = Family.IPV6;
      case "b" -> broadcast = true;
      case "C" -> lineEnds = true;
      case "d" -> detached = true;
      case "h" -> text = HelpText.text(Options.class, "nc");
      case "I" -> receiveBuffer = number(option, 1, 65536 << 14, "TCP receive window");
      case "i" -> interval = number(option, 0, Integer.MAX_VALUE, "interval");
      case "k" -> keep = true;
      case "l" -> listen = true;
      case "M" -> ttl = ttl(option, "ttl");
      case "m" -> leastTtl(ttl(option, "minttl"));
      case "N" -> shutdown = true;
      case "n" -> numeric = true;
      case "O" -> sendBuffer = number(option, 1, 65536 << 14, "TCP send window");
      case "p" -> sourcePort = option.value();
      case "q" -> {
        quit = number(option, Integer.MIN_VALUE, Integer.MAX_VALUE, "quit timer");
        shutdown |= quit >= 0;
      }
      case "r" -> randomPorts = true;
      case "s" -> source = option.value();
      case "T" -> tos(option.value());
      case "u" -> udp = true;
      case "v" -> verbose = true;
      case "W" -> receiveLimit = number(option, 1, Integer.MAX_VALUE, "receive limit");
      case "w" -> timeout = number(option, 0, Integer.MAX_VALUE / 1000, "timeout");
      case "z" -> scan = true;
      case "X" -> proxy(option.value());
      case "x" -> proxy = true;
      case "F" -> pass = true;
      case "U" -> local = true;
      case "Z" -> dccp = true;
      case "t" -> telnet = true;
      case "V" -> throw error("no alternate routing table support available");
      case "S" -> throw error("Unable to read TCP MD5SIG password");
      default -> {
        // -D asks for what nobody sees, -P for what proxies want.
      }
    }
  }

  CommandException missing(String what) {
    return error("patchbay has no " + what + " yet.");
  }

  /// Every packet that is received has a time to live of 1 or more.
  private void leastTtl(int least) {
    if (least > 1) {
      throw missing("least times to live (-m)");
    }
  }

  private void proxy(String word) {
    if (!List.of("4", "5", "connect").contains(word.toLowerCase(Locale.ROOT))) {
      throw error("unsupported proxy protocol");
    }
  }

  private int ttl(GetOpt.Option option, String what) {
    return number(option, 0, MOST_TTL, what, "is too large", "is too small", "is invalid");
  }

  private void tos(String word) {
    Integer known = TOS.get(word);
    if (known == null) {
      try {
        known = Integer.decode(word);
      } catch (NumberFormatException e) {
        throw error("illegal tos value " + word);
      }
      if (known < 0 || known > MOST_TTL) {
        throw error("illegal tos value " + word);
      }
    }
    tos = known;
  }

  private int number(GetOpt.Option option, long least, long most, String what) {
    String word = option.value();
    return number(
        option, least, most, what, "too large: " + word, "too small: " + word, "invalid: " + word);
  }

  private int number(
      GetOpt.Option option,
      long least,
      long most,
      String what,
      String large,
      String small,
      String invalid) {
    String word = option.value().strip();
    if (!word.matches("[+-]?[0-9]+")) {
      throw error(what + " " + invalid);
    }
    BigInteger number = new BigInteger(word.startsWith("+") ? word.substring(1) : word);
    if (number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw error(what + " " + large);
    }
    if (number.compareTo(BigInteger.valueOf(least)) < 0) {
      throw error(what + " " + small);
    }
    return number.intValue();
  }

  /// A port number between 1 and 65535 (`strtoport`).
  int port(String word) {
    if (!word.matches("[+-]?[0-9]+")) {
      throw error("port number invalid: " + word);
    }
    BigInteger number = new BigInteger(word.startsWith("+") ? word.substring(1) : word);
    if (number.signum() <= 0) {
      throw error("port number too small: " + word);
    }
    if (number.compareTo(BigInteger.valueOf(65535)) > 0) {
      throw error("port number too large: " + word);
    }
    return number.intValue();
  }
}
