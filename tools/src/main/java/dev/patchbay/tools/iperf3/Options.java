package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.HelpText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the words of `iperf3` ask for. Set once, while they are read.
final class Options {
  private static final int MOST_BLOCK = 1 << 20;
  private static final int LEAST_DATAGRAM = 16;
  private static final int MOST_DATAGRAM = 65507;
  private static final int MOST_STREAMS = 128;
  private static final int MOST_MSS = 9216;
  private static final int MOST_BUFFER = 512 << 20;
  private static final int MOST_OMITTED = 60;
  private static final int MOST_IDLE = 86400;
  private static final int LEAST_WAIT = 100;
  private static final int MOST_WAIT = 86_400_000;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

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
  int flowLabel;
  boolean whole;
  @Nullable String logFile;
  @Nullable String pidFile;
  @Nullable String fileName;
  @Nullable String title;
  @Nullable String extraData;

  /// In what form lines begin with the time (`--timestamps`).
  @Nullable String timestamps;

  /// Bits a second that the kernel sends at most (`--fq-rate`); 0 for no limit.
  double mostRate;

  /// Bits a second that a server allows all flows together (`--server-bitrate-limit`), and the
  /// seconds over which it takes the average; 0 for no limit.
  double rateLimit;

  int rateSeconds = 5;

  /// Nanoseconds; 0 for the kernel's own limit.
  long connectTimeout;

  /// Nanoseconds without data after which a receiver gives up.
  long receiveTimeout = 120 * SECOND;

  /// Milliseconds without an acknowledgement after which a sender gives up; 0 for the kernel's own
  /// limit.
  int sendTimeout;

  /// Nanoseconds without a client after which a server begins anew; 0 for never.
  long idleTimeout;

  String text = "";

  /// What the client tells the server.
  final Parameters parameters = new Parameters();

  private boolean hasTime;
  private boolean hasRate;
  private boolean hasKey;
  private boolean ofClient;
  private boolean ofServer;

  private Options() {}

  static Options read(Process process, List<String> words) {
    GetOpt reader = new GetOpt(process.name(), OptionTable.SHORTS, OptionTable.LONGS);
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

  private static CommandException missing(String what) {
    return new CommandException(1, "iperf3: patchbay has no " + what);
  }

  private void take(GetOpt.Option option) {
    String letter = option.letter();
    String value = option.argument();
    ofClient |= OptionTable.OF_CLIENT.contains(letter);
    ofServer |= OptionTable.OF_SERVER.contains(letter);
    if (letter.equals("timestamps")) {
      timestamps = value == null ? "%c " : value;
    } else if (letter.equals("d")) {
      throw missing("debugging output (-d)");
    } else if (value == null) {
      flag(letter);
    } else if (!general(letter, value) && !ofTest(letter, value)) {
      rare(letter, value);
    }
    if (server && host != null) {
      throw Words.wrong("cannot be both server and client");
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
      case "repeating-payload" -> parameters.repeating = true;
      case "dont-fragment" -> whole = true;
      case "sctp" -> throw missing("SCTP (--sctp)");
      default -> {
        // How what is sent gets from the program to the kernel, and lines to who reads them, is
        // the same here (-Z, --forceflush).
      }
    }
    if (parameters.reverse && parameters.bidirectional) {
      throw Words.wrong("cannot be both reverse and bidirectional");
    }
  }

  private boolean general(String letter, String value) {
    switch (letter) {
      case "c" -> hostAndDevice(value, true);
      case "B" -> hostAndDevice(value, false);
      case "bind-dev" -> device = value;
      case "p" -> port = Words.port(value);
      case "cport" -> clientPort = Words.port(value);
      case "f" -> format = Words.format(value);
      case "i" -> interval = Words.interval(value);
      case "I" -> pidFile = value;
      case "F" -> fileName = value;
      case "logfile" -> logFile = value;
      case "T" -> title = value;
      case "extra-data" -> extraData = value;
      case "A" -> {
        Words.affinity(value);
        ofClient |= value.contains(",");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean ofTest(String letter, String value) {
    switch (letter) {
      case "b" -> rate(value);
      case "t" -> {
        hasTime = true;
        parameters.seconds = Words.time(value);
      }
      case "n" -> parameters.bytes = Words.size(value);
      case "k" -> parameters.blocks = Words.size(value);
      case "l" -> parameters.length = (int) Words.size(value);
      case "P" -> {
        String most = "number of parallel streams too large (maximum = 128)";
        int streams = Words.between(value, Integer.MIN_VALUE, MOST_STREAMS, most);
        parameters.streams = Math.max(1, streams);
      }
      case "w" -> {
        String most = "socket buffer size too large (maximum = 536870912 bytes)";
        parameters.window = Words.between(value, Integer.MIN_VALUE, MOST_BUFFER, most);
      }
      case "M" -> {
        String most = "TCP MSS too large (maximum = 9216 bytes)";
        parameters.mss = Words.between(value, Integer.MIN_VALUE, MOST_MSS, most);
      }
      case "S" -> parameters.tos = Words.tos(value);
      case "dscp" -> parameters.tos = Words.dscp(value);
      case "L" -> flowLabel = Words.flowLabel(value);
      case "O" -> parameters.omit = Words.between(value, 0, MOST_OMITTED, "bogus value for --omit");
      case "C" -> parameters.congestion = value;
      case "fq-rate" -> mostRate = Words.scaled(value, 1000);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void rare(String letter, String value) {
    switch (letter) {
      case "connect-timeout" -> connectTimeout = Math.max(0, Words.size(value)) * MILLISECOND;
      case "rcv-timeout" -> {
        String wrong = "receive timeout value is incorrect or not in range: ";
        receiveTimeout = Words.between(value, LEAST_WAIT, MOST_WAIT, wrong) * MILLISECOND;
      }
      case "snd-timeout" -> {
        String wrong = "send timeout value is incorrect or not in range: ";
        sendTimeout = Words.between(value, 0, MOST_WAIT, wrong);
      }
      case "idle-timeout" -> {
        String wrong = "idle timeout parameter is not positive or larger than allowed limit";
        idleTimeout = Words.between(value, 1, MOST_IDLE, wrong) * SECOND;
      }
      case "server-bitrate-limit" -> {
        String[] words = value.split("/", 2);
        rateLimit = Words.scaled(words[0], 1000);
        int seconds = words.length > 1 ? (int) Words.size(words[1]) : rateSeconds;
        rateSeconds = seconds > 0 ? seconds : rateSeconds;
      }
      case "time-skew-threshold" ->
          Words.between(value, 1, MOST_IDLE, "skew threshold must be a positive number");
      case "username", "rsa-public-key-path", "rsa-private-key-path", "authorized-users-path" ->
          hasKey = true;
      case "X" -> throw missing("SCTP (-X)");
      case "nstreams" -> throw missing("SCTP (--nstreams)");
      default -> {
        // How often a sender looks at its pace makes no difference here (--pacing-timer).
      }
    }
  }

  /// A host or an address, and behind a percent sign the device; that of a link-local address
  /// belongs to the address.
  private void hostAndDevice(String word, boolean isHost) {
    int percent = word.indexOf('%');
    Ip ip = percent < 0 ? null : Ip.parse(Family.IPV6, word.substring(0, percent));
    boolean splits = percent >= 0 && (ip == null || !ip.isLinkLocal());
    String name = splits ? word.substring(0, percent) : word;
    if (splits) {
      device = word.substring(percent + 1);
    }
    if (isHost) {
      host = name;
    } else {
      address = name;
    }
  }

  private void rate(String word) {
    hasRate = true;
    String[] words = word.split("/", 2);
    parameters.rate = Math.max(0, Words.scaled(words[0], 1000));
    parameters.burst = words.length > 1 ? Words.burst(words[1]) : 0;
  }

  // ---- what goes together

  private void check() {
    if (!server && host == null) {
      throw Words.wrong("must either be a client (-c) or server (-s)");
    }
    if (server && ofClient) {
      throw Words.wrong("some option you are trying to set is client only");
    }
    if (!server && ofServer) {
      throw Words.wrong("some option you are trying to set is server only");
    }
    if (hasKey) {
      throw Words.wrong(
          server
              ? "you must specify a path to a valid RSA private key and a user credential file"
              : "you must specify a username, password, and path to a valid RSA public key");
    }
    int ends = (hasTime ? 1 : 0) + (parameters.bytes > 0 ? 1 : 0) + (parameters.blocks > 0 ? 1 : 0);
    if (ends > 1) {
      throw Words.wrong("only one test end condition (-t, -n, -k) may be specified");
    }
    if (parameters.bytes > 0 || parameters.blocks > 0) {
      parameters.seconds = 0;
    }
    int length = parameters.length;
    if (parameters.udp && length != 0 && (length < LEAST_DATAGRAM || length > MOST_DATAGRAM)) {
      throw Words.wrong("block size invalid (minimum = 16 bytes, maximum = 65507 bytes)");
    }
    if (length > MOST_BLOCK || length < 0) {
      throw Words.wrong("block size too large (maximum = 1048576 bytes)");
    }
    if (parameters.udp && !hasRate) {
      parameters.rate = 1 << 20;
    }
  }
}
