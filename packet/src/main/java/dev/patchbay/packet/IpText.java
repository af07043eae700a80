package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// Addresses as text, by the rules of `inet_pton` and `inet_ntop` (RFC 4291 section 2.2, RFC 5952).
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /// Four decimal numbers up to 255 between dots, without leading zeros; else null.
  static @Nullable Ip parseV4(String text) {
    long bits = parseDotted(text);
    return bits < 0 ? null : Ip.v4((int) bits);
  }

  /// The 32 bits of a dotted quad, or -1.
  private static long parseDotted(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int value = Digits.decimal(part, 3);
      if (value < 0 || value > 255) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  /// Eight groups of up to four hexadecimal digits, one run of them written as `::`, the last two
  /// perhaps as a dotted quad; else null.
  static @Nullable Ip parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = groups(text);
      return all != null && all.length == GROUPS ? join(all, new int[0]) : null;
    }
    int[] before = gap == 0 ? new int[0] : groups(text.substring(0, gap));
    int[] after = gap + 2 == text.length() ? new int[0] : groups(text.substring(gap + 2));
    if (before == null || after == null || before.length + after.length >= GROUPS) {
      return null;
    }
    // A dotted quad ends the address, so nothing may follow it.
    return text.lastIndexOf('.', gap) < 0 ? join(before, after) : null;
  }

  private static Ip join(int[] before, int[] after) {
    int[] all = new int[GROUPS];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
    return Ip.v6(half(all, 0), half(all, 4));
  }

  private static long half(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  /// The groups between single colons, a dotted quad at the end as two, or null.
  private static int @Nullable [] groups(String text) {
    String[] words = text.split(":", -1);
    long dotted = parseDotted(words[words.length - 1]);
    int plain = dotted < 0 ? words.length : words.length - 1;
    int[] groups = new int[dotted < 0 ? plain : plain + 2];
    for (int i = 0; i < plain; i++) {
      groups[i] = Digits.hex(words[i], 4);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (dotted >= 0) {
      groups[plain] = (int) (dotted >>> 16);
      groups[plain + 1] = (int) dotted & 0xffff;
    }
    return groups;
  }

  static StringBuilder appendV6(StringBuilder out, long hi, long lo) {
    int start = longestZeroRun(hi, lo);
    int length = zeroRun(hi, lo, start);
    if (length < 2) {
      return appendGroups(out, hi, lo, 0, GROUPS);
    }
    if (start == 0 && (length == 6 || (length == 5 && group(hi, lo, 5) == 0xffff))) {
      return Ip.appendTo(out.append(length == 6 ? "::" : "::ffff:"), (int) lo);
    }
    appendGroups(out, hi, lo, 0, start).append("::");
    return appendGroups(out, hi, lo, start + length, GROUPS);
  }

  private static StringBuilder appendGroups(StringBuilder out, long hi, long lo, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i > from) {
        out.append(':');
      }
      out.append(Integer.toHexString(group(hi, lo, i)));
    }
    return out;
  }

  /// Where the longest run of zero groups begins, the first of equals.
  private static int longestZeroRun(long hi, long lo) {
    int best = 0;
    for (int i = 1; i < GROUPS; i++) {
      if (zeroRun(hi, lo, i) > zeroRun(hi, lo, best)) {
        best = i;
      }
    }
    return best;
  }

  private static int zeroRun(long hi, long lo, int from) {
    int to = from;
    while (to < GROUPS && group(hi, lo, to) == 0) {
      to++;
    }
    return to - from;
  }

  private static int group(long hi, long lo, int index) {
    long half = index < 4 ? hi : lo;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
