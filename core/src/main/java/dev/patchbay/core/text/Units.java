package dev.patchbay.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times, rates, sizes and shares as iproute2's `tc` reads and shows them (tc(8), UNITS). What
/// reads gives nothing for a word that is wrong.
public final class Units {
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]+\\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+)([a-zA-Z%]*)");

  private static final Map<String, Double> TIMES =
      Map.ofEntries(
          Map.entry("", 1e3),
          Map.entry("s", 1e9),
          Map.entry("sec", 1e9),
          Map.entry("secs", 1e9),
          Map.entry("ms", 1e6),
          Map.entry("msec", 1e6),
          Map.entry("msecs", 1e6),
          Map.entry("us", 1e3),
          Map.entry("usec", 1e3),
          Map.entry("usecs", 1e3),
          Map.entry("ns", 1.0),
          Map.entry("nsec", 1.0),
          Map.entry("nsecs", 1.0));

  private static final Map<String, Double> SIZES =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("b", 1.0),
          Map.entry("k", 1024.0),
          Map.entry("kb", 1024.0),
          Map.entry("m", 1048576.0),
          Map.entry("mb", 1048576.0),
          Map.entry("g", 1073741824.0),
          Map.entry("gb", 1073741824.0),
          Map.entry("kbit", 128.0),
          Map.entry("mbit", 131072.0),
          Map.entry("gbit", 134217728.0));

  private static final String PREFIXES = "kmgt";

  private Units() {}

  // ---- reading

  /// A time in nanoseconds: `1ms`, `0.5s`; microseconds without a unit.
  public static OptionalLong time(String word) {
    return whole(word, TIMES::get);
  }

  /// A rate in bits a second: `10mbit`, `1gbps` (bytes), `512kibit`; bits without a unit.
  public static OptionalLong rate(String word) {
    return whole(word, Units::rateUnit);
  }

  /// A size in bytes: `10kb`, `1m`; bytes without a unit.
  public static OptionalLong size(String word) {
    return whole(word, SIZES::get);
  }

  /// A share from 0 to 1: `0.1%`; percent without a sign.
  public static OptionalDouble percent(String word) {
    Matcher matcher = NUMBER.matcher(word);
    if (!matcher.matches() || !(matcher.group(2).isEmpty() || matcher.group(2).equals("%"))) {
      return OptionalDouble.empty();
    }
    double share = Double.parseDouble(matcher.group(1)) / 100;
    return share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
  }

  private interface Unit {
    /// How much one of it is, or null.
    @Nullable Double of(String suffix);
  }

  private static OptionalLong whole(String word, Unit unit) {
    Matcher matcher = NUMBER.matcher(word);
    Double factor = matcher.matches() ? unit.of(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (factor == null) {
      return OptionalLong.empty();
    }
    double value = Double.parseDouble(matcher.group(1)) * factor;
    return value < 1e18 ? OptionalLong.of(Math.round(value)) : OptionalLong.empty();
  }

  private static @Nullable Double rateUnit(String suffix) {
    if (suffix.isEmpty()) {
      return 1.0;
    }
    boolean bytes = suffix.endsWith("bps");
    if (!bytes && !suffix.endsWith("bit")) {
      return null;
    }
    String prefix = suffix.substring(0, suffix.length() - 3);
    boolean binary = prefix.length() == 2 && prefix.endsWith("i");
    int power = PREFIXES.indexOf(binary ? prefix.substring(0, 1) : prefix) + 1;
    if (prefix.isEmpty()) {
      power = 0;
    } else if (power == 0 || prefix.length() > (binary ? 2 : 1)) {
      return null;
    }
    return Math.pow(binary ? 1024 : 1000, power) * (bytes ? 8 : 1);
  }

  // ---- showing

  /// `1.5ms`: with three digits, in the largest unit that leaves one before the point.
  public static String showTime(long nanos) {
    if (nanos >= 1_000_000_000) {
      return digits(nanos / 1e9, 3) + "s";
    }
    if (nanos >= 1_000_000) {
      return digits(nanos / 1e6, 3) + "ms";
    }
    return nanos >= 1_000 ? digits(nanos / 1e3, 3) + "us" : nanos + "ns";
  }

  /// `10Mbit`: a larger unit where that is whole, or from a thousand on.
  public static String showRate(long bits) {
    String[] units = {"", "K", "M", "G", "T"};
    int unit = 0;
    double rate = bits;
    while (unit < units.length - 1 && rate >= 1000 && (rate % 1000 == 0 || rate >= 1_000_000)) {
      rate /= 1000;
      unit++;
    }
    return Math.round(rate) + units[unit] + "bit";
  }

  /// `10Kb`: a larger unit where that is nearly whole.
  public static String showSize(long bytes) {
    double megabytes = Math.rint(bytes / 1048576.0);
    if (bytes >= 1048576 && Math.abs(1048576 * megabytes - bytes) < 1024) {
      return digits(megabytes, 6) + "Mb";
    }
    double kilobytes = Math.rint(bytes / 1024.0);
    if (bytes >= 1024 && Math.abs(1024 * kilobytes - bytes) < 16) {
      return digits(kilobytes, 6) + "Kb";
    }
    return bytes + "b";
  }

  /// `0.1%`.
  public static String showPercent(double share) {
    return digits(share * 100, 6) + "%";
  }

  /// The number with so many digits, without zeros at its end (`%.3g`).
  public static String digits(double value, int most) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(most));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
