package dev.patchbay.core;

import dev.patchbay.core.time.EventLoop;
import java.util.ArrayDeque;
import java.util.List;

/// What the kernel of a machine has to say (`dmesg`): the newest lines, each with the time since
/// the machine booted.
public final class KernelLog {
  /// How many lines it keeps.
  private static final int MOST = 2048;

  private static final long INTERVAL = 5_000_000_000L;
  private static final int BURST = 10;

  /// One line.
  ///
  /// @param time nanoseconds since the machine booted
  public record Line(long time, String text) {}

  private final EventLoop loop;
  private final long booted;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long intervalBegan = Long.MIN_VALUE / 2;
  private int printed;
  private long missed;

  KernelLog(EventLoop loop) {
    this.loop = loop;
    this.booted = loop.now();
  }

  /// Adds a line (`printk`).
  public void print(String text) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.add(new Line(loop.now() - booted, text));
  }

  /// Whether a message that any packet may cause may be printed now (`net_ratelimit`): ten in five
  /// seconds. Says how many were not, when it may again.
  public boolean mayPrint() {
    if (loop.now() - intervalBegan > INTERVAL) {
      if (missed > 0) {
        print("net_ratelimit: " + missed + " callbacks suppressed");
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

  /// Forgets the lines (`dmesg -C`).
  public void clear() {
    lines.clear();
  }
}
