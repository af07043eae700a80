package dev.patchbay.tools.dmesg;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The time in front of each line, in one of the ways that `dmesg` has.
final class Stamp {
  /// The ways.
  enum Form {
    USUAL,
    NOTIME,
    DELTA,
    USUAL_DELTA,
    CTIME,
    CTIME_DELTA,
    RELTIME,
    ISO
  }

  private static final DateTimeFormatter CTIME = form("EEE MMM ppd HH:mm:ss yyyy");
  private static final DateTimeFormatter MINUTE = form("MMMppd HH:mm");
  private static final DateTimeFormatter ISO = form("yyyy-MM-dd'T'HH:mm:ss,SSSSSS");

  private final Form form;
  private final long booted;
  private @Nullable Record before;

  /// Stamps of a machine that booted at `booted`, in nanoseconds since 1970.
  Stamp(Form form, long booted) {
    this.form = form;
    this.booted = booted;
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /// What stands in front of the record, which comes behind the one of the last call.
  String of(Record record) {
    double delta = before == null ? 0 : record.seconds() - before.seconds();
    String text =
        switch (form) {
          case USUAL -> String.format(Locale.ROOT, "[%s] ", uptime(record));
          case NOTIME -> "";
          case DELTA -> String.format(Locale.ROOT, "[<%12.6f>] ", delta);
          case USUAL_DELTA -> String.format(Locale.ROOT, "[%s <%12.6f>] ", uptime(record), delta);
          case CTIME -> String.format(Locale.ROOT, "[%s] ", CTIME.format(time(record)));
          case CTIME_DELTA ->
              String.format(Locale.ROOT, "[%s <%12.6f>] ", CTIME.format(time(record)), delta);
          case RELTIME ->
              beginsMinute(record)
                  ? String.format(Locale.ROOT, "[%s] ", MINUTE.format(time(record)))
                  : String.format(Locale.ROOT, "[%+11.6f] ", delta);
          case ISO -> ISO.format(time(record)) + "+00:00 ";
        };
    before = record;
    return text;
  }

  /// Whether the last stamp names a minute that the ones before did not.
  boolean beginsMinute(Record record) {
    Record last = before;
    return form == Form.RELTIME && (last == null || !minute(last).equals(minute(record)));
  }

  /// Seconds and microseconds since the machine booted.
  static String uptime(Record record) {
    return String.format(
        Locale.ROOT, "%5d.%06d", record.micros() / 1_000_000, record.micros() % 1_000_000);
  }

  private ZonedDateTime minute(Record record) {
    return time(record).truncatedTo(ChronoUnit.MINUTES);
  }

  private ZonedDateTime time(Record record) {
    return Instant.EPOCH
        .plusNanos(booted)
        .plus(record.micros(), ChronoUnit.MICROS)
        .atZone(ZoneOffset.UTC);
  }
}
