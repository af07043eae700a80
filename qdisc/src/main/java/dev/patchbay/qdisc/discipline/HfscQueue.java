package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.Watchdog;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hfsc at work (net/sched/sch_hfsc.c): first whose right it is, the most urgent of them, then who
/// is furthest behind in sharing.
final class HfscQueue extends Qdisc implements Classful {
  private final ClassTable<HfscClass> classes = new ClassTable<>();
  private final HfscClass root;
  private final Watchdog watchdog = new Watchdog(this);
  private final Verdict verdict = new Verdict();
  private final long start;
  private Hfsc.Default setting;

  HfscQueue(QdiscKind kind, Place place, Hfsc.Default said) {
    super(kind, place);
    setting = said;
    start = now();
    root = new HfscClass(place.handle(), null);
    root.leaf = usual(root.id());
    classes.add(root);
  }

  /// Nanoseconds since it was made: curves reckon with fractions, which large numbers have not.
  private long clock() {
    return now() - start;
  }

  private Qdisc usual(int id) {
    Qdisc fifo = traffic().usualChild("pfifo", id, QdiscKind.Options.NONE);
    traffic().hang(fifo, this, id);
    return fifo;
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    if (!(options instanceof Hfsc.Default said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    setting = said;
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    HfscClass to = classify(packet);
    Qdisc leaf = to == null ? null : to.leaf;
    if (to == null || leaf == null) {
      return verdict.isStolen() ? STOLEN : dropClassified(packet);
    }
    boolean first = leaf.statistics().length == 0;
    int bytes = size(packet);
    int result = leaf.enqueue(packet);
    if (result != QUEUED) {
      to.counted().drops += (result & STOLEN) == 0 ? 1 : 0;
      return countRefused(result);
    }
    if (first) {
      begin(to, bytes);
    }
    statistics().length++;
    statistics().backlog += bytes;
    return QUEUED;
  }

  private void begin(HfscClass of, int bytes) {
    if (of.curves.real() != null) {
      of.claim(bytes, clock());
    }
    if (of.curves.share() != null) {
      of.beginToShare(clock());
    }
  }

  private int dropClassified(Packet packet) {
    drop(packet, DropReason.TC_CLASSIFIED);
    return DROPPED_QUIETLY;
  }

  /// The leaf for the packet, or null (`hfsc_classify`). Filters may only point down the tree.
  private @Nullable HfscClass classify(Packet packet) {
    HfscClass found = classes.find(packet.priority());
    if (found != null && found.level == 0) {
      return found;
    }
    HfscClass head = root;
    while (head.block.classify(packet, device(), verdict) >= 0) {
      if (verdict.isGone()) {
        return null;
      }
      found = classes.find(verdict.classid());
      if (found == null || found.level >= head.level) {
        break;
      }
      if (found.level == 0) {
        return found;
      }
      head = found;
    }
    if (verdict.isGone()) {
      return null;
    }
    found = classes.find(Handle.of(handle(), setting.minor()));
    return found == null || found.level > 0 ? null : found;
  }

  @Override
  protected @Nullable Packet dequeue() {
    if (statistics().length == 0) {
      return null;
    }
    long now = clock();
    HfscClass sender = mostUrgent(now);
    boolean byRight = sender != null;
    if (sender == null) {
      sender = furthestBehind(now);
    }
    if (sender == null || sender.leaf == null) {
      statistics().overlimits++;
      waitFrom(now);
      return null;
    }
    Packet packet = sender.leaf.poll();
    if (packet != null) {
      sent(sender, packet, byRight, now);
    }
    return packet;
  }

  private void sent(HfscClass sender, Packet packet, boolean byRight, long now) {
    int bytes = size(packet);
    sender.counted().count(bytes);
    sender.shared(bytes, now);
    if (byRight) {
      sender.sentByRight(bytes);
    }
    if (sender.curves.real() != null) {
      int next = sender.nextSize();
      if (next == 0) {
        sender.claims = false;
      } else if (byRight) {
        sender.updateClaim(next);
      } else {
        sender.updateDeadline(next);
      }
    }
    countUnqueued(packet);
    countSent(packet);
  }

  /// Who may send by right, and has to first.
  private @Nullable HfscClass mostUrgent(long now) {
    HfscClass best = null;
    for (HfscClass each : classes) {
      boolean may = each.claims && each.eligibleAt <= now;
      if (may && (best == null || each.deadlineAt < best.deadlineAt)) {
        best = each;
      }
    }
    return best;
  }

  private @Nullable HfscClass furthestBehind(long now) {
    HfscClass at = root.childrenFitAt > now ? null : root;
    while (at != null && at.level > 0) {
      at = at.next(now);
    }
    return at;
  }

  /// Looks again when the next one may send.
  private void waitFrom(long now) {
    long next = root.childrenFitAt > now ? root.childrenFitAt : Long.MAX_VALUE;
    for (HfscClass each : classes) {
      if (each.claims) {
        next = Math.min(next, each.eligibleAt);
      }
    }
    if (next != Long.MAX_VALUE) {
      watchdog.schedule(start + Math.max(next, now + 1));
    }
  }

  @Override
  protected void clear() {
    for (HfscClass each : classes) {
      if (each.leaf != null) {
        each.leaf.reset();
      }
      each.stop();
    }
    watchdog.cancel();
  }

  @Override
  protected void destroy() {
    for (HfscClass each : classes) {
      each.block.end();
      if (each.leaf != null) {
        each.leaf.end();
      }
    }
  }

  @Override
  public void show(Page page) {
    if (setting.minor() != 0) {
      page.out().verbatim("default " + Integer.toHexString(setting.minor()) + " ");
    }
  }

  // ---- classes

  @Override
  public Classful classes() {
    return this;
  }

  @Override
  public @Nullable QdiscClass find(int id) {
    return classes.find(id);
  }

  @Override
  public List<? extends QdiscClass> all() {
    return classes.all();
  }

  @Override
  public Block block(@Nullable QdiscClass of) {
    return of == null ? root.block : ((HfscClass) of).block;
  }

  @Override
  public QdiscClass change(
      int id, int parentId, @Nullable QdiscClass existing, QdiscKind.ClassOptions options)
      throws NetlinkException {
    if (!(options instanceof Hfsc.Curves said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (existing instanceof HfscClass known) {
      return change(known, parentId, said);
    }
    if (id == 0 || Handle.major(id) != handle()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    HfscClass parent = parentId == 0 ? root : classes.find(parentId);
    if (parent == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    return add(id, parent, said);
  }

  private HfscClass change(HfscClass known, int parentId, Hfsc.Curves said)
      throws NetlinkException {
    if (parentId != 0 && parentId != known.parent()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    boolean claimed = known.claims;
    known.set(said, clock());
    int next = known.level == 0 ? known.nextSize() : 0;
    if (next > 0) {
      if (claimed) {
        known.updateClaim(next);
      } else if (known.curves.real() != null) {
        known.claim(next, clock());
      }
      if (known.isActive()) {
        known.shared(0, clock());
      } else if (known.curves.share() != null) {
        known.beginToShare(clock());
      }
    }
    return known;
  }

  private HfscClass add(int id, HfscClass parent, Hfsc.Curves said) {
    if (parent.level == 0) {
      dropWaiting(parent);
    }
    HfscClass added = new HfscClass(id, parent);
    added.set(said, clock());
    added.leaf = usual(id);
    classes.add(added);
    parent.children.add(added);
    adjustLevels(parent);
    classes.grow();
    return added;
  }

  /// What waits in a class is dropped.
  private void dropWaiting(HfscClass in) {
    Qdisc leaf = in.leaf;
    if (leaf != null) {
      QueueStatistics waiting = leaf.statistics();
      int packets = waiting.length;
      long bytes = waiting.backlog;
      leaf.reset();
      statistics().length -= packets;
      statistics().backlog -= bytes;
      statistics().drops += packets;
      reduceAbove(packets, bytes);
      emptied(in.id());
    }
  }

  private static void adjustLevels(HfscClass from) {
    for (HfscClass each = from; each != null; each = each.parent) {
      each.level = 0;
      for (HfscClass child : each.children) {
        each.level = Math.max(each.level, child.level + 1);
      }
    }
  }

  @Override
  public void remove(QdiscClass existing) throws NetlinkException {
    HfscClass removed = (HfscClass) existing;
    HfscClass parent = removed.parent;
    if (removed.level > 0 || parent == null || isBound(removed.id())) {
      throw new NetlinkException(Errno.EBUSY);
    }
    dropWaiting(removed);
    parent.children.remove(removed);
    adjustLevels(parent);
    classes.remove(removed);
    removed.block.end();
    if (removed.leaf != null) {
      removed.leaf.end();
    }
  }

  private boolean isBound(int id) {
    for (HfscClass each : classes) {
      if (each.block.binds(id)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) throws NetlinkException {
    HfscClass to = (HfscClass) on;
    if (to.level > 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    Qdisc before = to.leaf;
    to.leaf = child == null ? usual(to.id()) : child;
    return before;
  }

  @Override
  public void emptied(int id) {
    HfscClass found = classes.find(id);
    if (found != null) {
      found.shared(0, clock());
      found.claims = false;
    }
  }
}
