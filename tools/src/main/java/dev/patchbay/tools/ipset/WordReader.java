package dev.patchbay.tools.ipset;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Walks keywords and the values behind them.
final class WordReader {
  private final TypeSyntax type;
  private final List<Word> allowed;
  private final Set<Word> seen = EnumSet.noneOf(Word.class);

  WordReader(TypeSyntax type, List<Word> allowed) {
    this.type = type;
    this.allowed = allowed;
  }

  /// Hands over each keyword with its value; a flag's is how it was written.
  void read(List<String> words, BiConsumer<Word, String> taker) {
    for (int i = 0; i < words.size(); i++) {
      String given = words.get(i);
      Word word = Word.find(allowed, given);
      if (word == null) {
        throw unknown(given);
      }
      if (!word.isFlag() && i + 1 == words.size()) {
        throw Failure.parameter("Missing mandatory argument of option `" + word.text() + "'");
      }
      taker.accept(word, word.isFlag() ? given : words.get(++i));
    }
  }

  private Failure unknown(String given) {
    Word newer = Word.find(type.newer().keySet().stream().sorted().toList(), given);
    if (newer == null || allowed != type.create()) {
      return Failure.parameter("Unknown argument: `" + given + "'");
    }
    return Failure.parameter(
        "Argument `"
            + given
            + "' is supported in the kernel module of the set type "
            + type.word()
            + " starting from the revision "
            + type.newer().get(newer)
            + " and you have installed revision "
            + type.revision()
            + " only. Your kernel is behind your ipset utility.");
  }

  /// Refuses a setting that has been given already.
  void once(Word word) {
    if (!seen.add(word.setting())) {
      throw Failure.syntax(word.text() + " already specified");
    }
  }
}
