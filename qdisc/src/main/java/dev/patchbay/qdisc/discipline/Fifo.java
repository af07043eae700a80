package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Units;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// First come, first served, up to a limit of packets or bytes (net/sched/sch_fifo.c).
final class Fifo extends Qdisc {
  private static final String USAGE = "Usage: ... <[p|b]fifo | pfifo_head_drop> [ limit NUMBER ]";

  /// What is counted against the limit, and what goes when it is reached.
  enum Mode {
    PACKETS,
    BYTES,
    HEAD_DROP
  }

  /// How much it holds: packets or bytes; not said, it is as much as the device's `txqueuelen`
  /// says.
  record Limit(long most) implements QdiscKind.Options {}

  private final Mode mode;
  private final PacketQueue queue = new PacketQueue();
  private long limit;

  Fifo(QdiscKind kind, Place place, Mode mode, QdiscKind.Options options) {
    super(kind, place);
    this.mode = mode;
    change(options);
  }

  static QdiscKind.Options parse(String name, Args args) {
    QdiscKind.Options limit = QdiscKind.Options.NONE;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("help")) {
        throw new CommandException(1, USAGE);
      }
      if (!word.equals("limit")) {
        throw new CommandException(1, name + ": unknown parameter \"" + word + "\"\n" + USAGE);
      }
      String value = args.next();
      OptionalLong most = Words.size(value);
      if (most.isEmpty()) {
        throw new CommandException(1, name + ": Illegal value for \"limit\": \"" + value + "\"");
      }
      limit = new Limit(most.getAsLong());
    }
    return limit;
  }

  @Override
  public void change(QdiscKind.Options options) {
    limit = options instanceof Limit said ? said.most : usual(device());
  }

  private long usual(NetDevice device) {
    int packets = device.txQueueLength() == 0 ? 1000 : device.txQueueLength();
    return mode == Mode.BYTES ? (long) packets * (device.mtu() + device.headerLength()) : packets;
  }

  @Override
  public QdiscKind.Options options() {
    return new Limit(limit);
  }

  @Override
  protected boolean canBypass() {
    return limit >= (mode == Mode.BYTES ? device().mtu() + device().headerLength() : 1);
  }

  @Override
  public int enqueue(Packet packet) {
    boolean fits =
        mode == Mode.BYTES ? statistics().backlog + size(packet) <= limit : queue.size() < limit;
    if (fits) {
      queue.add(packet);
      countQueued(packet);
      return QUEUED;
    }
    return mode == Mode.HEAD_DROP && limit > 0
        ? dropFirst(packet)
        : drop(packet, DropReason.QDISC_DROP);
  }

  /// The oldest one goes in its place.
  private int dropFirst(Packet packet) {
    Packet oldest = queue.poll();
    if (oldest != null) {
      countUnqueued(oldest);
      int bytes = size(oldest);
      drop(oldest, DropReason.QDISC_DROP);
      queue.add(packet);
      countQueued(packet);
      reduceAbove(1, bytes);
    }
    return CONGESTED;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Packet packet = queue.poll();
    if (packet != null) {
      countUnqueued(packet);
      countSent(packet);
    }
    return packet;
  }

  @Override
  protected void clear() {
    purge(queue);
  }

  @Override
  public void show(Page page) {
    if (mode == Mode.BYTES) {
      page.out().jsonNumber("limit", limit);
      page.out().text("limit " + Units.showSize(limit));
    } else {
      page.out().number("limit", "limit ", limit, "p");
    }
  }
}
