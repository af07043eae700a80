package dev.patchbay.shell.tool;

import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the options of a program as the C library's getopt_long does, and refuses them in its
/// words.
final class Getopt {
  /// An option that a program knows; its key is the long name if it has one, else the letter.
  private record Known(String letter, String name, boolean valued, boolean optional) {
    static Known of(String spec) {
      int bar = spec.indexOf('|');
      boolean optional = spec.endsWith("=?");
      boolean valued = optional || spec.endsWith("=");
      String letter = bar < 0 ? spec.replace("=", "").replace("?", "") : spec.substring(0, bar);
      String name = bar < 0 ? "" : spec.substring(bar + 1).replace("=", "").replace("?", "");
      return new Known(letter, name, valued, optional);
    }

    String key() {
      return name.isEmpty() ? letter : name;
    }
  }

  /// An option as given.
  record Given(String key, String value) {}

  /// What the words of a program say.
  record Parsed(List<Given> options, List<String> operands) {
    boolean has(String key) {
      return options.stream().anyMatch(o -> o.key.equals(key));
    }

    /// The value given last, or null.
    @Nullable String value(String key) {
      String value = null;
      for (Given option : options) {
        value = option.key.equals(key) ? option.value : value;
      }
      return value;
    }

    /// Every value given, in order.
    List<String> values(String key) {
      return options.stream().filter(o -> o.key.equals(key)).map(Given::value).toList();
    }

    /// Which of the options was given last, or null.
    @Nullable String lastOf(List<String> keys) {
      String last = null;
      for (Given option : options) {
        last = keys.contains(option.key) ? option.key : last;
      }
      return last;
    }
  }

  private final String program;
  private final int status;
  private final List<Known> known;
  private boolean stopsAtOperand;
  private final List<Given> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  /// @param program the name that its messages begin with
  /// @param status the exit status of a refusal
  /// @param known what it knows, with blanks between: `n|lines=`, `|verbose`, `c`, `|color=?`; a
  ///   letter, a long name, `=` for a value, `?` if that may be missing
  Getopt(String program, int status, String known) {
    this.program = program;
    this.status = status;
    this.known = List.of(known.split(" ", -1)).stream().map(Known::of).toList();
  }

  /// Options end at the first operand, which is another program's name.
  Getopt stoppingAtOperand() {
    stopsAtOperand = true;
    return this;
  }

  Parsed parse(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        operands.addAll(words.subList(at, words.size()));
        break;
      }
      if (word.startsWith("--")) {
        at = longOption(word, words, at);
      } else if (word.startsWith("-") && word.length() > 1) {
        at = letters(word, words, at);
      } else {
        operands.add(word);
        if (stopsAtOperand) {
          operands.addAll(words.subList(at, words.size()));
          break;
        }
      }
    }
    return new Parsed(options, operands);
  }

  private int longOption(String word, List<String> words, int next) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    String value = equals < 0 ? null : word.substring(equals + 1);
    Known option = longOption(name, word);
    if (!option.valued) {
      if (value != null) {
        throw refusal("option '--" + option.name + "' doesn't allow an argument");
      }
      options.add(new Given(option.key(), ""));
      return next;
    }
    if (value == null && !option.optional) {
      if (next == words.size()) {
        throw refusal("option '--" + option.name + "' requires an argument");
      }
      options.add(new Given(option.key(), words.get(next)));
      return next + 1;
    }
    options.add(new Given(option.key(), value == null ? "" : value));
    return next;
  }

  /// The option of this name, which may be cut short as long as only one is meant.
  private Known longOption(String name, String word) {
    List<Known> matching =
        known.stream().filter(k -> !name.isEmpty() && k.name.startsWith(name)).toList();
    for (Known option : matching) {
      if (option.name.equals(name) || matching.size() == 1) {
        return option;
      }
    }
    if (matching.isEmpty()) {
      int equals = word.indexOf('=');
      throw refusal(
          "unrecognized option '" + (equals < 0 ? word : word.substring(0, equals)) + "'");
    }
    String all = matching.stream().map(k -> " '--" + k.name + "'").collect(Collectors.joining());
    throw refusal("option '" + word + "' is ambiguous; possibilities:" + all);
  }

  private int letters(String word, List<String> words, int next) {
    for (int i = 1; i < word.length(); i++) {
      String letter = word.substring(i, i + 1);
      Known option =
          known.stream()
              .filter(k -> k.letter.equals(letter))
              .findFirst()
              .orElseThrow(() -> refusal("invalid option -- '" + letter + "'"));
      if (!option.valued) {
        options.add(new Given(option.key(), ""));
        continue;
      }
      String attached = word.substring(i + 1);
      if (!attached.isEmpty() || option.optional) {
        options.add(new Given(option.key(), attached));
        return next;
      }
      if (next == words.size()) {
        throw refusal("option requires an argument -- '" + letter + "'");
      }
      options.add(new Given(option.key(), words.get(next)));
      return next + 1;
    }
    return next;
  }

  private CommandException refusal(String message) {
    return usage(program, status, message);
  }

  /// A message, and where to find help.
  static CommandException usage(String program, int status, String message) {
    return new CommandException(
        status, program + ": " + message + "\nTry '" + program + " --help' for more information.");
  }
}
