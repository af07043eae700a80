package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.discipline.HtbClass.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which class of htb sends next.
///
/// A class that wants to send and has tokens stands in the row of its level and priority. One that
/// has none but may borrow stands in the feed of its parent, and the parent, if it has tokens, in
/// the row of its own level: so rows of higher levels hold those from whom somebody borrows. Lower
/// levels go first, then lower priorities; within a row the turn goes round by deficits. A class
/// whose tokens run out waits until it has some again.
final class HtbScheduler {
  private static final long SECOND = 1_000_000_000;
  private static final int MOST_STEPS = 65535;

  private final HtbQueue queue;
  private final HtbRow[][] rows = new HtbRow[HtbClass.DEPTH][HtbClass.PRIORITIES];

  /// Those that wait for tokens, the first to have some in front.
  private final List<HtbClass> waiting = new ArrayList<>();

  /// The way down from a row to a leaf.
  private final HtbRow[] path = new HtbRow[HtbClass.DEPTH + 1];

  private long now;
  private long wakes;

  HtbScheduler(HtbQueue queue) {
    this.queue = queue;
    for (HtbRow[] level : rows) {
      for (int i = 0; i < level.length; i++) {
        level[i] = new HtbRow();
      }
    }
    Arrays.fill(path, rows[0][0]);
  }

  /// When something may be sent again, after [#dequeue] has found nothing.
  long wakes() {
    return wakes;
  }

  /// The packet that goes next, or null.
  @Nullable Packet dequeue(long time) {
    now = time;
    wakes = time + 5 * SECOND;
    wakeUp();
    for (int level = 0; level < HtbClass.DEPTH; level++) {
      for (int prio = 0; prio < HtbClass.PRIORITIES; prio++) {
        if (!rows[level][prio].isEmpty()) {
          Packet packet = dequeue(level, prio);
          if (packet != null) {
            return packet;
          }
        }
      }
    }
    return null;
  }

  /// Looks at those that have waited long enough (`htb_do_events`).
  private void wakeUp() {
    while (!waiting.isEmpty()) {
      HtbClass first = waiting.getFirst();
      if (first.wakes > now) {
        wakes = Math.min(wakes, first.wakes);
        return;
      }
      waiting.removeFirst();
      long earned = first.earned(now);
      changeMode(first, earned);
      if (first.mode != Mode.CAN_SEND) {
        await(first, first.missing(earned));
      }
    }
  }

  private void await(HtbClass waits, long delay) {
    waits.wakes = Math.max(now + delay, now + 1);
    int at = waiting.size();
    while (at > 0 && waiting.get(at - 1).wakes > waits.wakes) {
      at--;
    }
    waiting.add(at, waits);
  }

  // ---- who sends

  private @Nullable Packet dequeue(int level, int prio) {
    HtbClass start = leaf(level, prio);
    HtbClass sends = start;
    while (sends != null) {
      Qdisc below = sends.leaf;
      if (below == null || below.statistics().length == 0) {
        deactivate(sends);
        if (rows[level][prio].isEmpty()) {
          return null;
        }
        HtbClass next = leaf(level, prio);
        start = sends == start ? next : start;
        sends = next;
        continue;
      }
      Packet packet = below.poll();
      if (packet != null) {
        sent(sends, below, packet, level, prio);
        return packet;
      }
      turns(sends, level, prio).next();
      sends = leaf(level, prio);
      if (sends == start) {
        return null;
      }
    }
    return null;
  }

  private HtbRow turns(HtbClass sends, int level, int prio) {
    HtbClass parent = sends.parent;
    return level == 0 || parent == null ? rows[0][prio] : parent.feeds[prio];
  }

  private void sent(HtbClass sends, Qdisc below, Packet packet, int level, int prio) {
    int bytes = Qdisc.size(packet);
    sends.counted().count(bytes);
    sends.deficits[level] -= bytes;
    if (sends.deficits[level] < 0) {
      sends.deficits[level] += sends.quantum;
      turns(sends, level, prio).next();
    }
    if (below.statistics().length == 0) {
      deactivate(sends);
    }
    charge(sends, level, bytes);
  }

  /// The leaf whose turn it is: from a row down the feeds (`htb_lookup_leaf`).
  private @Nullable HtbClass leaf(int level, int prio) {
    HtbRow row = rows[level][prio];
    if (row.isEmpty()) {
      return null;
    }
    int depth = 0;
    path[0] = row;
    for (int i = 0; i < MOST_STEPS; i++) {
      HtbClass turn = path[depth].turn();
      if (turn == null) {
        // The round is over here: it begins again, and above it is the next one's turn.
        path[depth].rewind();
        if (depth > 0) {
          path[--depth].next();
        }
      } else if (turn.level == 0) {
        return turn;
      } else {
        path[++depth] = turn.feeds[prio];
      }
    }
    return null;
  }

  // ---- tokens

  private void charge(HtbClass leaf, int level, int bytes) {
    for (HtbClass each = leaf; each != null; each = each.parent) {
      each.charge(bytes, level, now);
      Mode before = each.mode;
      changeMode(each, 0);
      if (before != each.mode) {
        if (before != Mode.CAN_SEND) {
          waiting.remove(each);
        }
        if (each.mode != Mode.CAN_SEND) {
          await(each, each.missing(0));
        }
      }
      if (each.level > 0) {
        each.counted().count(bytes);
      }
    }
  }

  private void changeMode(HtbClass changed, long earned) {
    Mode mode = changed.modeAfter(earned);
    if (mode == changed.mode) {
      return;
    }
    if (mode == Mode.CANT_SEND) {
      changed.counted().overlimits++;
      queue.statistics().overlimits++;
    }
    if (changed.activity == 0) {
      changed.mode = mode;
      return;
    }
    if (changed.mode != Mode.CANT_SEND) {
      leaveRows(changed);
    }
    changed.mode = mode;
    if (mode != Mode.CANT_SEND) {
      joinRows(changed);
    }
  }

  // ---- rows and feeds

  /// The class has something to send (`htb_activate`).
  void activate(HtbClass leaf) {
    if (leaf.activity == 0) {
      leaf.activity = 1 << leaf.prio;
      joinRows(leaf);
    }
  }

  /// The class has nothing to send any more (`htb_deactivate`).
  void deactivate(HtbClass leaf) {
    if (leaf.activity != 0) {
      leaveRows(leaf);
      leaf.activity = 0;
    }
  }

  /// The class changes its level, or goes.
  void leaveLevel(HtbClass leaves) {
    deactivate(leaves);
    waiting.remove(leaves);
    leaves.mode = Mode.CAN_SEND;
  }

  void clear(Iterable<HtbClass> all) {
    for (HtbRow[] level : rows) {
      for (HtbRow row : level) {
        row.clear();
      }
    }
    waiting.clear();
    for (HtbClass each : all) {
      each.activity = 0;
      each.mode = Mode.CAN_SEND;
      for (HtbRow feed : each.feeds) {
        feed.clear();
      }
    }
  }

  /// `htb_activate_prios`.
  private void joinRows(HtbClass from) {
    HtbClass joins = from;
    int mask = joins.activity;
    HtbClass parent = joins.parent;
    while (joins.mode == Mode.MAY_BORROW && parent != null && mask != 0) {
      int fresh = mask;
      for (int prio = 0; prio < HtbClass.PRIORITIES; prio++) {
        if ((mask & (1 << prio)) != 0) {
          fresh &= parent.feeds[prio].isEmpty() ? ~0 : ~(1 << prio);
          parent.feeds[prio].add(joins);
        }
      }
      mask = fresh;
      parent.activity |= mask;
      joins = parent;
      parent = joins.parent;
    }
    if (joins.mode == Mode.CAN_SEND && mask != 0) {
      for (int prio = 0; prio < HtbClass.PRIORITIES; prio++) {
        if ((mask & (1 << prio)) != 0) {
          rows[joins.level][prio].add(joins);
        }
      }
    }
  }

  /// `htb_deactivate_prios`.
  private void leaveRows(HtbClass from) {
    HtbClass leaves = from;
    int mask = leaves.activity;
    HtbClass parent = leaves.parent;
    while (leaves.mode == Mode.MAY_BORROW && parent != null && mask != 0) {
      int last = 0;
      for (int prio = 0; prio < HtbClass.PRIORITIES; prio++) {
        if ((mask & (1 << prio)) != 0) {
          parent.feeds[prio].remove(leaves, true);
          last |= parent.feeds[prio].isEmpty() ? 1 << prio : 0;
        }
      }
      mask = last;
      parent.activity &= ~mask;
      leaves = parent;
      parent = leaves.parent;
    }
    if (leaves.mode == Mode.CAN_SEND && mask != 0) {
      for (int prio = 0; prio < HtbClass.PRIORITIES; prio++) {
        if ((mask & (1 << prio)) != 0) {
          rows[leaves.level][prio].remove(leaves, false);
        }
      }
    }
  }
}
