package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.stack.route.RouteMetrics;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of a route that say something of the path behind it.
final class MetricWords {
  private static final int ECN = 1;

  private final int[] values = new int[RouteMetrics.COUNT];
  private @Nullable String congestion;

  /// Takes the keyword and its value, if it is one of these.
  boolean take(String keyword, Args args) {
    switch (keyword) {
      case "mtu" -> number(RouteMetrics.MTU, keyword, args);
      case "hoplimit" -> hopLimit(args);
      case "advmss" -> number(RouteMetrics.ADVMSS, "mss", args);
      case "reordering" -> number(RouteMetrics.REORDERING, keyword, args);
      case "rtt" -> time(RouteMetrics.RTT, keyword, 8, args);
      case "rttvar" -> time(RouteMetrics.RTTVAR, keyword, 4, args);
      case "rto_min" -> leastTimeout(args);
      case "window" -> number(RouteMetrics.WINDOW, keyword, args);
      case "cwnd" -> number(RouteMetrics.CWND, keyword, args);
      case "initcwnd" -> number(RouteMetrics.INITCWND, keyword, args);
      case "initrwnd" -> number(RouteMetrics.INITRWND, keyword, args);
      case "ssthresh" -> number(RouteMetrics.SSTHRESH, keyword, args);
      case "features" -> features(args.next());
      case "quickack" -> bit(RouteMetrics.QUICKACK, keyword, args);
      case "fastopen_no_cookie" -> bit(RouteMetrics.FASTOPEN_NO_COOKIE, keyword, args);
      case "congctl" -> congestion(args);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// What they said.
  RouteMetrics metrics() {
    for (int value : values) {
      if (value != 0) {
        return RouteMetrics.of(values, congestion);
      }
    }
    return congestion == null ? RouteMetrics.NONE : RouteMetrics.of(values, congestion);
  }

  private void lock(int index, Args args) {
    if (args.accept("lock")) {
      values[RouteMetrics.LOCK] |= 1 << index;
    }
  }

  private void number(int index, String key, Args args) {
    lock(index, args);
    values[index] = (int) args.u32("\"" + key + "\" value is invalid\n");
  }

  private void hopLimit(Args args) {
    lock(RouteMetrics.HOPLIMIT, args);
    values[RouteMetrics.HOPLIMIT] = args.u8("\"hoplimit\" value is invalid\n");
  }

  private void time(int index, String key, int scale, Args args) {
    lock(index, args);
    String word = args.next();
    OptionalLong millis = milliseconds(word);
    if (millis.isEmpty()) {
      throw Args.invarg("\"" + key + "\" value is invalid\n", word);
    }
    // A number without a unit is taken as the kernel keeps it.
    values[index] = (int) millis.getAsLong() * (isBare(word) ? 1 : scale);
  }

  private void leastTimeout(Args args) {
    String word = args.next();
    OptionalLong millis = milliseconds(word);
    if (millis.isEmpty()) {
      throw Args.invarg("\"rto_min\" value is invalid\n", word);
    }
    values[RouteMetrics.LOCK] |= 1 << RouteMetrics.RTO_MIN;
    values[RouteMetrics.RTO_MIN] = (int) millis.getAsLong();
  }

  private static boolean isBare(String word) {
    char last = word.charAt(word.length() - 1);
    return last != 's' && last != 'c';
  }

  /// A time in `s` or `ms`, or a bare number.
  private static OptionalLong milliseconds(String word) {
    int end = word.length();
    while (end > 0 && Character.isLetter(word.charAt(end - 1))) {
      end--;
    }
    String unit = word.substring(end);
    long scale =
        switch (unit) {
          case "s", "sec", "secs" -> 1000;
          case "", "ms", "msec", "msecs" -> 1;
          default -> 0;
        };
    if (scale == 0 || end == 0) {
      return OptionalLong.empty();
    }
    return scaled(word.substring(0, end), scale);
  }

  private static OptionalLong scaled(String digits, long scale) {
    if (digits.indexOf('.') < 0) {
      OptionalLong whole = Numbers.u32(digits, 0);
      return whole.isPresent() ? OptionalLong.of(whole.getAsLong() * scale) : whole;
    }
    try {
      return OptionalLong.of((long) Math.ceil(Double.parseDouble(digits) * scale));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private void features(String word) {
    if (!word.equals("ecn")) {
      throw Args.invarg("\"features\" value not valid\n", word);
    }
    values[RouteMetrics.FEATURES] |= ECN;
  }

  private void bit(int index, String key, Args args) {
    String word = args.next();
    OptionalLong value = Numbers.u32(word, 0);
    if (value.isEmpty()) {
      throw Args.invarg("\"" + key + "\" value is invalid\n", word);
    }
    if (value.getAsLong() > 1) {
      throw Args.invarg("\"" + key + "\" value should be 0 or 1\n", word);
    }
    values[index] = (int) value.getAsLong();
  }

  private void congestion(Args args) {
    lock(RouteMetrics.CC_ALGO, args);
    congestion = args.next();
  }
}
