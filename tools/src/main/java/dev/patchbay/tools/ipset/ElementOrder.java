package dev.patchbay.tools.ipset;

import java.util.Comparator;

/// The order of `-sorted`: numbers in elements stand by their values, which are taken to be
/// hexadecimal everywhere; words by their length, then by their letters.
final class ElementOrder implements Comparator<String> {
  /// Where a number begins and ends, and what it is.
  private static final class Cursor {
    final String text;
    int at;
    int end;
    long number;

    Cursor(String text) {
      this.text = text;
    }

    char here() {
      return charAt(at);
    }

    char behind() {
      return charAt(end);
    }

    private char charAt(int index) {
      return index < text.length() ? text.charAt(index) : 0;
    }

    /// Reads the number that stands here, if one does.
    boolean readNumber() {
      int start = at;
      if (text.startsWith("0x", start) && Character.digit(charAt(start + 2), 16) >= 0) {
        start += 2;
      }
      end = start;
      number = 0;
      while (Character.digit(charAt(end), 16) >= 0) {
        number = number << 4 | Character.digit(charAt(end), 16);
        end++;
      }
      return end > start;
    }

    /// The letters up to a colon or a comma.
    String word() {
      int to = at;
      while (to < text.length() && text.charAt(to) != ':' && text.charAt(to) != ',') {
        to++;
      }
      return text.substring(at, to);
    }
  }

  @Override
  public int compare(String first, String second) {
    Cursor one = new Cursor(first);
    Cursor other = new Cursor(second);
    int sign = 1;
    while (one.here() != 0 && other.here() != 0) {
      boolean isNumber = one.readNumber();
      if (!other.readNumber() || !isNumber) {
        int order = compareWords(one, other);
        if (order != 0 || one.word().isEmpty()) {
          return order;
        }
        int length = one.word().length() + 1;
        one.at += length;
        other.at += length;
        sign = 1;
        continue;
      }
      if (one.number != other.number) {
        return sign * Long.compare(one.number, other.number);
      }
      boolean hasPrefix = one.behind() == '/';
      if (hasPrefix != (other.behind() == '/')) {
        return hasPrefix ? 1 : -1;
      }
      sign = hasPrefix ? -1 : sign;
      int order = skip(one, other);
      if (order != 0) {
        return order;
      }
    }
    return one.here() != 0 ? 1 : other.here() != 0 ? -1 : 0;
  }

  private static int compareWords(Cursor one, Cursor other) {
    String word = one.word();
    String otherWord = other.word();
    if (word.isEmpty() && otherWord.isEmpty()) {
      return one.text.substring(one.at).compareTo(other.text.substring(other.at));
    }
    int longer = Integer.compare(word.length(), otherWord.length());
    return longer != 0 ? longer : word.compareTo(otherWord);
  }

  /// Goes behind the separator, and behind the second colon of IPv6.
  private static int skip(Cursor one, Cursor other) {
    one.at = one.end + 1;
    other.at = other.end + 1;
    boolean isShort = one.here() == ':';
    if (isShort != (other.here() == ':')) {
      return isShort ? -1 : 1;
    }
    one.at += isShort ? 1 : 0;
    other.at += isShort ? 1 : 0;
    return 0;
  }
}
