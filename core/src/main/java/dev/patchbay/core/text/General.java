package dev.patchbay.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A number as C's `%g` prints it: six significant digits, no zeros at the end.
public final class General {
  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final double LEAST_PLAIN = 1e-4;
  private static final double MOST_PLAIN = 1e6;

  private General() {}

  /// The number as text.
  public static String text(double number) {
    // Most are whole; and decimals take long to load.
    if (number == Math.rint(number) && Math.abs(number) < MOST_PLAIN) {
      return Long.toString((long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(SIX).stripTrailingZeros();
    if (Math.abs(number) >= LEAST_PLAIN) {
      return rounded.toPlainString();
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    String digits = rounded.movePointLeft(exponent).toPlainString();
    return String.format("%se-%02d", digits, -exponent);
  }
}
