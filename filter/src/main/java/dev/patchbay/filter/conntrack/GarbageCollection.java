package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Netns;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import java.util.ArrayList;
import java.util.List;

/// Takes connections out that are over, and when the table is crowded those that nobody will miss
/// (`gc_worker` and `early_drop` of net/netfilter/nf_conntrack_core.c): one timer looks at all.
final class GarbageCollection {
  /// How many places are looked at for a connection to give up, in the kernel's eight buckets.
  private static final int VICTIM_LOOKS = 16;

  private static final long MOST_BETWEEN_SWEEPS = 60 * Conntrack.SECOND;
  private static final long BETWEEN_WARNINGS = 5 * Conntrack.SECOND;
  private static final int CROWDED_PERCENT = 95;

  private final Netns netns;
  private final Conntrack conntrack;
  private final ConnectionTable table;
  private final ConntrackLimits limits;
  private final EventLoop loop;
  private final Timer sweep;
  private long lastWarning = Long.MIN_VALUE;

  GarbageCollection(Netns netns, Conntrack conntrack, ConnectionTable table) {
    this.netns = netns;
    this.conntrack = conntrack;
    this.table = table;
    this.limits = ConntrackLimits.of(netns.machine());
    this.loop = netns.world().loop();
    this.sweep = new Timer(netns.machine().number(), this::sweep);
  }

  /// There is a connection: it will be looked at.
  void start() {
    if (!sweep.isArmed()) {
      loop.arm(sweep, loop.now() + MOST_BETWEEN_SWEEPS / 2);
    }
  }

  /// There is none any more.
  void stop() {
    loop.disarm(sweep);
  }

  /// Whether there is room for one more connection; where there is none, one that nobody has
  /// answered for long enough makes it (`early_drop`), or a warning says so.
  boolean makesRoom(Tuple wanted) {
    if (limits.connections() == 0 || table.size() < limits.connections()) {
      return true;
    }
    Connection victim = table.findVictim(wanted, VICTIM_LOOKS);
    if (victim == null) {
      warn();
      return false;
    }
    conntrack.end(victim);
    conntrack.count(ConntrackCounter.EARLY_DROP);
    return true;
  }

  private void warn() {
    if (lastWarning == Long.MIN_VALUE || loop.now() - lastWarning >= BETWEEN_WARNINGS) {
      lastWarning = loop.now();
      netns.machine().log().warn("nf_conntrack: nf_conntrack: table full, dropping packet");
    }
  }

  /// The next look comes when something is over on average.
  private void sweep() {
    long now = loop.now();
    boolean crowded =
        limits.connections() != 0 && table.size() > limits.connections() / 100L * CROWDED_PERCENT;
    List<Connection> over = new ArrayList<>();
    long[] left = {0};
    table.forEach(connection -> {
      boolean goes =
          connection.deadline <= now
              || (crowded && connection.tracker.mayBeDroppedEarly(connection));
      if (goes) {
        over.add(connection);
      } else {
        left[0] += Math.min(connection.deadline - now, MOST_BETWEEN_SWEEPS);
      }
    });
    over.forEach(conntrack::end);
    if (table.size() > 0) {
      long next = Math.max(left[0] / table.size(), Conntrack.SECOND);
      loop.arm(sweep, now + next);
    }
  }
}
