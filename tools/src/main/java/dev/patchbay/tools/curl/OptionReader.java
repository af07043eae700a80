package dev.patchbay.tools.curl;

import dev.patchbay.core.text.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the words of a command line as curl does: short options bundled, long ones shortened or
/// turned round by `--no-`, and all else is an address.
final class OptionReader {
  private static final String HINT =
      "curl: try 'curl --help' or 'curl --manual' for more information";
  private static final int WRONG_USAGE = 2;

  /// Takes an argument if there is one.
  private static final List<String> HELP = List.of("-h", "--help");

  /// Takes what is read.
  interface Taker {
    /// An option as it was written, its long name, and its argument; `on` unless it was turned
    /// round.
    void option(String written, String name, @Nullable String value, boolean on);

    void address(String word);
  }

  private final OptionTable table = new OptionTable();
  private final List<String> words;
  private final Taker taker;
  private int at;

  OptionReader(List<String> words, Taker taker) {
    this.words = words;
    this.taker = taker;
  }

  void read() {
    boolean options = true;
    while (at < words.size()) {
      String word = words.get(at++);
      if (options && word.equals("--")) {
        options = false;
      } else if (options && word.startsWith("--")) {
        readLong(word);
      } else if (options && word.length() > 1 && word.startsWith("-")) {
        readShorts(word);
      } else {
        taker.address(word);
      }
    }
  }

  /// Reads one option alone; what it does not take is left.
  void readOne() {
    String word = words.get(at++);
    if (word.startsWith("--")) {
      readLong(word);
    } else {
      readShorts(word);
    }
  }

  /// What is said of an option that is wrong.
  static CommandException wrong(String written, String what) {
    return new CommandException(WRONG_USAGE, "curl: option " + written + ": " + what + "\n" + HINT);
  }

  static CommandException hint() {
    return new CommandException(WRONG_USAGE, HINT);
  }

  private void readLong(String word) {
    String name = word.substring(2);
    boolean on = !name.startsWith("no-") || !table.named(name).isEmpty();
    OptionTable.Entry entry = one(word, table.named(on ? name : name.substring(3)));
    taker.option(word, entry.name(), entry.takes() ? next(word) : null, on);
  }

  private void readShorts(String word) {
    for (int i = 1; i < word.length(); i++) {
      String written = "-" + word.charAt(i);
      OptionTable.Entry entry = one(written, table.lettered(word.charAt(i)));
      if (entry.takes()) {
        String rest = word.substring(i + 1);
        taker.option(written, entry.name(), rest.isEmpty() ? next(written) : rest, true);
        return;
      }
      taker.option(written, entry.name(), null, true);
    }
  }

  private static OptionTable.Entry one(String written, List<OptionTable.Entry> meant) {
    if (meant.isEmpty()) {
      throw wrong(written, "is unknown");
    }
    if (meant.size() > 1) {
      throw wrong(written, "is ambiguous");
    }
    return meant.getFirst();
  }

  private String next(String written) {
    if (at == words.size() && HELP.contains(written)) {
      return "";
    }
    if (at == words.size()) {
      throw wrong(written, "requires parameter");
    }
    return words.get(at++);
  }
}
