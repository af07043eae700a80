package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.text.Handle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The queues of a device at work. A packet goes to the one that somebody has chosen for it, or to
/// that of its flow; what they let go is sent in turn.
final class MqQueue extends Qdisc implements Classful {
  private static final QueueStatistics NOTHING = new QueueStatistics();

  private final List<Queue> queues = new ArrayList<>();
  private final QueueChoice choice;

  MqQueue(QdiscKind kind, Place place) {
    super(kind, place);
    choice = new QueueChoice(device());
    for (int i = 0; i < device().numTxQueues(); i++) {
      queues.add(new Queue(i));
    }
  }

  @Override
  public QdiscKind.Options options() {
    return QdiscKind.Options.NONE;
  }

  @Override
  public void change(QdiscKind.Options options) {
    // There is nothing to be set.
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    Qdisc child = queues.get(choice.of(packet)).child;
    if (child == null) {
      drop(packet, DropReason.QDISC_DROP);
      return CONGESTED;
    }
    return child.enqueue(packet);
  }

  @Override
  protected @Nullable Packet dequeue() {
    for (int i = 0; i < queues.size(); i++) {
      Qdisc child = queues.get(i).child;
      Packet packet = child == null ? null : child.poll();
      if (packet != null) {
        return packet;
      }
    }
    return null;
  }

  @Override
  protected void clear() {
    for (Queue queue : queues) {
      if (queue.child != null) {
        queue.child.reset();
      }
    }
  }

  @Override
  protected void destroy() {
    for (Queue queue : queues) {
      if (queue.child != null) {
        queue.child.end();
      }
    }
  }

  /// What its queues count now (`mq_dump`).
  @Override
  public void gather() {
    QueueStatistics sum = statistics();
    sum.clear();
    queues.forEach(queue -> sum.add(queue.statistics()));
  }

  // ---- classes

  private final class Queue implements QdiscClass {
    private final int number;
    private @Nullable Qdisc child;

    Queue(int number) {
      this.number = number;
      this.child = traffic().usualOfQueue(number, id());
      traffic().hang(child, MqQueue.this, id());
    }

    @Override
    public int id() {
      return Handle.of(handle(), number + 1);
    }

    @Override
    public int parent() {
      return Handle.ROOT;
    }

    @Override
    public @Nullable Qdisc leaf() {
      return child;
    }

    @Override
    public QueueStatistics statistics() {
      return child == null ? NOTHING : child.statistics();
    }
  }

  @Override
  public Classful classes() {
    return this;
  }

  @Override
  public @Nullable QdiscClass find(int id) {
    int queue = Handle.minor(id) - 1;
    return queue >= 0 && queue < queues.size() ? queues.get(queue) : null;
  }

  @Override
  public List<? extends QdiscClass> all() {
    return List.copyOf(queues);
  }

  @Override
  public boolean hasBlocks() {
    return false;
  }

  /// A queue from which a discipline is removed has none from then on (`mq_graft`).
  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) {
    Queue queue = (Queue) on;
    Qdisc before = queue.child;
    queue.child = child;
    return before;
  }
}
