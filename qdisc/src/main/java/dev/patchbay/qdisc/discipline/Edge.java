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
import dev.patchbay.qdisc.filter.SharedBlocks;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Filters at the edges of a device: no queue, but hung among the queues.
final class Edge extends Qdisc implements Classful {
  private final boolean both;
  private final Block ingress;
  private final Block egress;
  private final Runnable ingressChanged = this::hookIngress;
  private final Runnable egressChanged = this::hookEgress;
  private final TcHook atIngress = (packet, device) -> judge(packet, device, true);
  private final TcHook atEgress = (packet, device) -> judge(packet, device, false);
  private final Verdict verdict = new Verdict();

  Edge(QdiscKind kind, Place place, boolean both) {
    super(kind, place);
    this.both = both;
    ingress = block(place.blocks().ingress());
    egress = block(place.blocks().egress());
  }

  /// The filters that are shared under this number, or its own ones.
  private Block block(int index) {
    return index == 0 ? Block.of(handle()) : SharedBlocks.of(device().netns()).take(index);
  }

  @Override
  protected void attached() {
    ingress.attach(ingressChanged);
    egress.attach(egressChanged);
    hookIngress();
    hookEgress();
  }

  private void hookIngress() {
    hook(HookPoint.INGRESS);
  }

  private void hookEgress() {
    hook(HookPoint.EGRESS);
  }

  /// Without filters the way of packets is free of it.
  private void hook(HookPoint point) {
    boolean in = point == HookPoint.INGRESS;
    Block block = in ? ingress : egress;
    device().tcHook(point, block.isEmpty() ? null : in ? atIngress : atEgress);
  }

  private int judge(Packet packet, NetDevice device, boolean in) {
    countSent(packet);
    (in ? ingress : egress).classify(packet, device, in, verdict);
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
  protected List<Block> filters() {
    return List.of(ingress, egress);
  }

  @Override
  protected void destroy() {
    end(ingress, ingressChanged);
    end(egress, egressChanged);
    device().tcHook(HookPoint.INGRESS, null);
    device().tcHook(HookPoint.EGRESS, null);
  }

  private void end(Block block, Runnable changed) {
    block.detach(changed);
    if (block.isShared()) {
      SharedBlocks.of(device().netns()).release(block);
    } else {
      block.end();
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
