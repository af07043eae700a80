package dev.patchbay.shell.complete;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The command that the cursor stands in, as far as it has been typed.
///
/// @param words the words before the one at the cursor, quotes taken away
/// @param last the part of the word at the cursor that stands before it
record Typed(List<String> words, String last) {
  private static final String ENDS_COMMAND = ";|&(){}`\n";

  /// Words behind which a command begins.
  private static final Set<String> LEADING =
      Set.of("if", "then", "else", "elif", "while", "until", "do", "!", "time");

  Typed {
    words = List.copyOf(words);
  }

  /// Reads the line up to the cursor.
  static Typed of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : append(word, c, quote);
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (ENDS_COMMAND.indexOf(c) >= 0) {
        words.clear();
        word.setLength(0);
        inWord = false;
      } else if (c == ' ' || c == '\t') {
        end(words, word, inWord);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    return new Typed(words, word.toString());
  }

  private static char append(StringBuilder word, char c, char quote) {
    word.append(c);
    return quote;
  }

  private static void end(List<String> words, StringBuilder word, boolean inWord) {
    String text = word.toString();
    word.setLength(0);
    boolean leads = words.isEmpty() && (LEADING.contains(text) || text.matches("\\w+=.*"));
    if (inWord && !leads) {
      words.add(text);
    }
  }

  /// Whether the word at the cursor is the command's name.
  boolean isCommand() {
    return words.isEmpty();
  }

  /// Whether a file's name stands at the cursor, behind `<` or `>`.
  boolean isRedirection() {
    return last.startsWith("<")
        || last.startsWith(">")
        || (!words.isEmpty() && words.getLast().matches("[0-9]?(<|>|>>)"));
  }

  /// The word before the one at the cursor, or empty.
  String before() {
    return words.isEmpty() ? "" : words.getLast();
  }

  /// The command that begins with the word of this number: what `sudo` and the like run.
  Typed from(int index) {
    return new Typed(words.subList(Math.min(index, words.size()), words.size()), last);
  }
}
