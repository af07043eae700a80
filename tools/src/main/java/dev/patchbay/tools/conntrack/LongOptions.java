package dev.patchbay.tools.conntrack;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The long words and the letters they stand for, as `getopt_long` finds them: as much of one as
/// only it begins with will do.
final class LongOptions {
  /// How many values an option has.
  enum Values {
    NONE,
    ONE,
    MAYBE
  }

  private static final String WORDS =
      """
      dump L create I add A delete D update U get G flush F event E counter C stats S version V
      help h orig-src s src s orig-dst d dst d reply-src r reply-dst q protonum p timeout t
      status u zero z event-mask e tuple-src [ tuple-dst ] mask-src { mask-dst } nat-range a
      mark m secmark c id i family f src-nat n dst-nat g output o buffer-size b any-nat j zone w
      label l label-add < label-del > orig-zone ( reply-zone )
      """;

  private static final String ALONE = "SVhz";
  private static final String MAYBE = "LIADUGFECngj>";

  private static final Map<String, Character> LETTERS = letters();

  private LongOptions() {}

  private static Map<String, Character> letters() {
    Map<String, Character> letters = new LinkedHashMap<>();
    String[] words = WORDS.strip().split("\\s+", -1);
    for (int i = 0; i < words.length; i += 2) {
      letters.put(words[i], words[i + 1].charAt(0));
    }
    return letters;
  }

  /// Whether there is such a letter.
  static boolean knows(char letter) {
    return LETTERS.containsValue(letter);
  }

  /// How many values come with it.
  static Values values(char letter) {
    if (ALONE.indexOf(letter) >= 0) {
      return Values.NONE;
    }
    return MAYBE.indexOf(letter) >= 0 ? Values.MAYBE : Values.ONE;
  }

  /// The letter of the word, or null where none or several begin like that.
  static @Nullable Character letter(String word) {
    Character whole = LETTERS.get(word);
    if (whole != null) {
      return whole;
    }
    Set<Character> found = new HashSet<>();
    LETTERS.forEach((name, letter) -> {
      if (name.startsWith(word)) {
        found.add(letter);
      }
    });
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /// How the letter is written out where a message tells of it.
  static String word(char letter) {
    return switch (letter) {
      case 's' -> "orig-src";
      case 'd' -> "orig-dst";
      default ->
          LETTERS.entrySet().stream()
              .filter(entry -> entry.getValue() == letter)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
    };
  }
}
