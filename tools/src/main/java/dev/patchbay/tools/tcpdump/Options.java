package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.trace.print.DumpStyle;
import dev.patchbay.trace.print.PrintOptions;
import dev.patchbay.trace.print.TimeStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words behind `tcpdump` ask for, refused in the order in which they stand.
final class Options {
  static final String VERSION =
      """
      tcpdump version 4.99.3
      libpcap version 1.10.3 (with TPACKET_V3)
      OpenSSL 3.0.19 27 Jan 2026
      """;

  static final String USAGE =
      VERSION
          + """
          Usage: tcpdump [-AbdDefhHIJKlLnNOpqStuUvxX#] [ -B size ] [ -c count ] [--count]
          \t\t[ -C file_size ] [ -E algo:secret ] [ -F file ] [ -G seconds ]
          \t\t[ -i interface ] [ --immediate-mode ] [ -j tstamptype ]
          \t\t[ -M secret ] [ --number ] [ --print ] [ -Q in|out|inout ]
          \t\t[ -r file ] [ -s snaplen ] [ -T type ] [ --version ]
          \t\t[ -V file ] [ -w file ] [ -W filecount ] [ -y datalinktype ]
          \t\t[ --time-stamp-precision precision ] [ --micro ] [ --nano ]
          \t\t[ -z postrotate-command ] [ -Z user ] [ expression ]
          """;

  static final int MAXIMUM_SNAP_LENGTH = 262_144;
  private static final long MEGABYTE = 1_000_000;

  private static final String SHORT =
      "aAbB:c:C:dDeE:fF:G:hHi:Ij:JKlLm:M:nNOpqQ:r:s:StT:uUvV:w:W:xXy:Yz:Z:#";

  private static final List<String> TYPES =
      List.of(
          "vat",
          "wb",
          "rpc",
          "rtp",
          "rtcp",
          "snmp",
          "cnfp",
          "tftp",
          "aodv",
          "carp",
          "radius",
          "zmtp1",
          "vxlan",
          "pgm",
          "pgm_zmtp1",
          "lmp",
          "resp",
          "ptp",
          "someip",
          "domain");

  private static final Map<String, GetOpt.Long> LONG = longOptions();

  /// Which frames of a device are wanted.
  enum Direction {
    IN,
    OUT,
    INOUT
  }

  // What is captured or read.
  @Nullable String device;
  @Nullable String readFile;
  @Nullable String fileList;
  @Nullable String linkType;
  int snapLength;
  int bufferKilobytes = 2048;
  boolean aloof;
  boolean immediate;
  boolean monitor;
  Direction direction = Direction.INOUT;
  int count;
  @Nullable String filterFile;
  List<String> expression = List.of();
  boolean optimized = true;
  boolean foreign;

  // What is done with it.
  @Nullable String writeFile;
  long fileSize;
  int fileSeconds;
  int fileCount;
  @Nullable String compressor;
  boolean unbuffered;
  boolean lineBuffered;
  boolean printsToo;
  boolean countOnly;
  @Nullable String user;

  // What is shown instead.
  boolean listsDevices;
  boolean listsLinkTypes;
  boolean listsTimestampTypes;
  boolean help;
  boolean version;
  int code;

  // How frames are printed.
  private int verbosity;
  private int links;
  private int numeric;
  private int domainless;
  private int quiet;
  private int absolute;
  private int unchecked;
  private int numbered;
  private int times;
  private int hex;
  private int hexAndText;
  private int text;
  boolean nanoseconds;
  private String type = "";

  private final StringBuilder warnings = new StringBuilder();

  private Options() {}

  private static Map<String, GetOpt.Long> longOptions() {
    Map<String, GetOpt.Long> all = new LinkedHashMap<>();
    all.put("buffer-size", GetOpt.Long.with("B"));
    all.put("list-interfaces", GetOpt.Long.flag("D"));
    all.put("help", GetOpt.Long.flag("h"));
    all.put("interface", GetOpt.Long.with("i"));
    all.put("monitor-mode", GetOpt.Long.flag("I"));
    all.put("time-stamp-type", GetOpt.Long.with("j"));
    all.put("list-time-stamp-types", GetOpt.Long.flag("J"));
    all.put("micro", GetOpt.Long.flag("micro"));
    all.put("nano", GetOpt.Long.flag("nano"));
    all.put("time-stamp-precision", GetOpt.Long.with("precision"));
    all.put("dont-verify-checksums", GetOpt.Long.flag("K"));
    all.put("list-data-link-types", GetOpt.Long.flag("L"));
    all.put("no-optimize", GetOpt.Long.flag("O"));
    all.put("no-promiscuous-mode", GetOpt.Long.flag("p"));
    all.put("direction", GetOpt.Long.with("Q"));
    all.put("snapshot-length", GetOpt.Long.with("s"));
    all.put("absolute-tcp-sequence-numbers", GetOpt.Long.flag("S"));
    all.put("packet-buffered", GetOpt.Long.flag("U"));
    all.put("linktype", GetOpt.Long.with("y"));
    all.put("immediate-mode", GetOpt.Long.flag("immediate"));
    all.put("relinquish-privileges", GetOpt.Long.with("Z"));
    all.put("count", GetOpt.Long.flag("count"));
    all.put("number", GetOpt.Long.flag("#"));
    all.put("print", GetOpt.Long.flag("print"));
    all.put("version", GetOpt.Long.flag("version"));
    return all;
  }

  /// Reads the words.
  ///
  /// @throws CommandException with status 1, as the real one ends at the first that is wrong
  static Options read(List<String> words) {
    Options options = new Options();
    GetOpt given = new GetOpt("tcpdump", SHORT, LONG);
    GetOpt.@Nullable Wrong wrong = null;
    try {
      given.parse(words);
    } catch (GetOpt.Wrong e) {
      wrong = e;
    }
    for (GetOpt.Option option : given.options()) {
      options.take(option);
      if (options.help || options.version) {
        return options;
      }
    }
    if (wrong != null) {
      throw new CommandException(1, wrong.message() + "\n" + USAGE.stripTrailing());
    }
    options.expression = given.operands();
    options.check();
    return options;
  }

  static CommandException error(String message) {
    return new CommandException(1, "tcpdump: " + message);
  }

  private void take(GetOpt.Option option) {
    if (option.argument() == null) {
      takeFlag(option.letter());
    } else {
      takeValue(option.letter(), option.value());
    }
  }

  private void takeFlag(String letter) {
    switch (letter) {
      case "A" -> text++;
      case "d" -> code++;
      case "D" -> listsDevices = true;
      case "e" -> links++;
      case "f" -> foreign = true;
      case "h" -> help = true;
      case "I" -> monitor = true;
      case "J" -> listsTimestampTypes = true;
      case "K" -> unchecked++;
      case "l" -> lineBuffered = true;
      case "L" -> listsLinkTypes = true;
      case "n" -> numeric++;
      case "N" -> domainless++;
      case "O" -> optimized = false;
      case "p" -> aloof = true;
      case "q" -> quiet++;
      case "S" -> absolute++;
      case "t" -> times++;
      case "U" -> unbuffered = true;
      case "v" -> verbosity++;
      case "x" -> hex++;
      case "X" -> hexAndText++;
      case "#" -> numbered++;
      case "micro" -> nanoseconds = false;
      case "nano" -> nanoseconds = true;
      case "immediate" -> immediate = true;
      case "count" -> countOnly = true;
      case "print" -> printsToo = true;
      case "version" -> version = true;
      // -a, -b, -H, -u and -Y concern protocols that are not printed, or nothing any more.
      default -> {}
    }
  }

  private void takeValue(String letter, String value) {
    switch (letter) {
      case "B" -> bufferKilobytes = positive(value, "packet buffer size");
      case "c" -> count = positive(value, "packet count");
      case "C" -> fileSize = fileSize(value);
      case "F" -> filterFile = value;
      case "G" -> fileSeconds = seconds(value);
      case "i" -> device = value;
      case "j" -> timestampType(value);
      case "m" ->
          warnings
              .append("tcpdump: ignoring option `-m ")
              .append(value)
              .append("' (no libsmi support)\n");
      case "Q" -> direction = direction(value);
      case "r" -> readFile = value;
      case "s" -> snapLength = snapLength(value);
      case "T" -> type = type(value);
      case "V" -> fileList = value;
      case "w" -> writeFile = value;
      case "W" -> fileCount = positive(value, "number of output files");
      case "y" -> linkType = LinkTypes.known(value);
      case "z" -> compressor = value;
      case "Z" -> user = value;
      case "precision" -> nanoseconds = precision(value);
      // -E and -M hold secrets, without which what they are for is printed all the same.
      default -> {}
    }
  }

  /// What is said of the words before anything else.
  String warnings() {
    return warnings.toString();
  }

  private static int positive(String value, String what) {
    int number = atoi(value);
    if (number <= 0) {
      throw error("invalid " + what + " " + value);
    }
    return number;
  }

  /// As the C library's: what stands in front, or 0.
  private static int atoi(String value) {
    int end = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    int from = end;
    while (end < value.length() && Character.isDigit(value.charAt(end)) && end < from + 9) {
      end++;
    }
    return end == from ? 0 : Integer.parseInt(value.substring(0, end));
  }

  private static int seconds(String value) {
    int number = atoi(value);
    if (number < 0) {
      throw error("invalid number of seconds " + value);
    }
    return number;
  }

  private static long fileSize(String value) {
    if (!value.matches("[0-9]{1,18}") || Long.parseLong(value) == 0) {
      throw error("invalid file size " + value);
    }
    long megabytes = Long.parseLong(value);
    if (megabytes > Long.MAX_VALUE / MEGABYTE) {
      throw error("file size " + value + " is too large");
    }
    return megabytes * MEGABYTE;
  }

  private static int snapLength(String value) {
    int length = -1;
    try {
      length = Integer.decode(value);
    } catch (NumberFormatException e) {
      length = -1;
    }
    if (length < 0 || length > MAXIMUM_SNAP_LENGTH) {
      throw error(
          "invalid snaplen " + value + " (must be >= 0 and <= " + MAXIMUM_SNAP_LENGTH + ")");
    }
    return length;
  }

  private static void timestampType(String value) {
    if (!List.of("host", "host_lowprec", "host_hiprec", "adapter", "adapter_unsynced")
        .contains(value.toLowerCase(Locale.ROOT))) {
      throw error("invalid time stamp type " + value);
    }
  }

  private static Direction direction(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "in" -> Direction.IN;
      case "out" -> Direction.OUT;
      case "inout" -> Direction.INOUT;
      default -> throw error("unknown capture direction `" + value + "'");
    };
  }

  private static String type(String value) {
    String type = value.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw error("unknown packet type `" + value + "'");
    }
    return type;
  }

  private static boolean precision(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "micro" -> false;
      case "nano" -> true;
      default -> throw error("unsupported time stamp precision");
    };
  }

  private void check() {
    if (listsDevices) {
      return;
    }
    if (times >= TimeStyle.values().length) {
      throw error("only -t, -tt, -ttt, -tttt and -ttttt are supported");
    }
    if (foreign && (fileList != null || readFile != null)) {
      throw error("-f can not be used with -V or -r");
    }
    if (fileList != null && readFile != null) {
      throw error("-V and -r are mutually exclusive.");
    }
  }

  boolean isVerbose() {
    return verbosity > 0;
  }

  /// Whether frames are printed, as they are unless they are written.
  boolean prints() {
    return writeFile == null || printsToo;
  }

  /// How frames are printed.
  PrintOptions print() {
    DumpStyle dump = DumpStyle.NONE;
    int dumps = 0;
    if (hexAndText > 0) {
      dump = DumpStyle.HEX_AND_TEXT;
      dumps = hexAndText;
    } else if (hex > 0) {
      dump = DumpStyle.HEX;
      dumps = hex;
    } else if (text > 0) {
      dump = DumpStyle.TEXT;
      dumps = text;
    }
    return new PrintOptions(
        verbosity,
        links > 0,
        numeric > 0,
        domainless > 0,
        quiet,
        absolute > 0,
        unchecked > 0,
        numbered > 0,
        TimeStyle.values()[times],
        nanoseconds,
        dump,
        dumps > 1,
        type);
  }
}
