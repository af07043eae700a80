package dev.patchbay.qdisc.text;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The numbers of disciplines and classes: `MAJOR:MINOR`, both hexadecimal, 16 bits each.
public final class Handle {
  /// The device itself, as the parent of its root discipline.
  public static final int ROOT = 0xffff_ffff;

  /// The parent of `ingress` and `clsact`.
  public static final int INGRESS = 0xffff_fff1;

  /// The minor numbers by which the filters of `clsact` are told apart.
  public static final int MIN_INGRESS = 0xfff2;

  public static final int MIN_EGRESS = 0xfff3;

  /// Nothing said.
  public static final int UNSPECIFIED = 0;

  private Handle() {}

  /// The discipline's part.
  public static int major(int handle) {
    return handle & 0xffff_0000;
  }

  /// The class's part.
  public static int minor(int handle) {
    return handle & 0xffff;
  }

  /// The class of so many in the discipline.
  public static int of(int discipline, int minor) {
    return major(discipline) | minor;
  }

  /// `1:10`, `8001:`, `:3`, `root`, `none` (`print_tc_classid`).
  public static String show(int handle) {
    if (handle == ROOT) {
      return "root";
    }
    if (handle == UNSPECIFIED) {
      return "none";
    }
    String major = major(handle) == 0 ? "" : Integer.toHexString(handle >>> 16);
    return major + ":" + (minor(handle) == 0 ? "" : Integer.toHexString(minor(handle)));
  }

  /// Reads `1:10`, `1:`, `:10`, `root`, `none`, or a number (`get_tc_classid`).
  public static OptionalInt readClass(String word) {
    if (word.equals("root")) {
      return OptionalInt.of(ROOT);
    }
    if (word.equals("none")) {
      return OptionalInt.of(UNSPECIFIED);
    }
    int colon = word.indexOf(':');
    if (colon < 0) {
      boolean negative = word.startsWith("-");
      OptionalLong whole = Numbers.u64(negative ? word.substring(1) : word, 16);
      if (whole.isEmpty()) {
        return OptionalInt.empty();
      }
      int bits = (int) whole.getAsLong();
      return OptionalInt.of(negative ? -bits : bits);
    }
    OptionalLong major = part(word.substring(0, colon));
    OptionalLong minor = part(word.substring(colon + 1));
    return major.isPresent() && minor.isPresent()
        ? OptionalInt.of((int) ((major.getAsLong() << 16) | minor.getAsLong()))
        : OptionalInt.empty();
  }

  /// Reads `1:` or `1`, and what follows the colon does not matter (`get_qdisc_handle`).
  public static OptionalInt readQdisc(String word) {
    if (word.equals("none")) {
      return OptionalInt.of(UNSPECIFIED);
    }
    int end = 0;
    while (end < word.length() && Character.digit(word.charAt(end), 16) >= 0) {
      end++;
    }
    boolean whole = end > 0 && end <= 4 && (end == word.length() || word.charAt(end) == ':');
    return whole
        ? OptionalInt.of(Integer.parseInt(word.substring(0, end), 16) << 16)
        : OptionalInt.empty();
  }

  private static OptionalLong part(String word) {
    return word.isEmpty() ? OptionalLong.of(0) : Numbers.u16(word, 16);
  }
}
