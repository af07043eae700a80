package dev.patchbay.shell.tool;

import dev.patchbay.shell.expand.CharacterClass;
import dev.patchbay.shell.text.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// A set of `tr`, in the order in which it is written: `a-z`, `[:digit:]`, `[=c=]`, `[c*n]`, `\n`,
/// `\101`.
///
/// @param bytes the bytes
/// @param filler where `[c*]` stood, or -1: there the set grows to the length of the other
/// @param fill what it grows by
@SuppressWarnings("ArrayRecordComponent")
record TrSet(int[] bytes, int filler, int fill) {
  static TrSet of(Program program, String text) {
    return new Reader(program, Bytes.encode(text)).read();
  }

  BitSet members() {
    BitSet members = new BitSet(256);
    for (int b : bytes) {
      members.set(b);
    }
    return members;
  }

  TrSet complement() {
    BitSet members = members();
    int[] others = IntStream.range(0, 256).filter(b -> !members.get(b)).toArray();
    return new TrSet(others, -1, 0);
  }

  /// The set with its filler, if it has one, grown up to `length`.
  TrSet padded(int length) {
    if (filler < 0 || bytes.length >= length) {
      return this;
    }
    int[] grown = new int[length];
    int more = length - bytes.length;
    System.arraycopy(bytes, 0, grown, 0, filler);
    Arrays.fill(grown, filler, filler + more, fill);
    System.arraycopy(bytes, filler, grown, filler + more, bytes.length - filler);
    return new TrSet(grown, -1, 0);
  }

  /// Reads a set.
  private static final class Reader {
    private final Program program;
    private final byte[] text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;
    private int filler = -1;
    private int fill;

    Reader(Program program, byte[] text) {
      this.program = program;
      this.text = text;
    }

    TrSet read() {
      while (at < text.length) {
        if (text[at] == '[' && bracket()) {
          continue;
        }
        int low = character();
        boolean range = at + 1 < text.length && text[at] == '-';
        if (!range) {
          bytes.write(low);
          continue;
        }
        int before = at - 1;
        at++;
        int high = character();
        if (high < low) {
          throw program.refusal(
              1,
              "range-endpoints of '"
                  + new String(text, before, at - before, StandardCharsets.ISO_8859_1)
                  + "' are in reverse collating sequence order");
        }
        for (int c = low; c <= high; c++) {
          bytes.write(c);
        }
      }
      byte[] all = bytes.toByteArray();
      int[] numbers = new int[all.length];
      for (int i = 0; i < all.length; i++) {
        numbers[i] = all[i] & 0xff;
      }
      return new TrSet(numbers, filler, fill);
    }

    private int character() {
      int c = text[at++] & 0xff;
      if (c != '\\' || at == text.length) {
        return c;
      }
      int escape = text[at++] & 0xff;
      int known = "abfnrtv".indexOf(escape);
      if (known >= 0) {
        return "\u0007\b\f\n\r\t\u000b".charAt(known);
      }
      if (escape < '0' || escape > '7') {
        return escape;
      }
      int value = escape - '0';
      for (int i = 0; i < 2 && at < text.length; i++) {
        int digit = text[at] - '0';
        if (digit < 0 || digit > 7 || value * 8 + digit > 255) {
          break;
        }
        value = value * 8 + digit;
        at++;
      }
      return value;
    }

    /// `[:class:]`, `[=c=]` or `[c*n]`; whether one stood here.
    private boolean bracket() {
      String rest = new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
      if (rest.startsWith("[:") && rest.indexOf(":]") > 0) {
        int end = rest.indexOf(":]");
        characterClass(rest.substring(2, end));
        at += end + 2;
        return true;
      }
      if (rest.length() >= 5 && rest.startsWith("[=") && rest.startsWith("=]", 3)) {
        bytes.write(rest.charAt(2));
        at += 5;
        return true;
      }
      return repeat(rest);
    }

    private void characterClass(String name) {
      BitSet members = CharacterClass.named(name);
      if (members.isEmpty()) {
        throw program.refusal(1, "invalid character class '" + name + "'");
      }
      members.stream().forEach(bytes::write);
    }

    private boolean repeat(String rest) {
      int star = rest.indexOf('*', 2);
      int close = rest.indexOf(']', 2);
      boolean single = star == 2 || (star > 2 && rest.charAt(1) == '\\');
      if (!single || close < star || !rest.substring(star + 1, close).matches("\\d*")) {
        return false;
      }
      at++;
      int c = character();
      at += close - star + 1;
      String digits = rest.substring(star + 1, close);
      int count = digits.isEmpty() ? 0 : Integer.parseInt(digits, digits.startsWith("0") ? 8 : 10);
      if (count == 0) {
        filler = bytes.size();
        fill = c;
      }
      for (int i = 0; i < count; i++) {
        bytes.write(c);
      }
      return true;
    }
  }
}
