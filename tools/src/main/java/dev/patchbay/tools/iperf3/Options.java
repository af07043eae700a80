package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.iproute.HelpText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the words of `iperf3` ask for. Set once, while they are read.
final class Options {
  private static final String SHORTS = "p:f:i:D1VJvsc:ub:t:n:k:l:P:Rw:B:M:N46S:L:ZO:F:A:T:C:dI:hX:";

  private static final int MOST_BLOCK = 1 << 20;
  private static final int MOST_DATAGRAM = 65507;
  private static final int MOST_STREAMS = 128;
  private static final int MOST_TIME = 86400;
  private static final int MOST_MSS = 9216;
  private static final int MOST_BUFFER = 512 << 20;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    with("port", "p");
    with("format", "f");
    with("interval", "i");
    flag("daemon", "D");
    flag("one-off", "1");
    flag("verbose", "V");
    flag("json", "J");
    flag("version", "v");
    flag("server", "s");
    with("client", "c");
    flag("udp", "u");
    with("bitrate", "b");
    with("bandwidth", "b");
    with("time", "t");
    with("bytes", "n");
    with("blockcount", "k");
    with("length", "l");
    with("parallel", "P");
    flag("reverse", "R");
    flag("bidir", "bidir");
    with("window", "w");
    with("bind", "B");
    with("bind-dev", "bind-dev");
    with("cport", "cport");
    with("set-mss", "M");
    flag("no-delay", "N");
    flag("version4", "4");
    flag("version6", "6");
    with("tos", "S");
    flag("zerocopy", "Z");
    with("omit", "O");
    with("title", "T");
    with("congestion", "C");
    with("affinity", "A");
    with("logfile", "logfile");
    flag("forceflush", "forceflush");
    flag("get-server-output", "get-server-output");
    flag("udp-counters-64bit", "udp-counters-64bit");
    flag("repeating-payload", "repeating-payload");
    flag("dont-fragment", "dont-fragment");
    with("connect-timeout", "connect-timeout");
    with("pacing-timer", "pacing-timer");
    with("rcv-timeout", "rcv-timeout");
    with("snd-timeout", "snd-timeout");
    with("pidfile", "I");
    flag("help", "h");
    with("file", "F");
    with("flowlabel", "L");
    flag("debug", "d");
    with("xbind", "X");
    flag("sctp", "sctp");
    with("nstreams", "nstreams");
    with("fq-rate", "fq-rate");
    with("extra-data", "extra-data");
    with("dscp", "dscp");
    with("idle-timeout", "idle-timeout");
    with("server-bitrate-limit", "server-bitrate-limit");
    with("timestamps", "timestamps");
    with("username", "username");
    with("rsa-public-key-path", "rsa-public-key-path");
    with("rsa-private-key-path", "rsa-private-key-path");
    with("authorized-users-path", "authorized-users-path");
    with("time-skew-threshold", "time-skew-threshold");
  }

  /// What is for one side only.
  private static final Set<String> OF_CLIENT =
      Set.of(
          "u",
          "b",
          "t",
          "n",
          "k",
          "l",
          "P",
          "R",
          "bidir",
          "w",
          "M",
          "N",
          "S",
          "Z",
          "O",
          "T",
          "C",
          "cport",
          "get-server-output",
          "connect-timeout",
          "dont-fragment");

  private static final Set<String> OF_SERVER = Set.of("1", "D");

  private static void flag(String name, String letter) {
    LONGS.put(name, GetOpt.Long.flag(letter));
  }

  private static void with(String name, String letter) {
    LONGS.put(name, GetOpt.Long.with(letter));
  }

  @Nullable String host;
  boolean server;
  int port = 5201;
  char format = 'a';
  double interval = 1;
  boolean daemon;
  boolean oneOff;
  boolean verbose;
  boolean json;
  boolean wantsOutput;
  @Nullable Family family;
  @Nullable String address;
  @Nullable String device;
  int clientPort;
  @Nullable String logFile;
  @Nullable String title;
  long connectTimeout;
  String text = "";

  /// What the client tells the server.
  final Parameters parameters = new Parameters();

  private boolean hasTime;
  private boolean hasRate;
  private boolean ofClient;
  private boolean ofServer;

  private Options() {}

  static Options read(Process process, List<String> words) {
    GetOpt reader = new GetOpt(process.name(), SHORTS, LONGS);
    String usage = HelpText.text(Options.class, "iperf3");
    try {
      reader.parse(words);
    } catch (GetOpt.Wrong e) {
      throw new CommandException(1, e.message() + "\n" + usage.stripTrailing());
    }
    Options options = new Options();
    reader.options().forEach(options::take);
    if (options.text.isEmpty()) {
      options.check();
    }
    return options;
  }

  private static CommandException wrong(String what) {
    String usage = HelpText.text(Options.class, "iperf3").stripTrailing();
    return new CommandException(1, "iperf3: parameter error - " + what + "\n\n" + usage);
  }

  private static CommandException missing(String what) {
    return new CommandException(1, "iperf3: patchbay has no " + what);
  }

  private void take(GetOpt.Option option) {
    ofClient |= OF_CLIENT.contains(option.letter());
    ofServer |= OF_SERVER.contains(option.letter());
    if (option.argument() == null) {
      flag(option.letter());
    } else {
      valued(option.letter(), option.value());
    }
  }

  private void flag(String letter) {
    switch (letter) {
      case "h" -> text = "iperf3";
      case "v" -> text = "version";
      case "s" -> server = true;
      case "D" -> daemon = true;
      case "1" -> oneOff = true;
      case "V" -> verbose = true;
      case "J" -> json = true;
      case "u" -> parameters.udp = true;
      case "R" -> parameters.reverse = true;
      case "bidir" -> parameters.bidirectional = true;
      case "N" -> parameters.noDelay = true;
      case "4" -> family = Family.IPV4;
      case "6" -> family = Family.IPV6;
      case "get-server-output" -> wantsOutput = true;
      case "udp-counters-64bit" -> parameters.longCounters = true;
      case "Z", "forceflush", "repeating-payload", "dont-fragment" -> {
        // What is sent, and how it gets from the program to the kernel, is the same here.
      }
      default -> throw missing(letter.length() == 1 ? "-" + letter : "--" + letter);
    }
  }

  private void valued(String letter, String value) {
    switch (letter) {
      case "c" -> host = value;
      case "p" -> port = port(value);
      case "cport" -> clientPort = port(value);
      case "f" -> format = format(value);
      case "i" -> interval = interval(value);
      case "b" -> rate(value);
      case "t" -> time(value);
      case "n" -> parameters.bytes = size(value);
      case "k" -> parameters.blocks = size(value);
      case "l" -> parameters.length = (int) size(value);
      case "P" -> parameters.streams = streams(value);
      case "w" -> parameters.window = window(value);
      case "B" -> address = value;
      case "bind-dev" -> device = value;
      case "M" -> parameters.mss = mss(value);
      case "S" -> parameters.tos = tos(value);
      case "O" -> parameters.omit = omit(value);
      case "T" -> title = value;
      case "C" -> parameters.congestion = value;
      case "logfile" -> logFile = value;
      case "connect-timeout" -> connectTimeout = size(value) * 1_000_000;
      case "A", "pacing-timer", "rcv-timeout", "snd-timeout" -> {
        // Asks for what makes no difference here.
      }
      default -> throw missing(letter.length() == 1 ? "-" + letter : "--" + letter);
    }
  }

  // ---- words

  private static int port(String word) {
    long port = size(word);
    if (port < 1 || port > 0xffff) {
      throw wrong("port number must be between 1 and 65535 inclusive");
    }
    return (int) port;
  }

  private static char format(String word) {
    if (word.isEmpty() || "kmgtKMGT".indexOf(word.charAt(0)) < 0) {
      throw wrong("bad format specifier (valid formats are in the set [kmgtKMGT])");
    }
    return word.charAt(0);
  }

  private static double interval(String word) {
    double seconds = word.matches("[0-9]*\\.?[0-9]+") ? Double.parseDouble(word) : 0;
    if ((seconds < 0.1 || seconds > 60) && seconds != 0) {
      throw wrong("invalid report interval (min = 0.1, max = 60 seconds)");
    }
    return seconds;
  }

  private void rate(String word) {
    hasRate = true;
    String[] words = word.split("/", 2);
    parameters.rate = scaled(words[0], 1000);
    parameters.burst = words.length > 1 ? (int) size(words[1]) : 0;
  }

  private void time(String word) {
    hasTime = true;
    parameters.seconds = (int) size(word);
    if (parameters.seconds > MOST_TIME) {
      throw wrong("test duration too long (maximum = 86400 seconds)");
    }
  }

  private static int streams(String word) {
    long streams = size(word);
    if (streams > MOST_STREAMS) {
      throw wrong("number of parallel streams too large (maximum = 128)");
    }
    return (int) Math.max(1, streams);
  }

  private static int window(String word) {
    double bytes = scaled(word, 1024);
    if (bytes > MOST_BUFFER) {
      throw wrong("socket buffer size too large (maximum = 536870912 bytes)");
    }
    return (int) bytes;
  }

  private static int mss(String word) {
    long bytes = size(word);
    if (bytes > MOST_MSS) {
      throw wrong("TCP MSS too large (maximum = 9216 bytes)");
    }
    return (int) bytes;
  }

  private static int tos(String word) {
    int tos;
    try {
      tos = Integer.decode(word);
    } catch (NumberFormatException e) {
      tos = -1;
    }
    if (tos < 0 || tos > 0xff) {
      throw wrong("bad TOS value (must be between 0 and 255 inclusive)");
    }
    return tos;
  }

  private static int omit(String word) {
    long seconds = size(word);
    if (seconds > 60) {
      throw wrong("bogus value for --omit");
    }
    return (int) seconds;
  }

  private static long size(String word) {
    return (long) scaled(word, 1024);
  }

  /// A number, with a letter for so many thousands behind it; 0 for what is none.
  private static double scaled(String word, int base) {
    if (!word.matches("[0-9]+(\\.[0-9]*)?[kmgtKMGT]?.*")) {
      return 0;
    }
    String digits = word.replaceFirst("[^0-9.].*", "");
    String rest = word.substring(digits.length());
    int power = rest.isEmpty() ? 0 : "KMGT".indexOf(Character.toUpperCase(rest.charAt(0))) + 1;
    return Double.parseDouble(digits) * Math.pow(base, power);
  }

  // ---- what goes together

  private void check() {
    if (server && host != null) {
      throw wrong("cannot be both server and client");
    }
    if (!server && host == null) {
      throw wrong("must either be a client (-c) or server (-s)");
    }
    if (server && ofClient) {
      throw wrong("some option you are trying to set is client only");
    }
    if (!server && ofServer) {
      throw wrong("some option you are trying to set is server only");
    }
    int ends = (hasTime ? 1 : 0) + (parameters.bytes > 0 ? 1 : 0) + (parameters.blocks > 0 ? 1 : 0);
    if (ends > 1) {
      throw wrong("only one test end condition (-t, -n, -k) may be specified");
    }
    if (parameters.bytes > 0 || parameters.blocks > 0) {
      parameters.seconds = 0;
    }
    if (parameters.length > (parameters.udp ? MOST_DATAGRAM : MOST_BLOCK)) {
      throw wrong(
          parameters.udp
              ? "block size invalid (minimum = 16 bytes, maximum = 65507 bytes)"
              : "block size too large (maximum = 1048576 bytes)");
    }
    if (parameters.reverse && parameters.bidirectional) {
      throw wrong("cannot be both reverse and bidirectional");
    }
    if (parameters.udp && !hasRate) {
      parameters.rate = 1 << 20;
    }
  }
}
