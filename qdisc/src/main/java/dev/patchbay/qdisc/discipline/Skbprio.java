package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The highest priority first, and when it is full the lowest is dropped (net/sched/sch_skbprio.c).
public final class Skbprio implements QdiscKind {
  private static final String USAGE = "Usage: ... <skbprio> [ limit NUMBER ]";
  private static final int PRIORITIES = 64;
  private static final long USUAL = 64;

  private record Limit(long most) implements Options {}

  @Override
  public String name() {
    return "skbprio";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    Options said = Options.NONE;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("help")) {
        throw new CommandException(1, USAGE);
      }
      if (!word.equals("limit")) {
        throw new CommandException(1, "skbprio: unknown parameter \"" + word + "\"\n" + USAGE);
      }
      String value = args.next();
      OptionalLong limit = Numbers.u32(value, 0);
      if (limit.isEmpty()) {
        throw new CommandException(1, "skbprio: Illegal \"limit\" value:\"" + value + "\"");
      }
      said = new Limit(limit.getAsLong());
    }
    return said;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Queue(this, place, options);
  }

  private static final class Queue extends Qdisc {
    private final PacketQueue[] queues = new PacketQueue[PRIORITIES];
    private long limit = USUAL;

    Queue(QdiscKind kind, Place place, Options options) {
      super(kind, place);
      for (int i = 0; i < PRIORITIES; i++) {
        queues[i] = new PacketQueue();
      }
      change(options);
    }

    @Override
    public void change(Options options) {
      limit = options instanceof Limit said ? said.most : limit;
    }

    @Override
    public Options options() {
      return new Limit(limit);
    }

    @Override
    public int enqueue(Packet packet) {
      int priority = Math.min(packet.priority() & 0x7fff_ffff, PRIORITIES - 1);
      if (statistics().length >= limit) {
        int lowest = lowest();
        Packet gone = lowest < priority ? queues[lowest].pollLast() : null;
        if (gone == null) {
          return drop(packet, DropReason.QDISC_DROP);
        }
        countUnqueued(gone);
        int bytes = size(gone);
        drop(gone, DropReason.QDISC_DROP);
        reduceAbove(1, bytes);
        add(packet, priority);
        return CONGESTED;
      }
      add(packet, priority);
      return QUEUED;
    }

    private void add(Packet packet, int priority) {
      queues[priority].add(packet);
      countQueued(packet);
    }

    /// The lowest priority at which something waits.
    private int lowest() {
      int lowest = 0;
      while (lowest < PRIORITIES - 1 && queues[lowest].isEmpty()) {
        lowest++;
      }
      return lowest;
    }

    @Override
    protected @Nullable Packet dequeue() {
      for (int i = PRIORITIES - 1; i >= 0; i--) {
        Packet packet = queues[i].poll();
        if (packet != null) {
          countUnqueued(packet);
          countSent(packet);
          return packet;
        }
      }
      return null;
    }

    @Override
    protected void clear() {
      for (PacketQueue each : queues) {
        purge(each);
      }
    }

    @Override
    public void show(Page page) {
      page.out().number("limit", "limit ", limit, " ");
    }
  }
}
