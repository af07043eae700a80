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
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A queue that lets go what has waited when it is told to (net/sched/sch_plug.c).
public final class Plug implements QdiscKind {
  private static final String USAGE =
      "Usage: ... plug [block | release | release_indefinite | limit NUMBER]";

  /// What it is told to do.
  private enum Order {
    /// What comes from now on waits.
    BLOCK,
    /// What came before the last [#BLOCK] goes.
    RELEASE,
    /// All goes, and nothing waits any more.
    RELEASE_ALL,
    /// It holds so many bytes.
    LIMIT
  }

  private record Said(Order order, long limit) implements Options {}

  @Override
  public String name() {
    return "plug";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    Options said = new Said(Order.LIMIT, 0);
    while (args.hasNext()) {
      String word = args.next();
      said =
          switch (word) {
            case "block" -> new Said(Order.BLOCK, 0);
            case "release" -> new Said(Order.RELEASE, 0);
            case "release_indefinite" -> new Said(Order.RELEASE_ALL, 0);
            case "limit" -> new Said(Order.LIMIT, limit(args.next()));
            case "help" -> throw new CommandException(1, USAGE);
            default ->
                throw new CommandException(1, "plug: unknown parameter \"" + word + "\"\n" + USAGE);
          };
    }
    return said;
  }

  private static long limit(String word) {
    OptionalLong bytes = Words.size(word);
    if (bytes.isEmpty()) {
      throw new CommandException(1, "Illegal value for \"limit\": \"" + word + "\"");
    }
    return bytes.getAsLong();
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Queue(this, place, options);
  }

  private static final class Queue extends Qdisc {
    private final PacketQueue queue = new PacketQueue();
    private long limit;

    /// What has come since it was last told to block, before that, and what may go.
    private int fresh;

    private int earlier;
    private int free;
    private boolean open;

    Queue(QdiscKind kind, Place place, Options options) {
      super(kind, place);
      long packets = Math.max(1, place.device().txQueueLength());
      long usual = packets * (place.device().mtu() + place.device().headerLength());
      limit = options instanceof Said said && said.limit > 0 ? said.limit : usual;
    }

    @Override
    public void change(Options options) {
      Said said = options instanceof Said given ? given : new Said(Order.LIMIT, 0);
      switch (said.order) {
        case BLOCK -> {
          earlier += fresh;
          fresh = 0;
          open = false;
        }
        case RELEASE -> {
          free += earlier;
          earlier = 0;
          traffic().wake();
        }
        case RELEASE_ALL -> {
          open = true;
          fresh = 0;
          earlier = 0;
          free = 0;
          traffic().wake();
        }
        case LIMIT -> limit = said.limit;
      }
    }

    @Override
    public Options options() {
      return new Said(Order.LIMIT, limit);
    }

    @Override
    public int enqueue(Packet packet) {
      if (statistics().backlog + size(packet) > limit) {
        return drop(packet, DropReason.QDISC_DROP);
      }
      queue.add(packet);
      countQueued(packet);
      fresh += open ? 0 : 1;
      return QUEUED;
    }

    @Override
    protected @Nullable Packet dequeue() {
      if (!open && free == 0) {
        return null;
      }
      Packet packet = queue.poll();
      if (packet != null) {
        free -= open ? 0 : 1;
        countUnqueued(packet);
        countSent(packet);
      }
      return packet;
    }

    @Override
    protected void clear() {
      purge(queue);
      fresh = 0;
      earlier = 0;
      free = 0;
    }
  }
}
