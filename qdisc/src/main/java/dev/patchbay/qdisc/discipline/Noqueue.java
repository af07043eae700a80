package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import org.jspecify.annotations.Nullable;

/// No queue: packets go at once, past it.
public final class Noqueue implements QdiscKind {
  @Override
  public String name() {
    return "noqueue";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    if (args.hasNext()) {
      throw new CommandException(
          1, "Unknown qdisc \"noqueue\", hence option \"" + args.next() + "\" is unparsable");
    }
    return Options.NONE;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Queue(this, place);
  }

  private static final class Queue extends Qdisc {
    Queue(Noqueue kind, Place place) {
      super(kind, place);
    }

    @Override
    public int enqueue(Packet packet) {
      return drop(packet, DropReason.QDISC_DROP);
    }

    @Override
    protected @Nullable Packet dequeue() {
      return null;
    }

    @Override
    protected void clear() {}

    @Override
    public Options options() {
      return Options.NONE;
    }
  }
}
