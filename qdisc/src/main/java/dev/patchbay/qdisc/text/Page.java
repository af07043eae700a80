package dev.patchbay.qdisc.text;

import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;

/// What disciplines, filters and actions are shown on: text and JSON from the same calls, and how
/// much is to be said.
///
/// @param statistics `-s`
/// @param details `-d`
/// @param raw `-r`
/// @param pretty `-p`
/// @param iec `-iec`: rates in units of 1024
public record Page(
    Output out, boolean statistics, boolean details, boolean raw, boolean pretty, boolean iec) {
  /// A rate of bytes a second: in JSON the number.
  public void rate(String key, String before, long bytes, String after) {
    if (out.isJson()) {
      out.jsonNumber(key, bytes);
    } else {
      out.text(before + Psched.showRate(bytes, iec) + after);
    }
  }

  /// A time of microseconds: in JSON the number.
  public void time(String key, String before, long micros, String after) {
    if (out.isJson()) {
      out.jsonNumber(key, micros);
    } else {
      out.text(before + Psched.showTime(micros) + after);
    }
  }

  /// A size in bytes: in JSON the number.
  public void size(String key, String before, long bytes, String after) {
    if (out.isJson()) {
      out.jsonNumber(key, bytes);
    } else {
      out.text(before + Units.showSize(bytes) + after);
    }
  }

  /// A time of nanoseconds: in JSON the number.
  public void nanos(String key, String before, long nanos, String after) {
    if (out.isJson()) {
      out.jsonNumber(key, nanos);
    } else {
      out.text(before + Psched.showNanos(nanos) + after);
    }
  }

  /// A number with a fraction: `0.02`.
  public void fraction(String key, String before, double value, String after) {
    if (out.isJson()) {
      out.jsonLiteral(key, CFormat.g(value, 6));
    } else {
      out.text(before + CFormat.g(value, 6) + after);
    }
  }
}
