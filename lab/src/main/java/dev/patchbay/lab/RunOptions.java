package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.capture.CaptureOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of `patchbay run`.
///
/// @param journeys which journeys are shown, or null
/// @param capture where packets are written to, or null
/// @param text what to run, or null to run `file`
/// @param file the script, `-` for standard input, empty for none; with a text, its `$0`
/// @param arguments the script's `$1`, `$2`, …
record RunOptions(
    boolean transcript,
    long seed,
    Time time,
    @Nullable JourneyOptions journeys,
    @Nullable CaptureOptions capture,
    @Nullable String text,
    String file,
    List<String> arguments) {

  private static final String JOURNEYS = "--journeys=";

  private static final class Words {
    private final List<String> words;
    private int at;

    Words(List<String> words) {
      this.words = words;
    }

    boolean hasOption() {
      return at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("-");
    }

    String value(String option, String expected) {
      if (at == words.size()) {
        throw new CommandException(2, "run: " + option + " needs " + expected);
      }
      return words.get(at++);
    }
  }

  /// What the words say of a capture.
  private static final class CaptureWords {
    private static final int FILES = 10;

    @Nullable String file;
    @Nullable String filter;
    private long size;
    private int files;

    /// A number of bytes, of which K, M and G make thousands.
    void size(String word) {
      int unit = word.isEmpty() ? -1 : "KMG".indexOf(word.charAt(word.length() - 1));
      String digits = unit < 0 ? word : word.substring(0, word.length() - 1);
      long factor = (long) Math.pow(1000, unit + 1);
      size = positive("--capture-size", word, digits, "a size, such as 10M") * factor;
    }

    void files(String word) {
      files = (int) positive("--capture-files", word, word, "a number of files");
    }

    private static long positive(String option, String word, String digits, String expected) {
      boolean right = digits.matches("[0-9]{1,9}") && Long.parseLong(digits) > 0;
      if (!right) {
        throw new CommandException(2, "run: " + option + " \"" + word + "\": expected " + expected);
      }
      return Long.parseLong(digits);
    }

    @Nullable CaptureOptions options() {
      boolean more = filter != null || size > 0 || files > 0;
      if (file == null && more) {
        throw new CommandException(2, "run: --capture-* needs --capture FILE");
      }
      if (files > 0 && size == 0) {
        throw new CommandException(2, "run: --capture-files needs --capture-size");
      }
      return file == null
          ? null
          : new CaptureOptions(
              Path.of(file), filter == null ? "" : filter, size, files == 0 ? FILES : files);
    }
  }

  /// Reads the words behind `run`.
  ///
  /// @throws CommandException when they are wrong
  static RunOptions parse(List<String> all) {
    RunOptions options = parseShell(all);
    if (options.file().isEmpty()) {
      throw new CommandException(2, "run: expected a script, -, or -c TEXT; see patchbay help run");
    }
    return options;
  }

  /// Reads the words behind `shell`: the same, but nothing needs to be run.
  ///
  /// @throws CommandException when they are wrong
  static RunOptions parseShell(List<String> all) {
    Words words = new Words(all);
    boolean transcript = false;
    String journeys = null;
    String journeysTo = null;
    long seed = 1;
    Time time = Time.VIRTUAL;
    String text = null;
    CaptureWords capture = new CaptureWords();
    while (words.hasOption()) {
      String option = words.value("", "");
      if (option.equals("--")) {
        break;
      }
      if (option.startsWith(JOURNEYS)) {
        journeys = option.substring(JOURNEYS.length());
        continue;
      }
      switch (option) {
        case "--transcript" -> transcript = true;
        case "--journeys" -> journeys = "";
        case "--journeys-to" -> journeysTo = words.value(option, "a file");
        case "--seed" -> seed = seed(words.value(option, "a number"));
        case "--time" -> time = time(words.value(option, "virtual or real"));
        case "--capture" -> capture.file = words.value(option, "a file");
        case "--capture-filter" -> capture.filter = words.value(option, "an expression");
        case "--capture-size" -> capture.size(words.value(option, "a size"));
        case "--capture-files" -> capture.files(words.value(option, "a number"));
        case "-c" -> text = words.value(option, "the text to run");
        default ->
            throw new CommandException(
                2, "run: unknown option \"" + option + "\"; see patchbay help run");
      }
    }
    List<String> rest = all.subList(words.at, all.size());
    String name = text == null ? "" : "patchbay";
    String file = rest.isEmpty() ? name : rest.getFirst();
    List<String> arguments = rest.isEmpty() ? rest : rest.subList(1, rest.size());
    return new RunOptions(
        transcript,
        seed,
        time,
        JourneyOptions.of(journeys, journeysTo),
        capture.options(),
        text,
        file,
        arguments);
  }

  private static long seed(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new CommandException(2, "run: --seed \"" + word + "\": expected a whole number");
    }
  }

  private static Time time(String word) {
    return switch (word) {
      case "virtual" -> Time.VIRTUAL;
      case "real" -> Time.REAL;
      default ->
          throw new CommandException(2, "run: --time \"" + word + "\": expected virtual or real");
    };
  }
}
