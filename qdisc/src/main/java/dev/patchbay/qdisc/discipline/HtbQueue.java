package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Classful;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.Watchdog;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Verdict;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Htb at work (net/sched/sch_htb.c): which class a packet goes to, and where filters, defaults and
/// the direct queue come in. Which class sends next is [HtbScheduler]'s matter.
final class HtbQueue extends Qdisc implements Classful {
  private static final int USUAL_DIRECT = 2;

  private final ClassTable<HtbClass> classes = new ClassTable<>();
  private final HtbScheduler scheduler = new HtbScheduler(this);
  private final Watchdog watchdog = new Watchdog(this);
  private final Block block = Block.of(handle());
  private final Verdict verdict = new Verdict();

  /// Packets that no class takes, which go before all others.
  private final PacketQueue direct = new PacketQueue();

  private final Htb.Setting setting;
  private long directPackets;
  private boolean toDirect;

  HtbQueue(QdiscKind kind, Place place, Htb.Setting said) {
    super(kind, place);
    long usual = Math.max(USUAL_DIRECT, place.device().txQueueLength());
    setting =
        new Htb.Setting(
            said.defaultClass(),
            said.rateToQuantum(),
            said.directLength() < 0 ? usual : said.directLength(),
            false);
  }

  @Override
  public QdiscKind.Options options() {
    return setting;
  }

  // ---- packets

  @Override
  public int enqueue(Packet packet) {
    HtbClass found = classify(packet);
    int bytes = size(packet);
    if (found == null) {
      if (!toDirect) {
        return refuse(packet);
      }
      if (direct.size() >= setting.directLength()) {
        return drop(packet, DropReason.QDISC_DROP);
      }
      direct.add(packet);
      directPackets++;
    } else if (found.leaf == null) {
      return drop(packet, DropReason.QDISC_DROP);
    } else {
      int result = found.leaf.enqueue(packet);
      if (result != QUEUED) {
        found.counted().drops += (result & STOLEN) == 0 ? 1 : 0;
        return countRefused(result);
      }
      scheduler.activate(found);
    }
    statistics().length++;
    statistics().backlog += bytes;
    return QUEUED;
  }

  private int refuse(Packet packet) {
    if (verdict.isStolen()) {
      return STOLEN;
    }
    drop(packet, DropReason.TC_CLASSIFIED);
    return DROPPED_QUIETLY;
  }

  /// The leaf for the packet; null for none, when it goes directly or is not to be sent
  /// (`htb_classify`).
  private @Nullable HtbClass classify(Packet packet) {
    toDirect = false;
    if (packet.priority() == handle()) {
      return direct();
    }
    HtbClass found = classes.find(packet.priority());
    if (found != null && found.level == 0) {
      return found;
    }
    Block filters = found == null ? block : found.block;
    while (filters.classify(packet, device(), verdict) >= 0) {
      if (verdict.isGone()) {
        return null;
      }
      if (verdict.classid() == handle()) {
        return direct();
      }
      found = classes.find(verdict.classid());
      if (found == null) {
        break;
      }
      if (found.level == 0) {
        return found;
      }
      filters = found.block;
    }
    if (verdict.isGone()) {
      return null;
    }
    found = classes.find(Handle.of(handle(), setting.defaultClass()));
    return found == null || found.level > 0 ? direct() : found;
  }

  private @Nullable HtbClass direct() {
    toDirect = true;
    return null;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Packet packet = direct.poll();
    if (packet == null && statistics().length > 0) {
      packet = scheduler.dequeue(now());
      if (packet == null && scheduler.wakes() > now()) {
        watchdog.schedule(scheduler.wakes());
      }
    }
    if (packet != null) {
      countUnqueued(packet);
      countSent(packet);
    }
    return packet;
  }

  @Override
  protected void clear() {
    purge(direct);
    for (HtbClass each : classes) {
      if (each.leaf != null && each.level == 0) {
        each.leaf.reset();
      }
    }
    scheduler.clear(classes);
    watchdog.cancel();
  }

  @Override
  protected void destroy() {
    block.end();
    for (HtbClass each : classes) {
      each.block.end();
      if (each.leaf != null) {
        each.leaf.end();
      }
    }
  }

  @Override
  public void show(Page page) {
    page.out().number("r2q", "r2q ", setting.rateToQuantum(), "");
    String defaultClass = Integer.toHexString(setting.defaultClass());
    page.out()
        .string(
            "default", " default ", setting.defaultClass() == 0 ? "0" : "0x" + defaultClass, "");
    page.out().number("direct_packets_stat", " direct_packets_stat ", directPackets, "");
    if (page.details()) {
      page.out().string("ver", " ver ", "3.17", "");
    }
    page.out().number("direct_qlen", " direct_qlen ", setting.directLength(), "");
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
  public @Nullable Block block(@Nullable QdiscClass of) {
    return of == null ? block : ((HtbClass) of).block;
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) throws NetlinkException {
    HtbClass to = (HtbClass) on;
    if (to.level > 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    Qdisc before = to.leaf;
    to.leaf = child == null ? usual(to.id()) : child;
    return before;
  }

  private Qdisc usual(int id) {
    Qdisc fifo = traffic().usualChild("pfifo", id, QdiscKind.Options.NONE);
    traffic().hang(fifo, this, id);
    return fifo;
  }

  @Override
  public void emptied(int id) {
    HtbClass found = classes.find(id);
    if (found != null) {
      scheduler.deactivate(found);
    }
  }

  @Override
  public QdiscClass change(
      int id, int parentId, @Nullable QdiscClass existing, QdiscKind.ClassOptions options)
      throws NetlinkException {
    if (!(options instanceof HtbClassOptions said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    HtbClass changed = existing == null ? add(id, parentId) : (HtbClass) existing;
    String quantum = changed.set(said, setting.rateToQuantum(), existing == null);
    if (quantum != null) {
      device()
          .netns()
          .machine()
          .log()
          .print(
              "HTB: quantum of class %X is %s. Consider r2q change."
                  .formatted(changed.id(), quantum));
    }
    return changed;
  }

  private HtbClass add(int id, int parentId) throws NetlinkException {
    HtbClass parent = parentId == Handle.ROOT ? null : classes.find(parentId);
    if (id == 0 || Handle.major(id) != handle() || classes.find(id) != null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (parent != null && parent.parent != null && parent.parent.level < 2) {
      device().netns().machine().log().print("htb: tree is too deep");
      throw new NetlinkException(Errno.EINVAL);
    }
    if (parent != null && parent.level == 0) {
      becomeInner(parent);
    }
    HtbClass added = new HtbClass(id, parent, now());
    added.leaf = usual(id);
    classes.add(added);
    if (parent != null) {
      parent.children++;
    }
    classes.grow();
    return added;
  }

  /// What waits in a class is dropped when it gets its first child.
  private void becomeInner(HtbClass parent) {
    dropLeaf(parent);
    parent.level = (parent.parent == null ? HtbClass.DEPTH : parent.parent.level) - 1;
  }

  /// Ends what hangs on a class, and with it what waits there.
  private void dropLeaf(HtbClass from) {
    Qdisc leaf = from.leaf;
    if (leaf != null) {
      int packets = leaf.statistics().length;
      long bytes = leaf.statistics().backlog;
      leaf.end();
      statistics().length -= packets;
      statistics().backlog -= bytes;
      statistics().drops += packets;
      reduceAbove(packets, bytes);
    }
    from.leaf = null;
    scheduler.leaveLevel(from);
  }

  @Override
  public void remove(QdiscClass existing) throws NetlinkException {
    HtbClass removed = (HtbClass) existing;
    if (removed.children > 0 || isBound(removed.id())) {
      throw new NetlinkException(Errno.EBUSY);
    }
    dropLeaf(removed);
    removed.block.end();
    classes.remove(removed);
    HtbClass parent = removed.parent;
    if (parent != null && --parent.children == 0) {
      becomeLeaf(parent);
    }
  }

  private boolean isBound(int id) {
    boolean bound = block.binds(id);
    for (HtbClass each : classes) {
      bound |= each.block.binds(id);
    }
    return bound;
  }

  private void becomeLeaf(HtbClass parent) {
    scheduler.leaveLevel(parent);
    parent.level = 0;
    parent.leaf = usual(parent.id());
  }
}
