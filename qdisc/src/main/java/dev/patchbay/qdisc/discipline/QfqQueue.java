package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Qfq at work (net/sched/sch_qfq.c): of the classes whose turn has begun in the time of an ideal
/// link, that one sends whose turn ends first. Where the kernel rounds these times into groups,
/// here they are exact.
final class QfqQueue extends FlatQueue<QfqQueue.Share> {
  private static final int MOST_WEIGHT = 1 << 10;
  private static final int LEAST_PACKET = 512;
  private static final int MOST_PACKET = 1 << 16;

  /// All weights together may not be more.
  private static final int MOST_WEIGHTS = 1 << 13;

  private double time;

  QfqQueue(QdiscKind kind, Place place) {
    super(kind, place);
  }

  static final class Share extends FlatClass {
    private long weight;
    private long largest;
    private boolean waits;
    private double begins;
    private double ends;

    Share(int id, Qdisc leaf, long weight, long largest) {
      super(id, leaf);
      this.weight = weight;
      this.largest = largest;
    }

    @Override
    public void show(Page page) {
      page.out().text("weight " + weight + " maxpkt " + largest + " ");
    }

    @Override
    public boolean showStatistics(Page page) {
      return false;
    }
  }

  private static NetlinkException outOfRange() {
    return new NetlinkException(Errno.ERANGE, "integer out of range");
  }

  private static void check(Qfq.Share said) throws NetlinkException {
    boolean weighs = said.weight() < 0 || (said.weight() > 0 && said.weight() <= MOST_WEIGHT);
    boolean fits =
        said.largest() < 0 || (said.largest() >= LEAST_PACKET && said.largest() <= MOST_PACKET);
    if (!weighs || !fits) {
      throw outOfRange();
    }
  }

  private void checkSum(long more) throws NetlinkException {
    long sum = more;
    for (Share each : table()) {
      sum += each.weight;
    }
    if (sum > MOST_WEIGHTS) {
      throw new NetlinkException(Errno.EINVAL, "total weight out of range");
    }
  }

  @Override
  Share make(int id, Qdisc leaf, QdiscKind.ClassOptions options) throws NetlinkException {
    Qfq.Share said = options instanceof Qfq.Share given ? given : new Qfq.Share(-1, -1);
    check(said);
    long weight = said.weight() < 0 ? 1 : said.weight();
    checkSum(weight);
    long usual = (long) device().mtu() + device().headerLength();
    return new Share(id, leaf, weight, said.largest() < 0 ? usual : said.largest());
  }

  @Override
  void set(Share existing, QdiscKind.ClassOptions options) throws NetlinkException {
    Qfq.Share said = options instanceof Qfq.Share given ? given : new Qfq.Share(-1, -1);
    check(said);
    checkSum(said.weight() < 0 ? 0 : said.weight() - existing.weight);
    existing.weight = said.weight() < 0 ? existing.weight : said.weight();
    existing.largest = said.largest() < 0 ? existing.largest : said.largest();
  }

  @Override
  void begin(Share of) {
    of.waits = true;
    of.begins = Math.max(time, of.ends);
    of.ends = of.begins + next(of) / (double) of.weight;
  }

  @Override
  void stop(Share of) {
    of.waits = false;
  }

  private static int next(Share of) {
    Packet packet = of.leaf.peek();
    return packet == null ? 0 : size(packet);
  }

  @Override
  protected @Nullable Packet dequeue() {
    Share best = choose();
    if (best == null) {
      return null;
    }
    Packet packet = send(best);
    if (packet == null) {
      best.waits = false;
      return null;
    }
    time += size(packet) / (double) weights();
    best.begins = best.ends;
    best.waits = best.leaf.statistics().length > 0;
    best.ends += best.waits ? next(best) / (double) best.weight : 0;
    return packet;
  }

  /// Time goes on to the first turn that has not begun, when none has.
  private @Nullable Share choose() {
    double earliest = Double.MAX_VALUE;
    for (Share each : table()) {
      if (each.waits) {
        earliest = Math.min(earliest, each.begins);
      }
    }
    time = earliest == Double.MAX_VALUE ? time : Math.max(time, earliest);
    Share best = null;
    for (Share each : table()) {
      boolean may = each.waits && each.begins <= time;
      if (may && (best == null || each.ends < best.ends)) {
        best = each;
      }
    }
    return best;
  }

  private long weights() {
    long sum = 0;
    for (Share each : table()) {
      sum += each.waits ? each.weight : 0;
    }
    return Math.max(1, sum);
  }
}
