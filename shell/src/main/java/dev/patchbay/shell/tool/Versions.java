package dev.patchbay.shell.tool;

import java.math.BigInteger;
import java.util.Comparator;

/// Names with numbers in them in the order of the numbers: `eth2` before `eth10`.
final class Versions {
  static final Comparator<LsEntry> ORDER = (a, b) -> compare(a.name(), b.name());

  private Versions() {}

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (Character.isDigit(a.charAt(i)) && Character.isDigit(b.charAt(j))) {
        int endA = digitsEnd(a, i);
        int endB = digitsEnd(b, j);
        int order =
            new BigInteger(a.substring(i, endA)).compareTo(new BigInteger(b.substring(j, endB)));
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int left = Integer.compare(a.length() - i, b.length() - j);
    return left == 0 ? a.compareTo(b) : left;
  }

  private static int digitsEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
