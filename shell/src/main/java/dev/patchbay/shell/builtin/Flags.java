package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Shell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The options of a builtin, read as getopt does, and the operands behind them.
record Flags(Map<Character, String> values, List<String> operands) {
  /// Reads `-a -b value -- operands`.
  ///
  /// @param letters the options, each followed by `:` when it takes a value
  /// @param usage what stands behind the builtin's name when an option is unknown: `name: usage: …`
  static Flags of(Shell shell, List<String> arguments, String letters, String usage) {
    // The latest stands last.
    SequencedMap<Character, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < arguments.size() && isOption(arguments.get(at))) {
      String word = arguments.get(at++);
      if (word.equals("--")) {
        break;
      }
      for (int i = 1; i < word.length(); i++) {
        int letter = letters.indexOf(word.charAt(i));
        if (letter < 0 || word.charAt(i) == ':') {
          throw unknown(shell, "-" + word.charAt(i), usage);
        }
        if (!letters.startsWith(":", letter + 1)) {
          values.putLast(word.charAt(i), "");
          continue;
        }
        boolean attached = i + 1 < word.length();
        if (!attached && at == arguments.size()) {
          throw new CommandException(2, shell.wording().noArgument("-" + word.charAt(i), usage));
        }
        values.putLast(word.charAt(i), attached ? word.substring(i + 1) : arguments.get(at++));
        break;
      }
    }
    return new Flags(values, arguments.subList(at, arguments.size()));
  }

  /// As [#of], where `+a` takes away what `-a` gives.
  static Flags signed(Shell shell, List<String> arguments, String letters, String usage) {
    Map<Character, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < arguments.size() && (isOption(arguments.get(at)) || isMinus(arguments.get(at)))) {
      String word = arguments.get(at++);
      if (word.equals("--")) {
        break;
      }
      for (int i = 1; i < word.length(); i++) {
        if (letters.indexOf(word.charAt(i)) < 0) {
          throw unknown(shell, word.substring(0, 1) + word.charAt(i), usage);
        }
        values.put(word.charAt(i), word.substring(0, 1));
      }
    }
    return new Flags(values, arguments.subList(at, arguments.size()));
  }

  private static boolean isMinus(String word) {
    return word.length() > 1 && word.startsWith("+");
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.startsWith("-");
  }

  /// There is no such option.
  static CommandException unknown(Shell shell, String option, String usage) {
    return new CommandException(2, shell.wording().illegalOption(option, usage));
  }

  static CommandException usage(String message, String usage) {
    return new CommandException(2, message + "\n" + usage);
  }

  boolean has(char letter) {
    return values.containsKey(letter) && !without(letter);
  }

  /// Whether it was given with `+`.
  boolean without(char letter) {
    return "+".equals(values.get(letter));
  }

  /// Which of these letters was given last; 0 when none was.
  char lastOf(String letters) {
    char last = 0;
    for (char letter : values.keySet()) {
      last = letters.indexOf(letter) < 0 ? last : letter;
    }
    return last;
  }

  @Nullable String value(char letter) {
    return values.get(letter);
  }
}
