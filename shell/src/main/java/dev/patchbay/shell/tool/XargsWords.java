package dev.patchbay.shell.tool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The input of `xargs` as words: at blanks, with quotes; or lines, under `-I`; or at a delimiter.
final class XargsWords {
  /// A word, and whether a line ends behind it, which `-L` counts.
  record Word(String text, boolean endsLine) {}

  private final Program program;
  private final String input;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private XargsWords(Program program, String input) {
    this.program = program;
    this.input = input;
  }

  static List<Word> read(Program program, String input, Getopt.Parsed options, boolean lines) {
    XargsWords reader = new XargsWords(program, input);
    String delimiter = options.value("delimiter");
    if (options.has("null") || delimiter != null) {
      String parting = delimiter == null ? "\0" : Escapes.of(delimiter, true, false).text();
      return reader.delimited(parting.isEmpty() ? '\0' : parting.charAt(0));
    }
    reader.quoted(lines);
    return upTo(reader.words, options.value("E"));
  }

  private static List<Word> upTo(List<Word> words, @Nullable String end) {
    for (int i = 0; end != null && i < words.size(); i++) {
      if (words.get(i).text().equals(end)) {
        return words.subList(0, i);
      }
    }
    return words;
  }

  private List<Word> delimited(char delimiter) {
    while (at < input.length()) {
      int end = input.indexOf(delimiter, at);
      int stop = end < 0 ? input.length() : end;
      words.add(new Word(input.substring(at, stop), true));
      at = stop + 1;
    }
    return words;
  }

  private void quoted(boolean lines) {
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    while (at < input.length()) {
      char c = input.charAt(at++);
      boolean blank = c == ' ' || c == '\t';
      if (c == '\n' || (blank && (!lines || !begun))) {
        if (begun) {
          words.add(new Word(word.toString(), c == '\n'));
        } else if (c == '\n' && !words.isEmpty()) {
          words.set(words.size() - 1, new Word(words.getLast().text(), true));
        }
        word.setLength(0);
        begun = false;
        continue;
      }
      begun = true;
      if (c == '\'' || c == '"') {
        quote(word, c);
      } else if (c == '\\' && at < input.length()) {
        word.append(input.charAt(at++));
      } else {
        word.append(c);
      }
    }
    if (begun) {
      words.add(new Word(word.toString(), true));
    }
  }

  private void quote(StringBuilder word, char quote) {
    int end = input.indexOf(quote, at);
    int newline = input.indexOf('\n', at);
    if (end < 0 || (newline >= 0 && newline < end)) {
      String kind = quote == '"' ? "double" : "single";
      throw program.refusal(
          1,
          "unmatched "
              + kind
              + " quote; by default quotes are special to xargs unless you use the -0 option");
    }
    word.append(input, at, end);
    at = end + 1;
  }
}
