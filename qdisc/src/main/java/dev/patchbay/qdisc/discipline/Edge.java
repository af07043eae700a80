package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.TcHook;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Filters at the edges of a device: no queue, but hung among the queues.
final class Edge extends Qdisc implements Classful {
  private final boolean both;
  private final Block ingress = new Block(true, () -> hook(HookPoint.INGRESS));
  private final Block egress = new Block(false, () -> hook(HookPoint.EGRESS));
  private final TcHook atIngress = (packet, device) -> judge(packet, device, true);
  private final TcHook atEgress = (packet, device) -> judge(packet, device, false);
  private final Verdict verdict = new Verdict();

  Edge(QdiscKind kind, Place place, boolean both) {
    super(kind, place);
    this.both = both;
  }

  /// Without filters the way of packets is free of it.
  private void hook(HookPoint point) {
    boolean in = point == HookPoint.INGRESS;
    Block block = in ? ingress : egress;
    device().tcHook(point, block.isEmpty() ? null : in ? atIngress : atEgress);
  }

  private int judge(Packet packet, NetDevice device, boolean in) {
    countSent(packet);
    (in ? ingress : egress).classify(packet, device, verdict);
    if (!verdict.isGone()) {
      return TcHook.PASS;
    }
    if (verdict.isStolen()) {
      return 0;
    }
    drop(packet, in ? DropReason.TC_INGRESS : DropReason.TC_EGRESS);
    return Errno.ENOBUFS.number();
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
  protected void destroy() {
    ingress.end();
    egress.end();
    device().tcHook(HookPoint.INGRESS, null);
    device().tcHook(HookPoint.EGRESS, null);
  }

  @Override
  public QdiscKind.Options options() {
    return QdiscKind.Options.NONE;
  }

  @Override
  public void change(QdiscKind.Options options) {
    // There is nothing to be set.
  }

  @Override
  public void show(Page page) {
    page.out().text(both ? "" : "---------------- ");
  }

  // ---- classes

  /// The place of the filters of one direction.
  private record Direction(int id, int parent) implements QdiscClass {
    @Override
    public @Nullable Qdisc leaf() {
      return null;
    }
  }

  @Override
  public Classful classes() {
    return this;
  }

  @Override
  public @Nullable QdiscClass find(int id) {
    int minor = Handle.minor(id);
    boolean exists = !both || minor == Handle.MIN_INGRESS || minor == Handle.MIN_EGRESS;
    return exists ? new Direction(id, handle()) : null;
  }

  @Override
  public List<QdiscClass> all() {
    return List.of();
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) {
    return null;
  }

  @Override
  public @Nullable Block block(@Nullable QdiscClass of) {
    if (!both) {
      return ingress;
    }
    if (of == null) {
      return null;
    }
    return Handle.minor(of.id()) == Handle.MIN_INGRESS ? ingress : egress;
  }
}
