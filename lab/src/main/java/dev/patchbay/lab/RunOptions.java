package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of `patchbay run`.
///
/// @param text what to run, or null to run `file`
/// @param file the script, `-` for standard input; with a text, its `$0`
/// @param arguments the script's `$1`, `$2`, …
record RunOptions(
    boolean transcript,
    long seed,
    Time time,
    boolean journeys,
    @Nullable String text,
    String file,
    List<String> arguments) {

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

  /// Reads the words behind `run`.
  ///
  /// @throws CommandException when they are wrong
  static RunOptions parse(List<String> all) {
    Words words = new Words(all);
    boolean transcript = false;
    boolean journeys = false;
    long seed = 1;
    Time time = Time.VIRTUAL;
    String text = null;
    while (words.hasOption()) {
      String option = words.value("", "");
      if (option.equals("--")) {
        break;
      }
      switch (option) {
        case "--transcript" -> transcript = true;
        case "--journeys" -> journeys = true;
        case "--seed" -> seed = seed(words.value(option, "a number"));
        case "--time" -> time = time(words.value(option, "virtual or real"));
        case "-c" -> text = words.value(option, "the text to run");
        default ->
            throw new CommandException(
                2, "run: unknown option \"" + option + "\"; see patchbay help run");
      }
    }
    List<String> rest = all.subList(words.at, all.size());
    if (rest.isEmpty() && text == null) {
      throw new CommandException(2, "run: expected a script, -, or -c TEXT; see patchbay help run");
    }
    String file = rest.isEmpty() ? "patchbay" : rest.getFirst();
    List<String> arguments = rest.isEmpty() ? rest : rest.subList(1, rest.size());
    return new RunOptions(transcript, seed, time, journeys, text, file, arguments);
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
