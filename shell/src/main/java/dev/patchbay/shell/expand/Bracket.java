package dev.patchbay.shell.expand;

import java.util.BitSet;

/// A bracket expression, `[!a-z[:digit:]]`, over the characters of the C locale.
public final class Bracket {
  private final boolean negated;
  private final BitSet members;

  private Bracket(boolean negated, BitSet members) {
    this.negated = negated;
    this.members = members;
  }

  /// Where the bracket that opens at `open` ends, behind its closing bracket; -1 when it has none.
  public static int end(String text, int open) {
    int at = open + 1;
    if (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^')) {
      at++;
    }
    boolean first = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ']' && !first) {
        return at + 1;
      }
      int inner = c == '[' ? classEnd(text, at) : -1;
      at = inner > 0 ? inner : at + (c == '\\' ? 2 : 1);
      first = false;
    }
    return -1;
  }

  /// The expression between `start` and `end`, which leave the outer brackets out.
  public static Bracket of(String text, int start, int end) {
    boolean negated = text.charAt(start) == '!' || text.charAt(start) == '^';
    BitSet members = new BitSet();
    int at = negated ? start + 1 : start;
    while (at < end) {
      int inner = text.charAt(at) == '[' ? classEnd(text, at) : -1;
      if (inner > 0 && text.charAt(at + 1) == ':') {
        members.or(CharacterClass.named(text.substring(at + 2, inner - 2)));
        at = inner;
        continue;
      }
      int last = memberEnd(text, at);
      char low = member(text, at, last);
      if (last + 1 < end && text.charAt(last) == '-') {
        int rangeEnd = memberEnd(text, last + 1);
        char high = member(text, last + 1, rangeEnd);
        if (low <= high) {
          members.set(low, high + 1);
        }
        last = rangeEnd;
      } else {
        members.set(low);
      }
      at = last;
    }
    return new Bracket(negated, members);
  }

  /// Whether the character is one of those meant.
  public boolean matches(char c) {
    return members.get(c) != negated;
  }

  private static int memberEnd(String text, int at) {
    int inner = text.charAt(at) == '[' ? classEnd(text, at) : -1;
    return inner > 0 ? inner : at + (text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1);
  }

  /// A single character, maybe quoted, or written `[.c.]` or `[=c=]`.
  private static char member(String text, int at, int end) {
    return end - at > 4 ? text.charAt(at + 2) : text.charAt(end - 1);
  }

  /// The end of `[:…:]`, `[.….]` or `[=…=]` at this place, or -1.
  private static int classEnd(String text, int open) {
    char kind = open + 1 < text.length() ? text.charAt(open + 1) : ' ';
    if (kind != ':' && kind != '.' && kind != '=') {
      return -1;
    }
    int close = text.indexOf(kind + "]", open + 2);
    return close < 0 ? -1 : close + 2;
  }
}
