package dev.patchbay.tools.iperf3;

import java.util.Locale;

/// Numbers of bytes and rates in four places and with their units.
final class Units {
  private static final String SCALES = " KMGT";
  private static final int BITS = 8;

  private Units() {}

  /// A number of bytes, as `245 MBytes`.
  static String bytes(double bytes) {
    return scaled(bytes, 1024, -1, "Bytes");
  }

  /// A rate in bytes a second, in the form of `-f`: bits for small letters, `a` for what fits.
  static String rate(double bytes, char form) {
    char letter = Character.toUpperCase(form);
    int scale = letter == 'A' ? -1 : SCALES.indexOf(letter);
    boolean inBytes = Character.isUpperCase(form);
    return inBytes
        ? scaled(bytes, 1024, scale, "Bytes") + "/sec"
        : scaled(bytes * BITS, 1000, scale, "bits") + "/sec";
  }

  private static String scaled(double number, int base, int fixed, String unit) {
    double value = number;
    int scale = 0;
    while (fixed < 0 ? value >= base && scale < SCALES.length() - 1 : scale < fixed) {
      value /= base;
      scale++;
    }
    String form = value < 9.995 ? "%4.2f" : value < 99.95 ? "%4.1f" : "%4.0f";
    String letter = scale == 0 ? "" : SCALES.substring(scale, scale + 1);
    return String.format(Locale.ROOT, form, value) + " " + letter + unit;
  }
}
