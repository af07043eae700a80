package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// bash's brace expansion, `a{b,c}` and `{1..9}`: done when the word is read, since it looks at
/// nothing but the word.
final class BraceExpansion {
  private static final Pattern NUMBERS =
      Pattern.compile("(-?\\d{1,17})\\.\\.(-?\\d{1,17})(?:\\.\\.(-?\\d{1,17}))?");
  private static final Pattern LETTERS =
      Pattern.compile("([A-Za-z])\\.\\.([A-Za-z])(?:\\.\\.(-?\\d{1,9}))?");

  private static final int MOST_WORDS = 1_000_000;

  /// A word of so many pieces counts as one, a longer one as several.
  private static final int PARTS = 4;

  private BraceExpansion() {}

  /// Adds what the word stands for: itself, if it has no braces that are expanded.
  static void expand(Word word, List<Word> into) {
    if (!hasBrace(word)) {
      into.add(word);
      return;
    }
    String written = word.written();
    for (List<Part> parts : expand(word.parts())) {
      if (parts.isEmpty()) {
        continue;
      }
      into.add(Tildes.inWord(new Word(merge(parts))).as(written));
      written = "";
    }
  }

  private static boolean hasBrace(Word word) {
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal(String text) && text.indexOf('{') >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The parts with each unquoted character on its own, so that braces can be found by index.
  private static List<List<Part>> expand(List<Part> parts) {
    List<Part> pieces = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Literal(String text)) {
        text.chars().forEach(c -> pieces.add(new Part.Literal(String.valueOf((char) c))));
      } else {
        pieces.add(part);
      }
    }
    return alternatives(pieces);
  }

  private static List<List<Part>> alternatives(List<Part> pieces) {
    for (int open = 0; open < pieces.size(); open++) {
      int close = is(pieces, open, '{') ? closing(pieces, open) : -1;
      List<List<Part>> choices = close < 0 ? List.of() : choices(pieces.subList(open + 1, close));
      if (!choices.isEmpty()) {
        List<Part> before = pieces.subList(0, open);
        return combine(before, choices, alternatives(pieces.subList(close + 1, pieces.size())));
      }
    }
    return List.of(pieces);
  }

  private static List<List<Part>> combine(
      List<Part> before, List<List<Part>> choices, List<List<Part>> rests) {
    List<List<Part>> all = new ArrayList<>();
    for (List<Part> choice : choices) {
      for (List<Part> rest : rests) {
        limit((long) all.size() * (1 + before.size() + rest.size()) / PARTS);
        List<Part> one = new ArrayList<>(before);
        one.addAll(choice);
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  private static void limit(long words) {
    if (words >= MOST_WORDS) {
      throw new TooManyWords();
    }
  }

  /// Braces that stand for more words than a lab has room for.
  static final class TooManyWords extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyWords() {
      super("brace expansion: more than " + MOST_WORDS + " words", null, false, false);
    }
  }

  private static int closing(List<Part> pieces, int open) {
    int depth = 0;
    for (int i = open; i < pieces.size(); i++) {
      depth += is(pieces, i, '{') ? 1 : is(pieces, i, '}') ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// What the inside of a pair of braces offers; nothing when it is neither a list nor a range.
  private static List<List<Part>> choices(List<Part> inside) {
    List<List<Part>> choices = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < inside.size(); i++) {
      depth += is(inside, i, '{') ? 1 : is(inside, i, '}') ? -1 : 0;
      if (depth == 0 && is(inside, i, ',')) {
        choices.addAll(alternatives(inside.subList(start, i)));
        start = i + 1;
      }
    }
    if (start == 0) {
      return range(inside);
    }
    choices.addAll(alternatives(inside.subList(start, inside.size())));
    return choices;
  }

  private static List<List<Part>> range(List<Part> inside) {
    StringBuilder text = new StringBuilder();
    for (Part part : inside) {
      if (!(part instanceof Part.Literal(String c))) {
        return List.of();
      }
      text.append(c);
    }
    Matcher letters = LETTERS.matcher(text);
    if (letters.matches()) {
      return letters(letters);
    }
    Matcher numbers = NUMBERS.matcher(text);
    return numbers.matches() ? numbers(numbers) : List.of();
  }

  private static List<List<Part>> letters(Matcher range) {
    List<List<Part>> choices = new ArrayList<>();
    char from = range.group(1).charAt(0);
    char to = range.group(2).charAt(0);
    long step = step(range.group(3), from, to);
    for (long c = from; step > 0 ? c <= to : c >= to; c += step) {
      choices.add(List.of(new Part.Quoted(String.valueOf((char) c))));
    }
    return choices;
  }

  private static List<List<Part>> numbers(Matcher range) {
    List<List<Part>> choices = new ArrayList<>();
    long from = Long.parseLong(range.group(1));
    long to = Long.parseLong(range.group(2));
    int width =
        isPadded(range.group(1)) || isPadded(range.group(2))
            ? Math.max(range.group(1).length(), range.group(2).length())
            : 1;
    long step = step(range.group(3), from, to);
    limit((to - from) / step);
    for (long n = from; step > 0 ? n <= to : n >= to; n += step) {
      String digits = width == 1 ? Long.toString(n) : ("%0" + width + "d").formatted(n);
      choices.add(List.of(new Part.Quoted(digits)));
    }
    return choices;
  }

  private static boolean isPadded(String number) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    return digits.length() > 1 && digits.startsWith("0");
  }

  private static long step(@Nullable String written, long from, long to) {
    long size = written == null ? 1 : Math.max(1, Math.abs(Long.parseLong(written)));
    return from <= to ? size : -size;
  }

  private static boolean is(List<Part> pieces, int index, char c) {
    return pieces.get(index) instanceof Part.Literal(String text) && text.charAt(0) == c;
  }

  /// Joins what was taken apart, so that a pattern or a reserved word is one part again.
  private static List<Part> merge(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      Part joined = merged.isEmpty() ? null : join(merged.getLast(), part);
      if (joined == null) {
        merged.add(part);
      } else {
        merged.set(merged.size() - 1, joined);
      }
    }
    return merged;
  }

  private static @Nullable Part join(Part before, Part after) {
    if (before instanceof Part.Literal(String left)
        && after instanceof Part.Literal(String right)) {
      return new Part.Literal(left + right);
    }
    if (before instanceof Part.Quoted(String left) && after instanceof Part.Quoted(String right)) {
      return new Part.Quoted(left + right);
    }
    return null;
  }
}
