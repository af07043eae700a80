package dev.patchbay.tools.dmesg;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.tools.dmesg.Stamp.Form;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the words of `dmesg` say.
final class Options {
  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();
  private static final String SHORTS = "CcDdEeF:f:HhJkL::l:n:iPprSs:TtuVWwx";

  /// Options that exclude each other, by letter.
  private static final List<String> EXCLUSIVE =
      List.of("CDEcnr", "Hr", "Lr", "Sw", "Tr", "dr", "er", "rx", "rt");

  static {
    flags("buffer-size:s", "clear;C", "color?L", "console-level:n", "console-off;D");
    flags("console-on;E", "decode;x", "file:F", "facility:f", "follow;w", "follow-new;W");
    flags("force-prefix;p", "human;H", "help;h", "json;J", "kernel;k", "level:l", "since:since");
    flags("syslog;S", "raw;r", "read-clear;c", "reltime;e", "show-delta;d", "ctime;T", "notime;t");
    flags("noescape;noescape", "nopager;P", "until:until", "userspace;u", "version;V");
    flags("time-format:time");
  }

  /// Each is a name, whether it takes a word (`:`), may take one (`?`) or takes none (`;`), and the
  /// letter.
  private static void flags(String... options) {
    for (String option : options) {
      String name = option.split("[:;?]", 2)[0];
      String letter = option.substring(name.length() + 1);
      GetOpt.Takes takes =
          switch (option.charAt(name.length())) {
            case ':' -> GetOpt.Takes.ARGUMENT;
            case '?' -> GetOpt.Takes.OPTIONAL;
            default -> GetOpt.Takes.NOTHING;
          };
      LONGS.put(name, new GetOpt.Long(letter, takes));
    }
  }

  private final Map<String, String> given = new LinkedHashMap<>();
  private Form form = Form.USUAL;
  private int levels = -1;
  private int facilities = -1;
  private long since = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

  private Options() {}

  /// Reads the words; `booted` and `now` are what times are told from, in nanoseconds since 1970.
  static Options read(List<String> words, long booted, long now) {
    Options options = new Options();
    GetOpt read;
    try {
      read = new GetOpt("dmesg", SHORTS, LONGS).parse(words);
    } catch (GetOpt.Wrong e) {
      throw new CommandException(1, e.message() + "\nTry 'dmesg --help' for more information.");
    }
    for (GetOpt.Option option : read.options()) {
      options.checkExclusive(option.letter());
      options.take(option, booted, now);
    }
    if (!read.operands().isEmpty() && !options.has("h") && !options.has("V")) {
      throw new CommandException(1, "dmesg: bad usage\nTry 'dmesg --help' for more information.");
    }
    return options;
  }

  private void checkExclusive(String letter) {
    for (String group : EXCLUSIVE) {
      boolean other = given.keySet().stream().anyMatch(l -> !l.equals(letter) && group.contains(l));
      if (group.contains(letter) && other) {
        StringBuilder message = new StringBuilder("dmesg: mutually exclusive arguments:");
        group.chars().forEach(c -> message.append(" --").append(longName((char) c)));
        throw new CommandException(1, message.toString());
      }
    }
  }

  private static String longName(char letter) {
    return LONGS.entrySet().stream()
        .filter(entry -> entry.getValue().letter().equals(String.valueOf(letter)))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private void take(GetOpt.Option option, long booted, long now) {
    String word = option.argument();
    given.put(option.letter(), word == null ? "" : word);
    switch (option.letter()) {
      case "d" -> form = withDelta(form);
      case "T" -> form = form == Form.USUAL_DELTA ? Form.CTIME_DELTA : Form.CTIME;
      case "t" -> form = form == Form.USUAL_DELTA ? Form.DELTA : Form.NOTIME;
      case "e", "H" -> form = Form.RELTIME;
      case "time" -> form = formOf(option.value());
      case "l" -> levels = levels(option.value());
      case "f" -> facilities = facilities(option.value());
      case "k" -> facilities = 1;
      case "u" -> facilities = ~1;
      case "n" -> level(option.value(), 1);
      case "s" -> checkSize(option.value());
      case "L" -> checkColor(option.argument());
      case "since" -> since = micros(option.value(), booted, now);
      case "until" -> until = micros(option.value(), booted, now);
      default -> {}
    }
  }

  // ---- values

  private static Form withDelta(Form form) {
    return switch (form) {
      case NOTIME -> Form.DELTA;
      case CTIME -> Form.CTIME_DELTA;
      default -> Form.USUAL_DELTA;
    };
  }

  private static Form formOf(String word) {
    return switch (word) {
      case "delta" -> Form.DELTA;
      case "ctime" -> Form.CTIME;
      case "reltime" -> Form.RELTIME;
      case "notime" -> Form.NOTIME;
      case "iso" -> Form.ISO;
      default -> throw new CommandException(1, "dmesg: unknown time format: " + word);
    };
  }

  private static int levels(String list) {
    int bits = 0;
    for (String word : list.split(",", -1)) {
      if (word.isEmpty()) {
        throw unknown("level", list);
      }
      bits |= 1 << level(word, 0);
    }
    return bits;
  }

  /// A level by name, or by number from `first` on.
  private static int level(String word, int first) {
    for (KernelLog.Level level : KernelLog.Level.values()) {
      boolean number = word.equals(String.valueOf(level.ordinal() + first));
      if (number || level.name().toLowerCase(Locale.ROOT).equals(word)) {
        return level.ordinal();
      }
    }
    throw unknown("level", word);
  }

  private static int facilities(String list) {
    int bits = 0;
    for (String word : list.split(",", -1)) {
      int facility = Record.FACILITIES.indexOf(word);
      if (facility < 0 && word.matches("\\d{1,2}")) {
        facility = Integer.parseInt(word);
      }
      if (facility < 0 || facility >= Record.FACILITIES.size()) {
        throw unknown("facility", word);
      }
      bits |= 1 << facility;
    }
    return bits;
  }

  private static CommandException unknown(String what, String word) {
    return new CommandException(1, "dmesg: unknown " + what + " '" + word + "'");
  }

  private static void checkSize(String word) {
    if (!word.matches("\\d{1,9}")) {
      throw new CommandException(1, "dmesg: invalid buffer size argument: '" + word + "'");
    }
  }

  private static void checkColor(@Nullable String when) {
    if (when != null && !List.of("auto", "always", "never").contains(colorWord(when))) {
      throw new CommandException(1, "dmesg: unsupported color mode: '" + when + "'");
    }
  }

  /// `-L=always` reaches the option with its sign.
  private static String colorWord(String when) {
    return when.startsWith("=") ? when.substring(1) : when;
  }

  private static long micros(String word, long booted, long now) {
    OptionalLong time = TimeWord.nanos(word, now);
    if (time.isEmpty()) {
      throw new CommandException(1, "dmesg: invalid time value \"" + word + "\"");
    }
    return (time.getAsLong() - booted) / 1000;
  }

  // ---- what they come to

  boolean has(String letter) {
    return given.containsKey(letter);
  }

  /// The word that was given with the option, or null.
  @Nullable String word(String letter) {
    return given.get(letter);
  }

  /// Whether one of the options was given.
  boolean hasAny(String... letters) {
    return Arrays.stream(letters).anyMatch(this::has);
  }

  Form form() {
    return form;
  }

  boolean raw() {
    return has("r") && !json();
  }

  boolean json() {
    return has("J");
  }

  /// Whether facility and level are shown.
  boolean decoded() {
    return has("x");
  }

  /// Whether characters are printed whatever they do to a terminal.
  boolean plain() {
    return has("noescape");
  }

  boolean isColored(boolean terminal) {
    String when = has("L") ? colorWord(given.getOrDefault("L", "")) : "auto";
    return when.equals("always") || (terminal && !when.equals("never"));
  }

  boolean shows(Record record) {
    return (levels & 1 << record.level().ordinal()) != 0
        && (facilities & 1 << record.facility()) != 0
        && record.micros() >= since
        && record.micros() <= until;
  }
}
