package dev.patchbay.shell.tool;

import java.util.List;

/// What `echo` prints.
public final class EchoText {
  private EchoText() {}

  private static boolean isOption(String word) {
    boolean is = word.length() > 1 && word.charAt(0) == '-';
    for (int i = 1; is && i < word.length(); i++) {
      is = "neE".indexOf(word.charAt(i)) >= 0;
    }
    return is;
  }

  /// The words with blanks between, and a newline unless `-n`; escapes count under `-e`.
  public static String of(List<String> words) {
    boolean newline = true;
    boolean escapes = false;
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      for (char option : words.get(at++).substring(1).toCharArray()) {
        newline &= option != 'n';
        escapes = option == 'e' || (escapes && option != 'E');
      }
    }
    String text = String.join(" ", words.subList(at, words.size()));
    if (!escapes) {
      return newline ? text + "\n" : text;
    }
    Escapes.Result result = Escapes.of(text, true, true);
    return newline && !result.stops() ? result.text() + "\n" : result.text();
  }
}
