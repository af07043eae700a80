package dev.patchbay.shell.expand;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A pattern of the shell (XCU 2.13): `*`, `?`, `[a-z]`, and characters that stand for themselves;
/// where it is extended, also `?(a|b)`, `*(a|b)`, `+(a|b)`, `@(a|b)` and `!(a|b)`.
///
/// Written as a text in which a backslash quotes the character after it.
public final class Pattern {
  /// How patterns are read.
  ///
  /// @param extended whether they may have groups
  /// @param anyCase whether capital letters and small ones are the same
  public record Manner(boolean extended, boolean anyCase) {
    /// POSIX's.
    public static final Manner PLAIN = new Manner(false, false);
  }

  /// One character of the pattern.
  private interface Element {
    boolean matches(char c);
  }

  /// Stands for any characters, none included.
  private record Star() implements Element {
    @Override
    public boolean matches(char c) {
      return true;
    }
  }

  /// `@(a|b)` and its like.
  private record Group(char kind, List<Pattern> choices) implements Element {
    @Override
    public boolean matches(char c) {
      return false;
    }
  }

  private final Element[] elements;
  private final boolean hasGroups;
  private final boolean isPlain;
  private final String plain;

  private Pattern(Element[] elements, boolean isPlain, String plain) {
    this.elements = elements;
    this.hasGroups = Arrays.stream(elements).anyMatch(Group.class::isInstance);
    this.isPlain = isPlain;
    this.plain = plain;
  }

  /// Reads a pattern of POSIX's.
  public static Pattern of(String text) {
    return of(text, Manner.PLAIN);
  }

  /// Reads a pattern.
  public static Pattern of(String text, Manner manner) {
    List<Element> elements = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    boolean isPlain = true;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int close = manner.extended ? groupEnd(text, at) : -1;
      if (close > 0) {
        elements.add(new Group(c, choices(text.substring(at + 2, close - 1), manner)));
        at = close;
        isPlain = false;
        continue;
      }
      int end = c == '[' ? Bracket.end(text, at) : -1;
      if (end > 0) {
        Bracket bracket = Bracket.of(text, at + 1, end - 1);
        elements.add(
            manner.anyCase
                ? any -> bracket.matches(lower(any)) || bracket.matches(upper(any))
                : bracket::matches);
        at = end;
        isPlain = false;
        continue;
      }
      if (c == '*' || c == '?') {
        elements.add(c == '*' ? new Star() : any -> true);
        isPlain = false;
        at++;
        continue;
      }
      int length = c == '\\' && at + 1 < text.length() ? 2 : 1;
      char itself = text.charAt(at + length - 1);
      elements.add(
          manner.anyCase ? other -> lower(other) == lower(itself) : other -> other == itself);
      isPlain &= !manner.anyCase || lower(itself) == upper(itself);
      plain.append(itself);
      at += length;
    }
    return new Pattern(elements.toArray(Element[]::new), isPlain, plain.toString());
  }

  private static char lower(char c) {
    return Character.toLowerCase(c);
  }

  private static char upper(char c) {
    return Character.toUpperCase(c);
  }

  /// Behind the group that begins at this place, or -1.
  private static int groupEnd(String text, int start) {
    if ("?*+@!".indexOf(text.charAt(start)) < 0 || !text.startsWith("(", start + 1)) {
      return -1;
    }
    int depth = 0;
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
      i += c == '\\' ? 1 : 0;
    }
    return -1;
  }

  private static List<Pattern> choices(String text, Manner manner) {
    List<Pattern> choices = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        choices.add(of(text.substring(start, i), manner));
        start = i + 1;
      }
      i += c == '\\' ? 1 : 0;
    }
    choices.add(of(text.substring(start), manner));
    return choices;
  }

  /// The text with everything quoted that means something in a pattern.
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    quote(text, quoted);
    return quoted.toString();
  }

  static void quote(String text, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]\\-!^".indexOf(c) >= 0) {
        into.append('\\');
      }
      into.append(c);
    }
  }

  /// Whether it stands for one text only.
  public boolean isPlain() {
    return isPlain;
  }

  /// That text, when it [#isPlain].
  public String plain() {
    return plain;
  }

  /// Whether it stands for the whole text.
  public boolean matches(String text) {
    return isPlain ? plain.equals(text) : matches(text, 0, text.length());
  }

  /// Whether it stands for the characters from `start` to `end`.
  public boolean matches(String text, int start, int end) {
    if (hasGroups) {
      return new Attempt(text, end).from(0, start);
    }
    int element = 0;
    int at = start;
    int star = -1;
    int resume = start;
    while (at < end) {
      if (element < elements.length && elements[element] instanceof Star) {
        star = element++;
        resume = at;
      } else if (element < elements.length && elements[element].matches(text.charAt(at))) {
        element++;
        at++;
      } else if (star >= 0) {
        element = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (element < elements.length && elements[element] instanceof Star) {
      element++;
    }
    return element == elements.length;
  }

  /// Tries all ways in which groups can match; what has failed once is not tried again.
  private final class Attempt {
    private final String text;
    private final int end;
    private final BitSet failed = new BitSet();

    Attempt(String text, int end) {
      this.text = text;
      this.end = end;
    }

    /// Whether the elements from this one on stand for the characters from `start` on.
    boolean from(int element, int start) {
      if (element == elements.length) {
        return start == end;
      }
      int state = element * (end + 1) + start;
      if (failed.get(state)) {
        return false;
      }
      boolean matches = tried(element, start);
      failed.set(state, !matches);
      return matches;
    }

    private boolean tried(int element, int start) {
      Element first = elements[element];
      if (first instanceof Group group) {
        return group(group, element, start);
      }
      if (first instanceof Star) {
        for (int at = start; at <= end; at++) {
          if (from(element + 1, at)) {
            return true;
          }
        }
        return false;
      }
      return start < end && first.matches(text.charAt(start)) && from(element + 1, start + 1);
    }

    private boolean group(Group group, int element, int start) {
      boolean mayBeAbsent = group.kind == '?' || group.kind == '*';
      if (mayBeAbsent && from(element + 1, start)) {
        return true;
      }
      boolean again = group.kind == '*' || group.kind == '+';
      for (int at = end; at >= start; at--) {
        int stop = at;
        boolean one = group.choices.stream().anyMatch(choice -> choice.matches(text, start, stop));
        if (one == (group.kind == '!')) {
          continue;
        }
        if (from(element + 1, at) || (again && at > start && from(element, at))) {
          return true;
        }
      }
      return false;
    }
  }

  /// The end of the longest or shortest match that begins at `start`, or -1.
  public int matchEnd(String text, int start, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length - start; i++) {
      int end = longest ? length - i : start + i;
      if (matches(text, start, end)) {
        return end;
      }
    }
    return -1;
  }

  /// The start of the longest or shortest match that ends the text, or -1.
  public int suffixStart(String text, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length; i++) {
      int start = longest ? i : length - i;
      if (matches(text, start, length)) {
        return start;
      }
    }
    return -1;
  }
}
