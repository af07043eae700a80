package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Three bands by priority, each as long as the device's `txqueuelen`: what devices begin with
/// (net/sched/sch_generic.c).
public final class PfifoFast implements QdiscKind {
  private static final int BANDS = 3;

  @Override
  public String name() {
    return "pfifo_fast";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    if (args.hasNext()) {
      throw new CommandException(255, "qdisc 'pfifo_fast' does not support option parsing");
    }
    return Options.NONE;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Queue(this, place);
  }

  private static final class Queue extends Qdisc {
    private final @Nullable PacketQueue[] bands = new @Nullable PacketQueue[BANDS];

    Queue(PfifoFast kind, Place place) {
      super(kind, place);
    }

    @Override
    public int enqueue(Packet packet) {
      int band = PriorityMap.USUAL.band(packet.priority());
      PacketQueue queue = bands[band];
      if (queue == null) {
        queue = new PacketQueue();
        bands[band] = queue;
      }
      if (queue.size() >= Math.max(1, device().txQueueLength())) {
        return drop(packet, DropReason.QDISC_DROP);
      }
      queue.add(packet);
      countQueued(packet);
      return QUEUED;
    }

    @Override
    protected @Nullable Packet dequeue() {
      for (PacketQueue queue : bands) {
        Packet packet = queue == null ? null : queue.poll();
        if (packet != null) {
          countUnqueued(packet);
          countSent(packet);
          return packet;
        }
      }
      return null;
    }

    @Override
    protected boolean canBypass() {
      return true;
    }

    @Override
    protected void clear() {
      for (PacketQueue queue : bands) {
        if (queue != null) {
          purge(queue);
        }
      }
    }

    @Override
    public Options options() {
      return Options.NONE;
    }

    @Override
    public void change(Options options) {
      // There is nothing to be set.
    }

    @Override
    public void show(Page page) {
      PriorityMap.USUAL.show(BANDS, page.out());
    }
  }
}
