package dev.patchbay.qdisc.text;

import dev.patchbay.core.text.Units;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The packet scheduler's clock: a tick is 64 ns (`/proc/net/psched`), and `tc` reckons in whole
/// microseconds. What is set passes through both, so it comes back a little smaller.
public final class Psched {
  /// How long a tick is, in nanoseconds.
  public static final int TICK = 64;

  private static final double TICKS_A_MICROSECOND = 1000.0 / TICK;
  private static final long U32 = 0xffff_ffffL;

  private Psched() {}

  // ---- times

  /// A time in whole microseconds, as 32 bits hold it, a negative one too: `100ms`, `1.5s`, `20`
  /// (`get_time`). Nanoseconds are no unit here.
  public static OptionalLong micros(String word) {
    if (word.endsWith("ns") || word.endsWith("nsec") || word.endsWith("nsecs")) {
      return OptionalLong.empty();
    }
    if (word.startsWith("-")) {
      OptionalLong ago = Units.time(word.substring(1));
      return ago.isPresent() ? OptionalLong.of(-(ago.getAsLong() / 1000) & U32) : ago;
    }
    OptionalLong nanos = Units.time(word);
    return nanos.isPresent() ? OptionalLong.of((nanos.getAsLong() / 1000) & U32) : nanos;
  }

  /// So many microseconds in ticks (`tc_core_time2tick`); more than 32 bits when it is too long.
  public static long ticks(long micros) {
    return (long) (micros * TICKS_A_MICROSECOND);
  }

  /// So many ticks in whole microseconds (`tc_core_tick2time`).
  public static long tickMicros(long ticks) {
    return (long) ((ticks & U32) / TICKS_A_MICROSECOND);
  }

  /// `99us`, `100ms`, `1.5s` (`sprint_time`).
  public static String showTime(long micros) {
    if (micros >= 1_000_000) {
      return CFormat.g(micros / 1e6, 3) + "s";
    }
    return micros >= 1000 ? CFormat.g(micros / 1e3, 3) + "ms" : micros + "us";
  }

  /// `10us`, `1.5ms`, of nanoseconds (`sprint_time64`).
  public static String showNanos(long nanos) {
    if (nanos >= 1_000_000_000) {
      return CFormat.g(nanos / 1e9, 3) + "s";
    }
    if (nanos >= 1_000_000) {
      return CFormat.g(nanos / 1e6, 3) + "ms";
    }
    return nanos >= 1000 ? CFormat.g(nanos / 1e3, 3) + "us" : nanos + "ns";
  }

  // ---- rates and sizes

  /// A rate in bytes a second: `1mbit`, `10kbps` (`get_rate64`).
  public static OptionalLong rate(String word) {
    if (word.startsWith("-")) {
      OptionalLong less = Units.rate(word.substring(1));
      // Less than a byte is none.
      return less.isPresent() && less.getAsLong() < 8 ? OptionalLong.of(0) : OptionalLong.empty();
    }
    OptionalLong bits = Units.rate(word);
    return bits.isPresent() ? OptionalLong.of(bits.getAsLong() / 8) : bits;
  }

  /// `1Mbit`, of bytes a second; with units of 1024 if `iec` (`print_rate`).
  public static String showRate(long bytes, boolean iec) {
    String[] units = {"", "K", "M", "G", "T"};
    long kilo = iec ? 1024 : 1000;
    long rate = bytes * 8;
    int unit = 0;
    while (unit < units.length - 1 && rate >= kilo && (rate % kilo == 0 || rate >= 1000 * kilo)) {
      rate /= kilo;
      unit++;
    }
    return rate + units[unit] + (iec && unit > 0 ? "i" : "") + "bit";
  }

  /// How long so many bytes take at a rate, in ticks, of whole microseconds (`tc_calc_xmittime`).
  public static long transmitTicks(long rate, long bytes) {
    return ticks((long) (1e6 * ((double) bytes / rate)) & U32) & U32;
  }

  /// How many bytes a rate sends in so many ticks (`tc_calc_xmitsize`).
  public static long transmitBytes(long rate, long ticks) {
    return (long) ((double) rate * tickMicros(ticks) / 1e6) & U32;
  }

  // ---- shares

  /// A share of 2^32-1: `1.25%` (`get_percent`).
  public static OptionalLong percent(String word) {
    OptionalDouble share = Units.percent(word);
    return share.isPresent()
        ? OptionalLong.of((long) Math.rint(share.getAsDouble() * U32))
        : OptionalLong.empty();
  }

  /// `1.25%` (`sprint_percent`).
  public static String showPercent(long share) {
    return CFormat.g(100.0 * share / U32, 6) + "%";
  }

  /// `0.0125`, as JSON has it.
  public static String fraction(long share) {
    return CFormat.g((double) share / U32, 6);
  }
}
