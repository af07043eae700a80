package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.RateConfig;
import org.jspecify.annotations.Nullable;

/// A class of htb. Tokens are nanoseconds of sending; those of the ceiling are kept apart.
final class HtbClass extends TreeClass<HtbClass> {
  /// How deep the tree may be; leaves have level 0.
  static final int DEPTH = 8;

  static final int PRIORITIES = 8;

  /// How long tokens are gathered or owed at most, in nanoseconds.
  private static final long MOST_OWED = 60_000_000_000L;

  /// Whether it may send.
  enum Mode {
    CANT_SEND,
    MAY_BORROW,
    CAN_SEND
  }

  final HtbRow[] feeds = new HtbRow[PRIORITIES];
  final int[] deficits = new int[DEPTH];
  int children;
  Mode mode = Mode.CAN_SEND;
  int prio;

  /// The priorities at which it wants to send, a bit each.
  int activity;

  /// When it is looked at again, while it waits for tokens.
  long wakes;

  long checked;
  private RateConfig rate = RateConfig.of(0);
  private RateConfig ceil = rate;
  private long buffer;
  private long ceilBuffer;
  private long tokens;
  private long ceilTokens;
  int quantum;
  private long lends;
  private long borrows;

  HtbClass(int id, @Nullable HtbClass parent, long now) {
    super(id, parent);
    this.checked = now;
    for (int i = 0; i < PRIORITIES; i++) {
      feeds[i] = new HtbRow();
    }
  }

  /// Sets it, and says whether its quantum is `small` or `big`, or nothing.
  @Nullable String set(HtbClassOptions options, long rateToQuantum, boolean isNew) {
    rate = options.rate();
    ceil = options.ceil();
    buffer = options.burst() * Psched.TICK;
    ceilBuffer = options.ceilBurst() * Psched.TICK;
    if (isNew) {
      tokens = buffer;
      ceilTokens = ceilBuffer;
    }
    if (level > 0) {
      return null;
    }
    prio = Math.min(options.prio(), PRIORITIES - 1);
    return setQuantum(options.quantum(), rateToQuantum);
  }

  private @Nullable String setQuantum(long asked, long rateToQuantum) {
    long least = 1000;
    long most = 200_000;
    long reckoned = rate.bytes() / Math.max(1, rateToQuantum);
    quantum = (int) (asked != 0 ? asked : Math.clamp(reckoned, least, most));
    if (asked != 0 || (reckoned >= least && reckoned <= most)) {
      return null;
    }
    return reckoned < least ? "small" : "big";
  }

  // ---- tokens

  /// Whether it may send with what it has earned in `earned` nanoseconds (`htb_class_mode`).
  Mode modeAfter(long earned) {
    if (ceilTokens + earned < 0) {
      return Mode.CANT_SEND;
    }
    return tokens + earned >= 0 ? Mode.CAN_SEND : Mode.MAY_BORROW;
  }

  /// How long until that changes.
  long missing(long earned) {
    return ceilTokens + earned < 0 ? -(ceilTokens + earned) : -(tokens + earned);
  }

  /// What it has earned by `now`.
  long earned(long now) {
    return Math.min(now - checked, MOST_OWED);
  }

  /// Pays for so many bytes that were sent at `sentAt`, its own level or one below
  /// (`htb_charge_class`).
  void charge(int bytes, int sentAt, long now) {
    long earned = earned(now);
    if (level >= sentAt) {
      lends += level == sentAt ? 1 : 0;
      tokens = paid(Math.min(tokens + earned, buffer) - rate.nanos(bytes));
    } else {
      borrows++;
      tokens += earned;
    }
    ceilTokens = paid(Math.min(ceilTokens + earned, ceilBuffer) - ceil.nanos(bytes));
    checked = now;
  }

  private static long paid(long left) {
    return left <= -MOST_OWED ? 1 - MOST_OWED : left;
  }

  // ---- showing

  @Override
  public void show(Page page) {
    Output out = page.out();
    if (level == 0) {
      out.number("prio", "prio ", prio, " ");
      if (page.details()) {
        out.number("quantum", "quantum ", quantum, " ");
      }
    }
    page.rate("rate", "rate ", rate.bytes(), " ");
    if (rate.overhead() != 0) {
      out.number("overhead", "overhead ", rate.overhead(), " ");
    }
    page.rate("ceil", "ceil ", ceil.bytes(), " ");
    if (rate.atm() || page.details()) {
      out.string("linklayer", "linklayer ", rate.linkLayer(), " ");
    }
    showBurst(page, "burst", rate, buffer);
    showBurst(page, "cburst", ceil, ceilBuffer);
    if (page.details()) {
      out.number("level", "level ", level, " ");
    }
  }

  private static void showBurst(Page page, String key, RateConfig rate, long nanos) {
    String bytes = Units.showSize(Psched.transmitBytes(rate.bytes(), nanos / Psched.TICK));
    if (page.details()) {
      String mpu = Units.showSize(rate.mpu());
      page.out().text(key + " " + bytes + "/1 mpu " + mpu + " ");
    } else {
      page.out().text(key + " " + bytes + " ");
    }
  }

  @Override
  public boolean showStatistics(Page page) {
    Output out = page.out();
    out.text(" lended: " + lends + " borrowed: " + borrows + " giants: 0\n");
    out.text(
        " tokens: "
            + Math.floorDiv(tokens, (long) Psched.TICK)
            + " ctokens: "
            + Math.floorDiv(ceilTokens, (long) Psched.TICK)
            + "\n");
    return true;
  }
}
