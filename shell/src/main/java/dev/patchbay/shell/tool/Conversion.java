package dev.patchbay.shell.tool;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// One conversion of `printf`, as C has it.
///
/// @param precision -1 when none was given
record Conversion(String flags, boolean left, int width, int precision, char letter) {
  /// Most characters that one may be asked for.
  private static final int LARGEST = 1 << 20;

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /// Whether it asks for more than it gets: nothing is printed then, as in C above 2^31.
  boolean isTooLarge() {
    boolean cuts = "sbqc".indexOf(letter) >= 0;
    return width > LARGEST || (precision > LARGEST && !cuts);
  }

  /// Blanks up to the width.
  String pad(String text) {
    int missing = width - text.codePointCount(0, text.length());
    String blanks = " ".repeat(Math.max(missing, 0));
    return left ? text + blanks : blanks + text;
  }

  /// `%s`: cut to the precision.
  String string(String text) {
    int size = text.codePointCount(0, text.length());
    boolean cut = precision >= 0 && precision < size;
    return pad(cut ? text.substring(0, text.offsetByCodePoints(0, precision)) : text);
  }

  /// `%d`, `%i`.
  String signed(long value) {
    String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
    return integer(sign(value < 0), digits);
  }

  /// `%o`, `%u`, `%x`, `%X`.
  String unsigned(long value) {
    String digits =
        switch (letter) {
          case 'o' -> Long.toOctalString(value);
          case 'x' -> Long.toHexString(value);
          case 'X' -> Long.toHexString(value).toUpperCase(Locale.ROOT);
          default -> Long.toUnsignedString(value);
        };
    boolean marked = has('#') && value != 0;
    if (letter == 'o') {
      return integer("", marked ? "0" + digits : digits);
    }
    return integer(marked && letter != 'u' ? "0" + letter : "", digits);
  }

  private String sign(boolean negative) {
    return negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  private String integer(String prefix, String digits) {
    String shown = precision == 0 && digits.equals("0") ? "" : digits;
    String zeros = "0".repeat(Math.max(precision - shown.length(), 0));
    return number(prefix, zeros + shown, precision < 0);
  }

  /// Pads between sign and digits under flag `0`, else outside.
  private String number(String prefix, String digits, boolean zerosAllowed) {
    if (has('0') && !left && zerosAllowed) {
      int missing = width - prefix.length() - digits.length();
      return prefix + "0".repeat(Math.max(missing, 0)) + digits;
    }
    return pad(prefix + digits);
  }

  /// `%e`, `%f`, `%g`, `%a` and their capitals.
  String floating(double value) {
    boolean capital = Character.isUpperCase(letter);
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String name = Double.isNaN(value) ? "nan" : "inf";
      return pad(sign(negative) + (capital ? name.toUpperCase(Locale.ROOT) : name));
    }
    BigDecimal size = new BigDecimal(Math.abs(value));
    String digits =
        switch (Character.toLowerCase(letter)) {
          case 'e' -> exponential(size, precision < 0 ? 6 : precision, has('#'));
          case 'f' -> fixed(size, precision < 0 ? 6 : precision, has('#'));
          case 'g' -> general(size, precision < 0 ? 6 : Math.max(precision, 1));
          default ->
              Double.toHexString(Math.abs(value))
                  .replace(".0p", "p")
                  .replaceFirst("p(\\d)", "p+$1");
        };
    return number(sign(negative), capital ? digits.toUpperCase(Locale.ROOT) : digits, true);
  }

  private static String fixed(BigDecimal size, int digits, boolean point) {
    String text = size.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return digits == 0 && point ? text + "." : text;
  }

  private static String exponential(BigDecimal size, int digits, boolean point) {
    BigDecimal rounded = size.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa = fixed(rounded.movePointLeft(exponent), digits, point);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
  }

  /// The shorter of the two, without zeros at its end.
  private String general(BigDecimal size, int digits) {
    BigDecimal rounded = size.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean scientific = exponent < -4 || exponent >= digits;
    String text =
        scientific
            ? exponential(size, digits - 1, has('#'))
            : fixed(size, digits - 1 - exponent, has('#'));
    return has('#') ? text : withoutZeros(text);
  }

  private static String withoutZeros(String text) {
    int e = text.indexOf('e');
    String mantissa = e < 0 ? text : text.substring(0, e);
    String exponent = e < 0 ? "" : text.substring(e);
    String trimmed =
        mantissa.indexOf('.') < 0
            ? mantissa
            : mantissa.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    return trimmed + exponent;
  }
}
