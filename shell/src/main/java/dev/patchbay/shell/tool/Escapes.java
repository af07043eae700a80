package dev.patchbay.shell.tool;

/// The backslash escapes of `echo -e` and `printf`.
final class Escapes {
  private static final String LETTERS = "abefnrtv\\E";
  private static final String CONTROLS = "\u0007\b\u001b\f\n\r\t\u000b\\\u001b";

  /// A byte that is no character of its own; see [dev.patchbay.shell.text.Bytes].
  private static final int BYTE = 0xdc00;

  /// A text without its escapes, and whether `\c` has cut it off.
  record Result(String text, boolean stops) {}

  private final String source;
  private final boolean zeroOctal;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private Escapes(String source, boolean zeroOctal) {
    this.source = source;
    this.zeroOctal = zeroOctal;
  }

  /// Reads the escapes of a whole text.
  ///
  /// @param zeroOctal octal numbers begin with 0, as in `echo -e` and `%b`
  /// @param stops whether `\c` ends all output
  static Result of(String source, boolean zeroOctal, boolean stops) {
    Escapes escapes = new Escapes(source, zeroOctal);
    while (escapes.at < source.length()) {
      char c = source.charAt(escapes.at);
      if (c != '\\' || escapes.at + 1 == source.length()) {
        escapes.text.append(c);
        escapes.at++;
      } else if (source.charAt(escapes.at + 1) == 'c' && stops) {
        return new Result(escapes.text.toString(), true);
      } else {
        escapes.escape();
      }
    }
    return new Result(escapes.text.toString(), false);
  }

  private void escape() {
    char c = source.charAt(at + 1);
    at += 2;
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      text.append(CONTROLS.charAt(letter));
    } else if (c == 'x') {
      hexadecimal(2, c);
    } else if (c == 'u' || c == 'U') {
      hexadecimal(c == 'u' ? 4 : 8, c);
    } else if (c >= '0' && c <= '7') {
      octal(c);
    } else if (!zeroOctal && (c == '"' || c == '\'' || c == '?')) {
      text.append(c);
    } else {
      text.append('\\').append(c);
    }
  }

  private void octal(char first) {
    int digits = zeroOctal && first == '0' ? 3 : 2;
    int value = first - '0';
    for (int i = 0; i < digits && at < source.length(); i++) {
      int digit = Character.digit(source.charAt(at), 8);
      if (digit < 0) {
        break;
      }
      value = value * 8 + digit;
      at++;
    }
    appendByte(value & 0xff);
  }

  private void hexadecimal(int most, char kind) {
    int start = at;
    int value = 0;
    while (at < source.length() && at - start < most) {
      int digit = Character.digit(source.charAt(at), 16);
      if (digit < 0) {
        break;
      }
      value = value * 16 + digit;
      at++;
    }
    if (at == start) {
      text.append('\\').append(kind);
    } else if (kind == 'x') {
      appendByte(value);
    } else {
      text.appendCodePoint(Character.isValidCodePoint(value) ? value : 0xfffd);
    }
  }

  private void appendByte(int value) {
    text.append((char) (value < 0x80 ? value : BYTE | value));
  }
}
