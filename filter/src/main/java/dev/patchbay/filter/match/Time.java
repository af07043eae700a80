package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `-m time`: when the packet comes: dates, times of day, days of the week and of the month, in
/// UTC.
public final class Time implements MatchKind {
  private static final int DAY = 86_400;
  private static final long NANOS = 1_000_000_000;
  private static final String[] NAMES = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final Option<Integer> TIME_START = Option.of("timestart", Time::readTime);
  private static final Option<Integer> TIME_STOP = Option.of("timestop", Time::readTime);
  private static final int FIRST_YEAR = 1970;
  private static final Option<Long> DATE_START = Option.of("datestart", Time::readDate);
  private static final Option<Long> DATE_STOP = Option.of("datestop", Time::readDate);
  private static final Option<Integer> WEEKDAYS =
      Option.of("weekdays", Time::readWeekdays).invertible();
  private static final Option<Integer> MONTHDAYS =
      Option.of("monthdays", Time::readMonthdays).invertible();
  private static final Option<Void> KERNEL_ZONE =
      Option.flag("kerneltz").excludes("utc", "localtz");
  private static final Option<Void> LOCAL_ZONE = Option.flag("localtz").excludes("utc", "kerneltz");
  private static final Option<Void> UTC = Option.flag("utc").excludes("localtz", "kerneltz");
  private static final Option<Void> CONTIGUOUS = Option.flag("contiguous");

  @Override
  public String name() {
    return "time";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        DATE_START,
        DATE_STOP,
        TIME_START,
        TIME_STOP,
        CONTIGUOUS,
        WEEKDAYS,
        MONTHDAYS,
        LOCAL_ZONE,
        UTC,
        KERNEL_ZONE);
  }

  private static int readTime(Reading reading, String text) {
    String[] parts = text.split(":", -1);
    int seconds = 0;
    boolean fits = parts.length == 2 || parts.length == 3;
    for (int i = 0; fits && i < 3; i++) {
      Long part = i < parts.length ? decimal(parts[i]) : Long.valueOf(0);
      fits = part != null && part < (i == 0 ? 24 : 60);
      seconds = seconds * 60 + (part == null ? 0 : part.intValue());
    }
    if (!fits) {
      throw new Refusal(
          "invalid time \""
              + text
              + "\" specified, should be hh:mm[:ss] format and within the boundaries");
    }
    return seconds;
  }

  private static @Nullable Long decimal(String text) {
    return text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
  }

  private static long readDate(Reading reading, String text) {
    Matcher matcher =
        Pattern.compile(
                "([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2})"
                    + "(?:T([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2}))?)?)?)?)?")
            .matcher(text);
    try {
      if (matcher.matches()) {
        LocalDateTime date =
            LocalDateTime.of(
                part(matcher, 1, 0),
                part(matcher, 2, 1),
                part(matcher, 3, 1),
                part(matcher, 4, 0),
                part(matcher, 5, 0),
                part(matcher, 6, 0));
        if (date.getYear() >= FIRST_YEAR) {
          return date.toEpochSecond(ZoneOffset.UTC);
        }
      }
    } catch (DateTimeException e) {
      throw noDate(text);
    }
    throw noDate(text);
  }

  private static Refusal noDate(String text) {
    return new Refusal(
        "Invalid date \"" + text + "\" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]");
  }

  private static int part(Matcher matcher, int group, int otherwise) {
    String text = matcher.group(group);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private static int readWeekdays(Reading reading, String text) {
    int days = 0;
    for (String word : text.split(",", -1)) {
      days |= 1 << weekday(word);
    }
    return days;
  }

  private static int weekday(String word) {
    Long number = decimal(word);
    if (number != null && number >= 1 && number <= 7) {
      return number.intValue();
    }
    for (int i = 0; i < NAMES.length; i++) {
      // Two letters tell, whatever comes behind them.
      if (word.length() >= 2 && NAMES[i].startsWith(word.substring(0, 2))) {
        return i + 1;
      }
    }
    throw new Refusal(word + " is not a valid day specifier");
  }

  private static int readMonthdays(Reading reading, String text) {
    int days = 0;
    for (String word : text.split(",", -1)) {
      Long number = decimal(word);
      if (number == null || number < 1 || number > 31) {
        throw new Refusal(word + " is not a valid day for --monthdays");
      }
      days |= 1 << number;
    }
    return days;
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.has(CONTIGUOUS) && chosen.get(TIME_START, 0) <= chosen.get(TIME_STOP, DAY - 1)) {
      throw new Refusal(
          "time: --contiguous only makes sense when stoptime is smaller than starttime");
    }
    return new Span(
        chosen.get(TIME_START, 0),
        chosen.get(TIME_STOP, DAY - 1),
        chosen.get(DATE_START, 0L),
        chosen.get(DATE_STOP, (long) Integer.MAX_VALUE),
        days(chosen, WEEKDAYS, Span.ALL_WEEKDAYS),
        days(chosen, MONTHDAYS, Span.ALL_MONTHDAYS),
        chosen.has(KERNEL_ZONE),
        chosen.has(CONTIGUOUS));
  }

  private static int days(Chosen chosen, Option<Integer> option, int all) {
    int days = chosen.get(option, all);
    return chosen.inverted(option) ? all & ~days : days;
  }

  /// @param weekdays a bit a day, Monday's is the second
  /// @param monthdays a bit a day, the first one's is the second
  record Span(
      int start,
      int stop,
      long dateStart,
      long dateStop,
      int weekdays,
      int monthdays,
      boolean kernelZone,
      boolean contiguous)
      implements Match {
    static final int ALL_WEEKDAYS = 0xfe;
    static final int ALL_MONTHDAYS = 0xffff_fffe;

    @Override
    public String name() {
      return "time";
    }

    @Override
    public boolean matches(Inspection packet) {
      long stamp = packet.netns().world().loop().now() / NANOS;
      if (stamp < dateStart || stamp > dateStop) {
        return false;
      }
      int time = (int) (stamp % DAY);
      if (start < stop) {
        if (time < start || time > stop) {
          return false;
        }
      } else if (time < start && time > stop) {
        return false;
      } else if (contiguous && time <= stop) {
        stamp -= DAY;
      }
      return isDay(stamp / DAY);
    }

    private boolean isDay(long days) {
      int weekday = (int) ((days + 3) % 7) + 1;
      if ((weekdays & 1 << weekday) == 0) {
        return false;
      }
      return monthdays == ALL_MONTHDAYS
          || (monthdays & 1 << LocalDate.ofEpochDay(days).getDayOfMonth()) != 0;
    }

    @Override
    public void save(StringBuilder out) {
      if (hasTimes()) {
        out.append(" --timestart ").append(clock(start)).append(" --timestop ");
        out.append(clock(stop));
      }
      if (monthdays != ALL_MONTHDAYS) {
        out.append(" --monthdays ").append(numbers());
      }
      if (weekdays != ALL_WEEKDAYS) {
        out.append(" --weekdays ").append(names());
      }
      out.append(dateStart == 0 ? "" : " --datestart " + date(dateStart, 'T'));
      out.append(" --datestop ").append(date(dateStop, 'T'));
      out.append(kernelZone ? " --kerneltz" : "").append(contiguous ? " --contiguous" : "");
    }

    private boolean hasTimes() {
      return start != 0 || stop != DAY - 1;
    }

    private static String clock(int seconds) {
      return String.format(
          Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String date(long seconds, char between) {
      LocalDate day = LocalDate.ofEpochDay(seconds / DAY);
      return day.toString() + between + clock((int) (seconds % DAY));
    }

    private String names() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < NAMES.length; i++) {
        if ((weekdays & 2 << i) != 0) {
          names.add(NAMES[i]);
        }
      }
      return String.join(",", names);
    }

    private String numbers() {
      List<String> numbers = new ArrayList<>();
      for (int i = 1; i <= 31; i++) {
        if ((monthdays & 1 << i) != 0) {
          numbers.add(Integer.toString(i));
        }
      }
      return String.join(",", numbers);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" TIME");
      if (hasTimes()) {
        out.append(" from ").append(clock(start)).append(" to ").append(clock(stop));
      }
      if (weekdays != ALL_WEEKDAYS) {
        out.append(" on ").append(names());
      }
      if (monthdays != ALL_MONTHDAYS) {
        out.append(" on ").append(ordinals());
      }
      out.append(dateStart == 0 ? "" : " starting from " + date(dateStart, ' '));
      out.append(dateStop == Integer.MAX_VALUE ? "" : " until date " + date(dateStop, ' '));
      out.append(kernelZone ? "" : " UTC").append(contiguous ? " contiguous" : "");
    }

    private String ordinals() {
      StringBuilder out = new StringBuilder();
      for (String number : numbers().split(",", -1)) {
        boolean isTeen = number.length() == 2 && number.charAt(0) == '1';
        char last = isTeen ? '0' : number.charAt(number.length() - 1);
        out.append(out.isEmpty() ? "" : ",").append(number);
        out.append(last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th");
      }
      return out.toString();
    }
  }
}
