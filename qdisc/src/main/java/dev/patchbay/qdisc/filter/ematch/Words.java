package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import java.util.List;
import java.util.OptionalLong;

/// The words between the brackets of a match, and how they are refused (`em_parse_error`).
final class Words {
  private final String name;
  private final List<String> words;

  /// What stands in front of the match on the command line, as it is shown.
  private final String context;

  private String usage = "";
  private int next;

  Words(String name, List<String> words, String context) {
    this.name = name;
    this.words = words;
    this.context = context;
  }

  void usage(String text) {
    usage = text;
  }

  boolean hasNext() {
    return next < words.size();
  }

  String next() {
    if (!hasNext()) {
      throw incomplete("missing arguments");
    }
    return words.get(next++);
  }

  boolean accept(String word) {
    boolean is = hasNext() && words.get(next).equals(word);
    next += is ? 1 : 0;
    return is;
  }

  /// `u8`, `u16` or `u32`, in bytes.
  int alignment() {
    return switch (next()) {
      case "u8" -> 1;
      case "u16" -> 2;
      case "u32" -> 4;
      default -> throw refused("invalid alignment");
    };
  }

  int layer() {
    return switch (next()) {
      case "link", "0" -> 0;
      case "network", "1" -> 1;
      case "transport", "2" -> 2;
      default -> throw refused("illegal layer, must be in 0..2");
    };
  }

  /// The one that has just been read.
  Comparison comparison() {
    return switch (words.get(next - 1)) {
      case "eq" -> Comparison.EQ;
      case "gt" -> Comparison.GT;
      case "lt" -> Comparison.LT;
      default -> throw refused("invalid operand");
    };
  }

  long number(String what) {
    return number(next(), what);
  }

  long number(String word, String what) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw refused("invalid " + what);
    }
    return number.getAsLong();
  }

  /// Whether the next number is counted from the header behind: what says so is taken off.
  boolean nextHeader() {
    String word = hasNext() ? words.get(next) : "";
    if (!word.startsWith("nexthdr+")) {
      return false;
    }
    words.set(next, word.substring("nexthdr+".length()));
    return true;
  }

  /// The last word is wrong.
  CommandException refused(String message) {
    return refused(message, next - 1);
  }

  /// Something is missing.
  CommandException incomplete(String message) {
    return refused(message, -1);
  }

  private CommandException refused(String message, int wrong) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      shown.append(i == 0 ? "" : " ");
      shown.append(i == wrong ? ">>" + words.get(i) + "<<" : words.get(i));
    }
    return new CommandException(
        1,
        "%s: %s\n... %s...\n... %s(%s)...\n%s\nIllegal \"ematch\""
            .formatted(name, message, context, name, shown, usage));
  }
}
