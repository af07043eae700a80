package dev.patchbay.qdisc;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.TrafficAnnouncement.OfChain;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A queueing discipline at work on a device (`struct Qdisc`): it takes packets and says which one
/// goes next, and when. Other disciplines may hang below it, see [Classful].
///
/// What [#enqueue] returns is what the kernel's do (`NET_XMIT_…`): a packet that is not queued is
/// gone, and has been counted here; those above count it, too, unless it was [#STOLEN].
public abstract class Qdisc {
  /// It is queued.
  public static final int QUEUED = 0;

  /// It was dropped, and the sender is told.
  public static final int DROPPED = 1;

  /// Another one was dropped in its place; the sender is told that it is getting tight.
  public static final int CONGESTED = 2;

  /// It was dropped, and nobody is told.
  public static final int DROPPED_QUIETLY = 0x20000;

  /// An action of a filter has it.
  public static final int STOLEN = 0x10000;

  private static final int TOLD = 0xffff;

  private final QdiscKind kind;
  private final Place place;
  private final QueueStatistics statistics = new QueueStatistics();
  private @Nullable Packet peeked;
  private @Nullable Qdisc above;
  private int parent;
  private boolean invisible;
  private @Nullable SizeTable sizes;

  protected Qdisc(QdiscKind kind, Place place) {
    this.kind = kind;
    this.place = place;
    this.parent = place.parent();
  }

  // ---- what a discipline writes

  /// Queues the packet, or drops it.
  public abstract int enqueue(Packet packet);

  /// The packet that goes next, or null when none may go now.
  protected abstract @Nullable Packet dequeue();

  /// Drops what waits.
  protected abstract void clear();

  /// Whether a packet may go past it while nothing waits (`TCQ_F_CAN_BYPASS`).
  protected boolean canBypass() {
    return false;
  }

  /// It is hung into the tree.
  protected void attached() {}

  /// It ends: what hangs below it ends, too.
  protected void destroy() {}

  /// What it is set to.
  public abstract QdiscKind.Options options();

  /// Changes what it is set to.
  public void change(QdiscKind.Options options) throws NetlinkException {
    throw new NetlinkException(
        Errno.EOPNOTSUPP, "Change operation not supported by specified qdisc");
  }

  /// Shows what it is set to, as `tc qdisc show` does behind its head.
  public void show(Page page) {}

  /// Shows what it alone counts.
  public void showStatistics(Page page) {}

  /// Brings up to date what it counts only by what hangs below it.
  public void gather() {}

  /// Its classes, or null when it has none.
  public @Nullable Classful classes() {
    return null;
  }

  // ---- who it is

  public final QdiscKind kind() {
    return kind;
  }

  public final NetDevice device() {
    return place.device();
  }

  public final DeviceTraffic traffic() {
    return place.traffic();
  }

  protected final World world() {
    return place.device().netns().world();
  }

  protected final long now() {
    return world().loop().now();
  }

  /// Its number; 0 for one that nobody has asked for.
  public final int handle() {
    return place.handle();
  }

  /// The class it hangs on.
  public final int parent() {
    return parent;
  }

  /// How many hold it: a device holds its root as that, and each of its queues holds what it gives
  /// to, but for roots that give their queues something else.
  public final int references() {
    if (parent != Handle.ROOT || kind.attachesEach()) {
      return 1;
    }
    return handle() == 0 ? 2 : 1 + device().numTxQueues();
  }

  /// The filters it shares with others.
  public final BlockIndexes blocks() {
    return place.blocks();
  }

  public final QueueStatistics statistics() {
    return statistics;
  }

  /// What the packets cost that it is given first, or null for their length.
  public final @Nullable SizeTable sizes() {
    return sizes;
  }

  final void sizes(@Nullable SizeTable value) {
    sizes = value;
  }

  /// Whether it is only shown when asked for (`TCQ_F_INVISIBLE`).
  public final boolean isInvisible() {
    return invisible;
  }

  final void invisible(boolean value) {
    invisible = value;
  }

  /// The discipline it hangs on, or null.
  public final @Nullable Qdisc above() {
    return above;
  }

  final void hang(@Nullable Qdisc upper, int classid) {
    above = upper;
    parent = classid;
  }

  // ---- what all do

  /// What a packet counts as (`qdisc_pkt_len`).
  public static int size(Packet packet) {
    int cost = packet.cost();
    return cost == 0 ? packet.length() : cost;
  }

  /// Counts a packet that waits now.
  protected final void countQueued(Packet packet) {
    statistics.length++;
    statistics.backlog += size(packet);
  }

  /// Counts a packet that waits no longer.
  protected final void countUnqueued(Packet packet) {
    statistics.length--;
    statistics.backlog -= size(packet);
  }

  /// Counts a packet that is let go (`qdisc_bstats_update`).
  protected final void countSent(Packet packet) {
    statistics.count(size(packet));
  }

  /// Drops a packet that is not queued (`qdisc_drop`).
  protected final int drop(Packet packet, DropReason reason) {
    statistics.drops++;
    world().drop(packet, reason);
    return DROPPED;
  }

  /// Counts what a discipline below has not queued, and hands the verdict on.
  protected final int countRefused(int verdict) {
    if ((verdict & STOLEN) == 0) {
      statistics.drops++;
    }
    return verdict;
  }

  /// Packets that waited here are gone: those above count them no longer
  /// (`qdisc_tree_reduce_backlog`).
  protected final void reduceAbove(int packets, long bytes) {
    Qdisc lower = this;
    for (Qdisc upper = above; upper != null && packets > 0; upper = upper.above) {
      Classful classes = upper.classes();
      if (lower.statistics.length == 0 && classes != null) {
        classes.emptied(lower.parent);
      }
      upper.statistics.length -= packets;
      upper.statistics.backlog -= bytes;
      upper.statistics.drops += packets;
      lower = upper;
    }
  }

  /// The packet that goes next, not taken (`qdisc_peek_dequeued`).
  public final @Nullable Packet peek() {
    if (peeked == null) {
      peeked = dequeue();
      if (peeked != null) {
        countQueued(peeked);
      }
    }
    return peeked;
  }

  /// Takes the packet that goes next, or null.
  public final @Nullable Packet poll() {
    Packet packet = peeked;
    if (packet == null) {
      return dequeue();
    }
    peeked = null;
    countUnqueued(packet);
    return packet;
  }

  /// Drops what waits (`qdisc_reset`).
  public final void reset() {
    Packet packet = peeked;
    if (packet != null) {
      peeked = null;
      world().drop(packet, DropReason.QDISC_RESET);
    }
    clear();
    statistics.length = 0;
    statistics.backlog = 0;
  }

  /// Ends it (`qdisc_put`).
  public final void end() {
    reset();
    List<Chain> chains = chains();
    stopEstimates();
    destroy();
    traffic().forget(this);
    FilterPlace place = FilterPlace.of(device(), handle());
    chains.forEach(chain -> OfChain.tell(place, chain, true));
  }

  private void stopEstimates() {
    statistics.estimate(null, device().netns());
    Classful classes = classes();
    if (classes != null) {
      classes.all().forEach(each -> QdiscClass.stopEstimate(each, this));
    }
  }

  /// The filters it looks at first.
  protected List<Block> filters() {
    Classful classes = classes();
    Block block = classes == null ? null : classes.block(null);
    return block == null ? List.of() : List.of(block);
  }

  /// The chains of filters that go with it: others may hold those that are shared.
  private List<Chain> chains() {
    List<Chain> chains = new ArrayList<>(0);
    for (Block block : filters()) {
      if (!block.isShared()) {
        chains.addAll(block.chains());
      }
    }
    return chains;
  }

  /// Drops what a queue holds, uncounted.
  protected final void purge(PacketQueue queue) {
    for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
      world().drop(packet, DropReason.QDISC_RESET);
    }
  }

  /// What the sender of a packet is told: 0, or the number of an error (`net_xmit_errno`).
  static int told(int verdict) {
    return (verdict & TOLD) == DROPPED ? Errno.ENOBUFS.number() : 0;
  }
}
