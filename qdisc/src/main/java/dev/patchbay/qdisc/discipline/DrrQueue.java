package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Units;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Drr at work (net/sched/sch_drr.c): a class that has packets sends as long as its deficit
/// reaches, then the next one does.
final class DrrQueue extends FlatQueue<DrrQueue.Turn> {
  private final ArrayDeque<Turn> turns = new ArrayDeque<>();

  DrrQueue(QdiscKind kind, Place place) {
    super(kind, place);
  }

  static final class Turn extends FlatClass {
    private long quantum;
    private long deficit;

    Turn(int id, Qdisc leaf, long quantum) {
      super(id, leaf);
      this.quantum = quantum;
    }

    @Override
    public void show(Page page) {
      page.out().text("quantum " + Units.showSize(quantum) + " ");
    }

    @Override
    public boolean showStatistics(Page page) {
      long shown = leaf.statistics().length > 0 ? deficit : 0;
      page.out().text(" deficit " + Units.showSize(shown) + " ");
      return true;
    }
  }

  @Override
  Turn make(int id, Qdisc leaf, QdiscKind.ClassOptions options) throws NetlinkException {
    long usual = (long) device().mtu() + device().headerLength();
    return new Turn(id, leaf, quantum(options, usual));
  }

  @Override
  void set(Turn existing, QdiscKind.ClassOptions options) throws NetlinkException {
    existing.quantum = quantum(options, existing.quantum);
  }

  private static long quantum(QdiscKind.ClassOptions options, long before) throws NetlinkException {
    long said = options instanceof Drr.Quantum quantum ? quantum.bytes() : -1;
    if (said == 0) {
      throw new NetlinkException(Errno.EINVAL, "Specified DRR quantum cannot be zero");
    }
    return said < 0 ? before : said;
  }

  @Override
  void begin(Turn of) {
    turns.addLast(of);
    of.deficit = of.quantum;
  }

  @Override
  void stop(Turn of) {
    turns.remove(of);
  }

  @Override
  protected @Nullable Packet dequeue() {
    for (Turn turn = turns.peekFirst(); turn != null; turn = turns.peekFirst()) {
      Packet next = turn.leaf.peek();
      if (next == null) {
        return null;
      }
      int bytes = size(next);
      if (bytes <= turn.deficit) {
        turn.deficit -= bytes;
        Packet packet = send(turn);
        if (turn.leaf.statistics().length == 0) {
          turns.removeFirst();
        }
        return packet;
      }
      turn.deficit += turn.quantum;
      turns.addLast(turns.removeFirst());
    }
    return null;
  }
}
