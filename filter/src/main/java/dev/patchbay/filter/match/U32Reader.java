package dev.patchbay.filter.match;

import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import java.util.ArrayList;
import java.util.List;

/// Reads the tests of `u32`: `0>>22&0x3C@4=0x29,5:9&&8=1`.
final class U32Reader {
  private static final int MOST = 10;

  private final String text;
  private int at;

  U32Reader(String text) {
    this.text = text;
  }

  U32.Program read() {
    List<U32.Test> tests = new ArrayList<>();
    do {
      if (tests.size() == MOST) {
        throw new Refusal("u32: at char " + at + ": too many \"&&\"s");
      }
      tests.add(test());
    } while (hasMore());
    return new U32.Program(tests);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// Whether `&&` follows; refuses anything else but the end.
  private boolean hasMore() {
    skipBlanks();
    if (at == text.length()) {
      return false;
    }
    if (text.charAt(at) != '&') {
      throw refuse("expected \",\" or \"&&\"");
    }
    if (!text.startsWith("&&", at)) {
      at++;
      throw refuse("a second '&' was expected");
    }
    at += 2;
    return true;
  }

  private U32.Test test() {
    skipBlanks();
    if (at == text.length()) {
      throw endOfLocation();
    }
    int offset = number();
    List<U32.Step> steps = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (at == text.length()) {
        throw endOfLocation();
      }
      if (text.charAt(at) == '=') {
        at++;
        return new U32.Test(offset, steps, ranges());
      }
      steps.add(step());
    }
  }

  private U32.Step step() {
    char operator = text.charAt(at);
    boolean isShift = text.startsWith("<<", at) || text.startsWith(">>", at);
    if (operator != '&' && operator != '@' && !isShift) {
      throw refuse("operator expected");
    }
    at += isShift ? 2 : 1;
    skipBlanks();
    return new U32.Step(operator, number());
  }

  private static Refusal endOfLocation() {
    return new Refusal("u32: abrupt end of input after location specifier");
  }

  private List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    skipBlanks();
    if (at == text.length()) {
      throw new Refusal("u32: test ended with no value specified");
    }
    do {
      skipBlanks();
      long low = number() & 0xffff_ffffL;
      long high = low;
      if (accept(':')) {
        high = number() & 0xffff_ffffL;
      }
      ranges.add(new Range(low, high));
      skipBlanks();
    } while (accept(','));
    // The program tells of what follows a value where the value ended.
    while (at > 0 && Character.isWhitespace(text.charAt(at - 1)) && at < text.length()) {
      if (text.startsWith("&", at)) {
        break;
      }
      at--;
    }
    return ranges;
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private int number() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    Long number = end == at ? null : Values.parse(text.substring(at, end));
    if (number == null || number > 0xffff_ffffL) {
      throw refuse("not a number or out of range");
    }
    at = end;
    return number.intValue();
  }

  private static boolean isWordPart(char c) {
    return Character.digit(c, 16) >= 0 || c == 'x' || c == 'X';
  }

  private Refusal refuse(String what) {
    return new Refusal("u32: at char " + at + ": " + what);
  }
}
