package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sfq at work (net/sched/sch_sfq.c): each flow that has packets gets its quantum in turn; when
/// there are too many packets the longest flow loses one.
final class SfqQueue extends Qdisc {
  private static final long SECOND = 1_000_000_000;
  private static final int MOST_DIVISOR = 65536;

  private final RandomStream random;
  private final long limit;
  private final long perturb;
  private final int quantum;
  private final int flows;
  private final int depth;
  private final boolean headDrop;
  private final @Nullable RedParameters red;
  private final @Nullable Flow[] slots;
  private final List<Flow> free = new ArrayList<>();
  private final ArrayDeque<Flow> turns = new ArrayDeque<>();
  private final Timer perturbing;
  private final FlowHash hash = new FlowHash();
  private int seed;
  private long marked;
  private long markedHead;
  private long dropped;
  private long forcedMarks;
  private long forcedMarksHead;
  private long forcedDrops;

  /// A flow that has packets.
  private static final class Flow {
    final PacketQueue queue = new PacketQueue();
    int slot;
    long allotment;
    long backlog;
    @Nullable RedAverage average;
  }

  SfqQueue(QdiscKind kind, Place place, Sfq.Said said) throws NetlinkException {
    super(kind, place);
    int divisor = (int) (said.divisor() == 0 ? 1024 : said.divisor());
    if (Integer.bitCount(divisor) != 1 || divisor > MOST_DIVISOR) {
      throw new NetlinkException(Errno.EINVAL);
    }
    slots = new @Nullable Flow[divisor];
    flows = (int) (said.flows() == 0 ? 128 : said.flows());
    depth = (int) (said.depth() == 0 ? 127 : Math.min(said.depth(), 127));
    limit = said.limit() == 0 ? 127 : Math.min(said.limit(), (long) depth * flows);
    int usual = place.device().mtu() + place.device().headerLength();
    quantum = said.quantum() == 0 ? usual : (int) said.quantum();
    perturb = said.perturb();
    headDrop = said.headDrop();
    red = said.red();
    random = place.device().netns().random("sfq/" + place.device().name());
    perturbing = new Timer(place.device().netns().machine().number(), this::perturb);
    perturb();
  }

  /// Flows are told apart anew.
  private void perturb() {
    seed = (int) random.nextLong();
    if (perturb > 0) {
      world().loop().arm(perturbing, now() + perturb * SECOND);
    }
  }

  @Override
  public QdiscKind.Options options() {
    return new Sfq.Said(limit, perturb, quantum, slots.length, flows, depth, headDrop, red, "");
  }

  @Override
  protected boolean canBypass() {
    return true;
  }

  @Override
  public int enqueue(Packet packet) {
    int slot = hash.of(packet, seed) & (slots.length - 1);
    Flow flow = slots[slot];
    if (flow == null) {
      if (turns.size() >= flows) {
        return drop(packet, DropReason.QDISC_DROP);
      }
      flow = begin(slot);
    }
    if (red != null && !isWelcome(packet, flow, red)) {
      return CONGESTED;
    }
    if (flow.queue.size() >= depth) {
      if (!headDrop) {
        drop(packet, DropReason.QDISC_DROP);
        return CONGESTED;
      }
      dropFirst(flow);
      add(packet, flow);
      return CONGESTED;
    }
    add(packet, flow);
    if (statistics().length <= limit) {
      return QUEUED;
    }
    return dropFromLongest() == flow ? CONGESTED : QUEUED;
  }

  private void add(Packet packet, Flow flow) {
    flow.queue.add(packet);
    flow.backlog += size(packet);
    countQueued(packet);
  }

  /// Whether the flow takes the packet: it may be marked, or dropped before the flow is full.
  private boolean isWelcome(Packet packet, Flow flow, RedParameters how) {
    RedAverage average = flow.average;
    if (average == null) {
      average = new RedAverage(how, random);
      flow.average = average;
    }
    return switch (average.next(flow.backlog, now())) {
      case NOTHING -> true;
      case MARK -> {
        statistics().overlimits++;
        if (how.ecn() && marks(packet, flow)) {
          markedHead += headDrop ? 1 : 0;
          marked += headDrop ? 0 : 1;
          yield true;
        }
        dropped++;
        yield isRefused(packet, flow);
      }
      case MARK_ALL -> {
        statistics().overlimits++;
        if (how.ecn() && !how.hardDrop() && marks(packet, flow)) {
          forcedMarksHead += headDrop ? 1 : 0;
          forcedMarks += headDrop ? 0 : 1;
          yield true;
        }
        forcedDrops++;
        yield isRefused(packet, flow);
      }
    };
  }

  /// Marks the packet that comes, or the flow's oldest.
  private boolean marks(Packet packet, Flow flow) {
    Packet oldest = flow.queue.peek();
    return Ecn.mark(headDrop && oldest != null ? oldest : packet);
  }

  /// Drops the packet that comes, or the flow's oldest in its place; returns whether it may stay.
  private boolean isRefused(Packet packet, Flow flow) {
    if (headDrop && !flow.queue.isEmpty()) {
      dropFirst(flow);
      add(packet, flow);
      return false;
    }
    drop(packet, DropReason.QDISC_DROP);
    if (flow.queue.isEmpty()) {
      turns.remove(flow);
      end(flow);
    }
    return false;
  }

  private void dropFirst(Flow flow) {
    Packet oldest = flow.queue.poll();
    if (oldest != null) {
      flow.backlog -= size(oldest);
      countUnqueued(oldest);
      int bytes = size(oldest);
      drop(oldest, DropReason.QDISC_DROP);
      reduceAbove(1, bytes);
    }
  }

  private Flow begin(int slot) {
    Flow flow = free.isEmpty() ? new Flow() : free.removeLast();
    flow.slot = slot;
    flow.allotment = quantum;
    flow.backlog = 0;
    flow.average = null;
    slots[slot] = flow;
    turns.addLast(flow);
    return flow;
  }

  private void end(Flow flow) {
    slots[flow.slot] = null;
    free.add(flow);
  }

  private @Nullable Flow dropFromLongest() {
    Flow longest = null;
    for (Flow flow : turns) {
      if (longest == null || flow.queue.size() > longest.queue.size()) {
        longest = flow;
      }
    }
    if (longest == null) {
      return null;
    }
    Packet packet = headDrop ? longest.queue.poll() : longest.queue.pollLast();
    if (packet != null) {
      longest.backlog -= size(packet);
      countUnqueued(packet);
      int bytes = size(packet);
      drop(packet, DropReason.QDISC_DROP);
      reduceAbove(1, bytes);
      if (longest.queue.isEmpty()) {
        turns.remove(longest);
        end(longest);
      }
    }
    return longest;
  }

  @Override
  protected @Nullable Packet dequeue() {
    Flow flow = turns.peekFirst();
    while (flow != null && flow.allotment <= 0) {
      flow.allotment += quantum;
      turns.addLast(turns.removeFirst());
      flow = turns.peekFirst();
    }
    Packet packet = flow == null ? null : flow.queue.poll();
    if (packet == null || flow == null) {
      return null;
    }
    countUnqueued(packet);
    countSent(packet);
    flow.allotment -= size(packet);
    flow.backlog -= size(packet);
    if (flow.queue.isEmpty()) {
      turns.removeFirst();
      end(flow);
    }
    return packet;
  }

  @Override
  protected void clear() {
    while (!turns.isEmpty()) {
      Flow flow = turns.removeFirst();
      purge(flow.queue);
      flow.backlog = 0;
      end(flow);
    }
  }

  @Override
  protected void destroy() {
    world().loop().disarm(perturbing);
  }

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", limit, "p ");
    out.jsonNumber("quantum", quantum);
    out.text("quantum " + Units.showSize(quantum) + " ");
    out.number("depth", "depth ", depth, " ");
    if (headDrop) {
      out.flag("headdrop", "headdrop ", true);
    }
    if (page.details()) {
      out.number("flows", "flows ", flows, " ");
    }
    out.number("divisor", "divisor ", slots.length, " ");
    if (perturb != 0) {
      out.number("perturb", "perturb ", perturb, "sec ");
    }
    if (red != null) {
      showRed(page, red);
    }
  }

  private void showRed(Page page, RedParameters shown) {
    Output out = page.out();
    out.number("ewma", "ewma ", shown.weight(), " ");
    page.size("min", "min ", shown.min(), " ");
    page.size("max", "max ", shown.max(), " ");
    page.fraction("probability", "probability ", shown.share(), " ");
    shown.showFlags(out);
    if (page.statistics()) {
      out.newline();
      out.number("prob_mark", "  prob_mark ", marked, "");
      out.number("prob_mark_head", " prob_mark_head ", markedHead, "");
      out.number("prob_drop", " prob_drop ", dropped, "");
      out.newline();
      out.number("forced_mark", "  forced_mark ", forcedMarks, "");
      out.number("forced_mark_head", " forced_mark_head ", forcedMarksHead, "");
      out.number("forced_drop", " forced_drop ", forcedDrops, "");
    }
  }
}
