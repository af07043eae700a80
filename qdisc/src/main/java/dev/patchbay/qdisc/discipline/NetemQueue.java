package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.Watchdog;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// What netem does to packets (net/sched/sch_netem.c).
///
/// Each is given the time at which it leaves, and waits in their order; one that overtakes goes to
/// the front. Where another discipline hangs below, it gets the packets when their time has come.
final class NetemQueue extends Qdisc {
  private static final long SECOND = 1_000_000_000;

  private final SingleClass inner = new SingleClass(this, 1);
  private final PacketQueue overtaking = new PacketQueue();
  private final TimedQueue waiting = new TimedQueue();
  private final Watchdog watchdog = new Watchdog(this);
  private final RandomStream random;
  private final CorrelatedRandom delays;
  private final CorrelatedRandom losses;
  private final CorrelatedRandom duplicates;
  private final CorrelatedRandom reorders;
  private final CorrelatedRandom corruptions;
  private NetemSettings settings = new NetemSettings();
  private int lossState = LossModel.FIRST_STATE;
  private boolean duplicating;
  private long counter;
  private long nextSlot;
  private int slotPackets;
  private int slotBytes;

  NetemQueue(QdiscKind kind, Place place, NetemOptions options) throws NetlinkException {
    super(kind, place);
    random = place.device().netns().random("netem/" + place.device().name());
    delays = new CorrelatedRandom(random);
    losses = new CorrelatedRandom(random);
    duplicates = new CorrelatedRandom(random);
    reorders = new CorrelatedRandom(random);
    corruptions = new CorrelatedRandom(random);
    change(options);
  }

  @Override
  public QdiscKind.Options options() {
    return settings.options();
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (options instanceof NetemOptions said) {
      requireNoOther(said.duplicate() != 0);
      NetemOptions.Slot slot = said.slot();
      if (slot != null && (slot.packets() < 0 || slot.bytes() < 0)) {
        throw new NetlinkException(Errno.EINVAL, "negative slot limit");
      }
      settings = settings.with(said);
      counter = 0;
      lossState = LossModel.FIRST_STATE;
      delays.correlation(settings.correlations.delay());
      losses.correlation(settings.correlations.loss());
      duplicates.correlation(settings.correlations.duplicate());
      reorders.correlation(settings.reorder.correlation());
      corruptions.correlation(settings.corrupt.correlation());
      nextSlot = settings.slot != null && settings.slot.most() > 0 ? now() : 0;
      fillSlot();
    }
  }

  /// One that duplicates puts copies in at the root, where another netem would have them again
  /// (`check_netem_in_tree`).
  private void requireNoOther(boolean duplicates) throws NetlinkException {
    for (Qdisc other : traffic().all()) {
      if (other != this
          && other instanceof NetemQueue netem
          && (duplicates || netem.settings.duplicate != 0)) {
        throw new NetlinkException(
            Errno.EINVAL, "netem: cannot mix duplicating netems with other netems in tree");
      }
    }
  }

  private void fillSlot() {
    NetemOptions.Slot slot = settings.slot;
    slotPackets = slot == null || slot.packets() == 0 ? Integer.MAX_VALUE : slot.packets();
    slotBytes = slot == null || slot.bytes() == 0 ? Integer.MAX_VALUE : slot.bytes();
  }

  // ---- a packet comes

  @Override
  public int enqueue(Packet packet) {
    boolean twice = !duplicating && duplicates.happens(settings.duplicate);
    if (isLost()) {
      if (settings.ecn && Ecn.mark(packet)) {
        statistics().drops++;
      } else if (!twice) {
        drop(packet, DropReason.QDISC_LOSS);
        return DROPPED_QUIETLY;
      } else {
        twice = false;
      }
    }
    if (settings.delay != 0 || settings.jitter != 0 || settings.rate.bytes() != 0) {
      // What stands for the way behind the device is not the sender's any more.
      packet.discharge();
    }
    if (twice) {
      duplicate(packet);
    }
    if (corruptions.happens(settings.corrupt.share())) {
      corrupt(packet);
    }
    if (statistics().length >= settings.limit) {
      int verdict = drop(packet, DropReason.QDISC_DROP);
      return twice ? QUEUED : verdict;
    }
    countQueued(packet);
    if (overtakes()) {
      counter = 0;
      statistics().requeues++;
      overtaking.add(packet);
    } else {
      counter++;
      waiting.add(packet, leaves(packet));
    }
    return QUEUED;
  }

  private boolean isLost() {
    if (settings.model == null) {
      return losses.happens(settings.loss);
    }
    int next = settings.model.next(lossState, random);
    lossState = Math.abs(next);
    return next < 0;
  }

  /// Another one like it goes in at the root: disciplines above expect only one of us.
  private void duplicate(Packet packet) {
    Qdisc top = this;
    for (Qdisc above = above(); above != null; above = above.above()) {
      top = above;
    }
    duplicating = true;
    top.enqueue(world().clone(packet));
    duplicating = false;
  }

  private void corrupt(Packet packet) {
    Checksum.resolve(packet);
    packet.checksum(Packet.ChecksumState.NONE);
    byte[] bytes = packet.edit();
    bytes[packet.head() + random.nextInt(packet.length())] ^= (byte) (1 << random.nextInt(8));
  }

  private boolean overtakes() {
    long gap = settings.gap;
    return gap != 0 && counter >= gap - 1 && settings.reorder.share() >= reorders.next();
  }

  /// When the packet is to leave.
  private long leaves(Packet packet) {
    long start = now();
    long delay = delay();
    if (settings.rate.bytes() != 0) {
      if (waiting.size() > 0) {
        // The one before it is still being sent: that is a part of its delay.
        delay = Math.max(0, delay - (waiting.lastTime() - start));
        start = waiting.lastTime();
      }
      delay += transmitTime(size(packet));
    }
    return start + delay;
  }

  private long delay() {
    long jitter = settings.jitter;
    if (jitter == 0) {
      return settings.delay;
    }
    long drawn = delays.next();
    return settings.table.length == 0
        ? drawn % (2 * jitter) + settings.delay - jitter
        : Distribution.time(settings.table, settings.delay, jitter, drawn);
  }

  private long transmitTime(int bytes) {
    NetemOptions.Rate rate = settings.rate;
    long length = (long) bytes + rate.overhead();
    if (rate.cellSize() != 0) {
      long cells = (length + rate.cellSize() - 1) / rate.cellSize();
      length = cells * (rate.cellSize() + rate.cellOverhead());
    }
    return length * SECOND / rate.bytes();
  }

  // ---- a packet goes

  @Override
  protected @Nullable Packet dequeue() {
    Packet ahead = overtaking.poll();
    if (ahead != null) {
      countUnqueued(ahead);
      countSent(ahead);
      return ahead;
    }
    while (waiting.size() > 0 && isDue()) {
      Packet packet = waiting.poll();
      if (packet == null) {
        break;
      }
      countSlot(packet);
      Qdisc below = inner.leaf();
      if (below == null) {
        countUnqueued(packet);
        countSent(packet);
        return packet;
      }
      handDown(packet, below);
    }
    Packet packet = fromBelow();
    if (packet == null && waiting.size() > 0) {
      watchdog.schedule(Math.max(waiting.firstTime(), nextSlot));
    }
    return packet;
  }

  private boolean isDue() {
    if (nextSlot != 0 && nextSlot < waiting.firstTime()) {
      openSlot();
    }
    return waiting.firstTime() <= now() && nextSlot <= now();
  }

  private void countSlot(Packet packet) {
    if (nextSlot != 0) {
      slotPackets--;
      slotBytes -= size(packet);
      if (slotPackets <= 0 || slotBytes <= 0) {
        openSlot();
      }
    }
  }

  private void openSlot() {
    NetemOptions.Slot slot = settings.slot;
    if (slot == null) {
      return;
    }
    long drawn = random.nextLong() >>> 32;
    long delay =
        slot.distributed() && slot.distribution() != null
            ? Distribution.time(settings.slotTable, slot.least(), slot.most(), drawn)
            : slot.least() + ((drawn * Math.max(0, slot.most() - slot.least())) >> 32);
    nextSlot = now() + delay;
    fillSlot();
  }

  private void handDown(Packet packet, Qdisc below) {
    int bytes = size(packet);
    int verdict = below.enqueue(packet);
    if (verdict != QUEUED) {
      countRefused(verdict);
      statistics().length--;
      statistics().backlog -= bytes;
      reduceAbove(1, bytes);
    }
  }

  private @Nullable Packet fromBelow() {
    Qdisc below = inner.leaf();
    Packet packet = below == null ? null : below.poll();
    if (packet != null) {
      countUnqueued(packet);
      countSent(packet);
    }
    return packet;
  }

  // ---- the rest

  @Override
  protected void clear() {
    purge(overtaking);
    for (Packet packet = waiting.poll(); packet != null; packet = waiting.poll()) {
      world().drop(packet, DropReason.QDISC_RESET);
    }
    Qdisc below = inner.leaf();
    if (below != null) {
      below.reset();
    }
    watchdog.cancel();
  }

  @Override
  protected void destroy() {
    inner.end();
  }

  @Override
  public Classful classes() {
    return inner;
  }

  @Override
  public void show(Page page) {
    settings.show(page);
  }

  /// The delays that are set, in nanoseconds.
  static long nanos(long ticks) {
    return ticks * Psched.TICK;
  }
}
