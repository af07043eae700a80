package dev.patchbay.shell.syntax;

/// Reads `$'…'`, whose escapes are those of C.
public final class CQuotes {
  private static final String LETTERS = "abeEfnrtv";
  private static final String CONTROLS = "\u0007\b\u001b\u001b\f\n\r\t\u000b";

  private final Source source;

  CQuotes(Source source) {
    this.source = source;
  }

  /// The text without its escapes, as `$'…'` would have it.
  public static String expand(String text) {
    Source source = new Source(Lines.of(text), 1);
    CQuotes escapes = new CQuotes(source);
    StringBuilder expanded = new StringBuilder();
    while (source.peekRaw(0) != Source.END) {
      escapes.read(expanded);
    }
    return expanded.toString();
  }

  /// One character or escape; the source stands at it.
  void read(StringBuilder into) {
    int c = source.peekRaw(0);
    source.skip();
    if (c != '\\' || source.peekRaw(0) == Source.END) {
      into.append((char) c);
      return;
    }
    int escape = source.peekRaw(0);
    source.skip();
    int letter = LETTERS.indexOf(escape);
    if (letter >= 0) {
      into.append(CONTROLS.charAt(letter));
    } else {
      numbered(into, escape);
    }
  }

  private void numbered(StringBuilder into, int escape) {
    switch (escape) {
      case 'x' -> code(into, number(16, 2, 0), "\\x");
      case 'u' -> code(into, number(16, 4, 0), "\\u");
      case 'U' -> code(into, number(16, 8, 0), "\\U");
      case 'c' -> {
        into.append((char) (source.peekRaw(0) & 0x1f));
        source.skip();
      }
      case '\\', '\'', '"', '?' -> into.append((char) escape);
      default -> {
        if (escape >= '0' && escape <= '7') {
          into.append((char) (number(8, 2, escape - '0') & 0xff));
        } else {
          into.append('\\').append((char) escape);
        }
      }
    }
  }

  private static void code(StringBuilder into, int value, String asWritten) {
    if (value < 0) {
      into.append(asWritten);
    } else {
      into.appendCodePoint(Character.isValidCodePoint(value) ? value : 0xfffd);
    }
  }

  /// Up to `digits` more digits after a number so far; -1 when there is none at all.
  private int number(int base, int digits, int soFar) {
    int value = base == 8 ? soFar : -1;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(source.peekRaw(0), base);
      if (digit < 0) {
        break;
      }
      value = Math.max(value, 0) * base + digit;
      source.skip();
    }
    return value;
  }
}
