package dev.patchbay.stack.tcp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What TCP holds on one machine, and how much it may (`tcp_mem`, `tcp_max_orphans`).
public final class TcpMemory implements MachinePart {
  private static final Key<TcpMemory> KEY = new Key<>(machine -> new TcpMemory());
  private static final long NEVER = -1;

  /// So many pages come and go before the account is settled (`SK_MEMORY_PCPU_RESERVE`).
  private static final int SETTLED = 256;

  /// An orphan that holds no more than this is left alone (`SOCK_MIN_SNDBUF`).
  private static final int LEAST_HELD = 4608;

  /// In pages: below the first nothing is done, above the second memory is saved, the third is
  /// never exceeded.
  private final long[] limits = {88_743, 118_327, 177_486};

  private int mostOrphans = 8192;
  private int orphans;
  private long pages;

  /// What has not been put to the account yet.
  private int unsettled;

  private long pressedSince = NEVER;

  private TcpMemory() {}

  /// That of the machine.
  public static TcpMemory of(Machine machine) {
    return machine.part(KEY);
  }

  /// Adds the files, which the initial namespace alone has.
  static void add(Machine machine) {
    machine
        .sysctls()
        .add("net/ipv4", files(), netns -> netns == machine.initialNetns() ? of(machine) : null);
  }

  private static List<Sysctl<TcpMemory>> files() {
    return List.of(
        Sysctl.integer("tcp_max_orphans", m -> m.mostOrphans, (m, n) -> m.mostOrphans = n),
        Sysctl.of("tcp_mem", TcpMemory::limits, TcpMemory::limits));
  }

  private String limits() {
    return LongStream.of(limits).mapToObj(Long::toString).collect(Collectors.joining("\t"));
  }

  private void limits(String text) throws FileException {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length > limits.length) {
      throw new FileException(Errno.EINVAL);
    }
    for (int i = 0; i < words.length; i++) {
      try {
        limits[i] = Long.decode(words[i]);
      } catch (NumberFormatException e) {
        throw new FileException(Errno.EINVAL);
      }
    }
  }

  // ---- orphans

  /// How many connections no program has any more.
  public int orphans() {
    return orphans;
  }

  void addOrphans(int count) {
    orphans += count;
  }

  /// Whether there are too many of them, or one that holds so many bytes is too much; `shift`
  /// doubles what it counts for (`tcp_check_oom`).
  boolean refusesOrphan(int held, int shift) {
    return orphans << shift > mostOrphans || (held > LEAST_HELD && pages > limits[2]);
  }

  // ---- pages

  /// What all connections hold, in pages.
  public long pages() {
    return pages;
  }

  void add(int count) {
    unsettled += count;
    if (Math.abs(unsettled) >= SETTLED) {
      pages += unsettled;
      unsettled = 0;
    }
  }

  /// Takes so many pages for what the connection receives; returns whether there are any
  /// (`__sk_mem_raise_allocated`).
  boolean take(Connection connection, int count) {
    add(count);
    if (pages <= limits[0]) {
      relax(connection);
      return true;
    }
    if (pages > limits[1]) {
      press(connection);
    }
    boolean little =
        connection.received.charged() < connection.stack.settings().receiveBuffer(0)
            || !isPressed();
    if (pages <= limits[2] && little) {
      return true;
    }
    add(-count);
    return false;
  }

  /// `tcp_enter_memory_pressure`
  private void press(Connection connection) {
    if (!isPressed()) {
      pressedSince = connection.now();
      connection.stack.count(TcpCounter.MEMORY_PRESSURES);
    }
  }

  /// `tcp_leave_memory_pressure`
  private void relax(Connection connection) {
    if (isPressed()) {
      long millis = (connection.now() - pressedSince) / RoundTrip.MILLISECOND;
      connection.stack.counters().count(TcpCounter.MEMORY_PRESSURES_CHRONO, (int) millis);
      pressedSince = NEVER;
    }
  }

  /// Whether memory is to be saved.
  boolean isPressed() {
    return pressedSince != NEVER;
  }

  /// Whether there is so much that buffers may grow.
  boolean isPlenty() {
    return !isPressed() && pages < limits[0];
  }
}
