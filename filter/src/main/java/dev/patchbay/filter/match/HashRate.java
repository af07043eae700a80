package dev.patchbay.filter.match;

import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `hashlimit` allows: packets or bytes in a time.
///
/// @param period of one packet, in millionths of a second; 0 when bytes count
/// @param bytes a second; 0 when packets count
record HashRate(long period, long bytes) {
  static final int SCALE = 1_000_000;
  private static final String[] UNITS = {"day", "hour", "min", "sec"};
  private static final long[] SECONDS = {86_400, 3600, 60, 1};
  private static final int CHUNK = 16;

  static HashRate read(Reading reading, String text) {
    Matcher matcher = Pattern.compile("([0-9]{1,9})(k?|m?)b/s(ec(ond)?)?").matcher(text);
    if (matcher.matches()) {
      long bytes = bytes(matcher.group(1), matcher.group(2)) / CHUNK * CHUNK;
      if (bytes == 0) {
        throw bad(reading, text);
      }
      return new HashRate(0, bytes);
    }
    Matcher packets = Pattern.compile("([0-9]{1,10})(?:/([a-z]+))?").matcher(text);
    long seconds = packets.matches() ? seconds(packets.group(2)) : -1;
    long count = seconds < 0 ? 0 : Long.parseLong(packets.group(1));
    if (count == 0) {
      throw bad(reading, text);
    }
    if (count / seconds > SCALE) {
      throw new Refusal("Rate too fast \"" + text + "\"");
    }
    return new HashRate(SCALE * seconds / count, 0);
  }

  private static Refusal bad(Reading reading, String text) {
    return new Refusal(
        "hashlimit: Bad value for \"--" + reading.option() + "\" option: \"" + text + "\"");
  }

  static long bytes(String figures, String unit) {
    return Long.parseLong(figures) << (unit.equals("k") ? 10 : unit.equals("m") ? 20 : 0);
  }

  private static long seconds(@Nullable String word) {
    if (word == null) {
      return 1;
    }
    String[] names = {"day", "hour", "minute", "second"};
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i].startsWith(word)) {
        return SECONDS[i];
      }
    }
    return -1;
  }

  boolean countsBytes() {
    return bytes != 0;
  }

  private int unit() {
    int i = 1;
    while (i < UNITS.length) {
      long whole = SECONDS[i] * SCALE;
      if (period > whole || whole / period < whole % period) {
        break;
      }
      i++;
    }
    return i - 1;
  }

  /// How long an entry is kept when nothing says so: the unit, in milliseconds.
  long quantum() {
    return countsBytes() ? 1000 : SECONDS[unit()] * 1000;
  }

  /// What `iptables -L` takes it for when it is counted in intervals of so many seconds.
  HashRate over(long interval) {
    return countsBytes() || interval == 0 ? this : new HashRate(period * interval, 0);
  }

  /// As many a second: for `--hashlimit-rate-match`, which has a unit of its own, the interval.
  HashRate aSecond() {
    return countsBytes() ? this : new HashRate(period / SECONDS[unit()], 0);
  }

  String text() {
    return countsBytes()
        ? size(bytes) + "/s"
        : SECONDS[unit()] * SCALE / period + "/" + UNITS[unit()];
  }

  /// `512kb`, `1mb`.
  static String size(long bytes) {
    boolean mega = bytes >= 1 << 20 && bytes % (1 << 20) == 0;
    boolean kilo = bytes >= 1 << 10 && bytes % (1 << 10) == 0;
    return mega ? (bytes >> 20) + "mb" : kilo ? (bytes >> 10) + "kb" : bytes + "b";
  }
}
