package dev.patchbay.core;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What the kernel of a machine has to say (`dmesg`): the newest lines, each with the time since
/// the machine booted.
public final class KernelLog {
  /// How many lines it keeps.
  private static final int MOST = 2048;

  private static final long INTERVAL = 5_000_000_000L;
  private static final int BURST = 10;

  /// How much a line matters (syslog(2)).
  public enum Level {
    EMERG,
    ALERT,
    CRIT,
    ERR,
    WARN,
    NOTICE,
    INFO,
    DEBUG
  }

  /// One line.
  ///
  /// @param time nanoseconds since the machine booted
  public record Line(long time, Level level, String text) {}

  private final EventLoop loop;
  private final long booted;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private final List<Wait> readers = new ArrayList<>();
  private long count;
  private long intervalBegan = Long.MIN_VALUE / 2;
  private int printed;
  private long missed;

  KernelLog(EventLoop loop) {
    this.loop = loop;
    this.booted = loop.now();
  }

  /// Adds a line that informs (`pr_info`).
  public void print(String text) {
    print(Level.INFO, text);
  }

  /// Adds a line that warns (`pr_warn`).
  public void warn(String text) {
    print(Level.WARN, text);
  }

  /// Adds a line (`printk`).
  public void print(Level level, String text) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.add(new Line(loop.now() - booted, level, text));
    count++;
    readers.forEach(Wait::signal);
  }

  /// Whether a message that any packet may cause may be printed now (`net_ratelimit`): ten in five
  /// seconds. Says how many were not, when it may again.
  public boolean mayPrint() {
    if (loop.now() - intervalBegan > INTERVAL) {
      if (missed > 0) {
        warn("net_ratelimit: " + missed + " callbacks suppressed");
      }
      intervalBegan = loop.now();
      printed = 0;
      missed = 0;
    }
    if (printed == BURST) {
      missed++;
      return false;
    }
    printed++;
    return true;
  }

  /// The lines, oldest first.
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /// When the machine booted, in nanoseconds of the lab's clock.
  public long booted() {
    return booted;
  }

  /// How many lines there have been.
  public long count() {
    return count;
  }

  /// The lines behind the first `seen` there have been, as far as they are kept.
  public List<Line> since(long seen) {
    int fresh = (int) Math.min(count - seen, lines.size());
    return lines.stream().skip(lines.size() - fresh).toList();
  }

  /// Lets `reader` be signalled at each line from now on.
  public void follow(Wait reader) {
    readers.add(reader);
  }

  /// Undoes [#follow].
  public void unfollow(Wait reader) {
    readers.remove(reader);
  }

  /// Forgets the lines (`dmesg -C`).
  public void clear() {
    lines.clear();
  }
}
