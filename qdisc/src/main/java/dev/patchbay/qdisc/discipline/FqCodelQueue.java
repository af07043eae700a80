package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.text.Units;
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

/// Fq_codel at work (net/sched/sch_fq_codel.c): new flows go before old ones, each has its quantum.
final class FqCodelQueue extends CodelDiscipline implements Classful {
  private final FlowHash hash = new FlowHash();
  private final int seed;
  private final @Nullable CodelFlow[] flows;
  private final Block block = Block.of(handle());
  private final Verdict verdict = new Verdict();
  private final Rounds fresh = new Rounds();
  private final Rounds old = new Rounds();
  private long quantum;
  private long memory = 32 << 20;
  private long batch = 64;
  private FqCodel.Selector selector = FqCodel.Selector.ALL;
  private long newFlows;

  /// Flows that wait for their turn.
  private static final class Rounds {
    private @Nullable CodelFlow first;
    private @Nullable CodelFlow last;
    private int count;

    void add(CodelFlow flow) {
      flow.behind = null;
      if (last == null) {
        first = flow;
      } else {
        last.behind = flow;
      }
      last = flow;
      count++;
    }

    void removeFirst() {
      CodelFlow gone = first;
      if (gone != null) {
        first = gone.behind;
        last = first == null ? null : last;
        gone.behind = null;
        count--;
      }
    }
  }

  FqCodelQueue(QdiscKind kind, Place place, FqCodel.Said said) throws NetlinkException {
    super(kind, place, 10_240, true);
    flows = new @Nullable CodelFlow[(int) (said.flows() < 0 ? 1024 : said.flows())];
    seed = (int) place.device().netns().random("fq_codel/" + place.device().name()).nextLong();
    quantum = (long) place.device().mtu() + place.device().headerLength();
    set(said);
  }

  @Override
  public QdiscKind.Options options() {
    return new FqCodel.Said(
        limit,
        flows.length,
        quantum,
        CodelTime.micros(target),
        CodelTime.micros(interval),
        threshold < 0 ? -1 : CodelTime.micros(threshold),
        memory,
        batch,
        ecn ? 1 : 0,
        selector);
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    FqCodel.Said said = options instanceof FqCodel.Said given ? given : FqCodel.Said.NOTHING;
    if (said.flows() >= 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    set(said);
  }

  private void set(FqCodel.Said said) {
    limit = said.limit() < 0 ? limit : said.limit();
    quantum = said.quantum() < 0 ? quantum : Math.max(256, said.quantum());
    target = said.target() < 0 ? target : CodelTime.units(said.target());
    interval = said.interval() < 0 ? interval : CodelTime.units(said.interval());
    threshold = said.threshold() < 0 ? threshold : CodelTime.units(said.threshold());
    memory = said.memory() < 0 ? memory : said.memory();
    selector = said.selector() == null ? selector : said.selector();
    batch = said.batch() < 0 ? batch : said.batch();
    ecn = said.ecn() < 0 ? ecn : said.ecn() == 1;
    while (statistics().length > limit) {
      dropFromFattest(1);
    }
  }

  // ---- a packet comes

  @Override
  public int enqueue(Packet packet) {
    int index = classify(packet);
    if (index < 0) {
      if (verdict.isStolen()) {
        return STOLEN;
      }
      drop(packet, DropReason.TC_CLASSIFIED);
      return DROPPED_QUIETLY;
    }
    CodelFlow flow = flow(index);
    flow.queue.add(packet, now());
    flow.backlog += size(packet);
    countQueued(packet);
    if (!flow.active) {
      flow.active = true;
      fresh.add(flow);
      newFlows++;
      flow.deficit = quantum;
    }
    if (statistics().length <= limit && statistics().backlog <= memory) {
      return QUEUED;
    }
    overLimit++;
    return dropFromFattest(batch) == flow ? CONGESTED : QUEUED;
  }

  private int classify(Packet packet) {
    int wanted = packet.priority();
    boolean chosen =
        Handle.major(wanted) == handle()
            && Handle.minor(wanted) > 0
            && Handle.minor(wanted) <= flows.length;
    if (chosen) {
      return Handle.minor(wanted) - 1;
    }
    if (block.isEmpty()) {
      return Integer.remainderUnsigned(hash.of(packet, seed), flows.length);
    }
    int action = block.classify(packet, device(), verdict);
    int minor = Handle.minor(verdict.classid());
    boolean fits = action >= 0 && !verdict.isGone() && minor > 0 && minor <= flows.length;
    return fits ? minor - 1 : -1;
  }

  private CodelFlow flow(int index) {
    CodelFlow flow = flows[index];
    if (flow == null) {
      flow = new CodelFlow();
      flows[index] = flow;
    }
    return flow;
  }

  /// Drops from the flow that holds most, up to half of it.
  private @Nullable CodelFlow dropFromFattest(long most) {
    CodelFlow fattest = null;
    for (CodelFlow flow : flows) {
      if (flow != null && (fattest == null || flow.backlog > fattest.backlog)) {
        fattest = flow;
      }
    }
    if (fattest == null) {
      return null;
    }
    long half = fattest.backlog / 2;
    long bytes = 0;
    int packets = 0;
    while (packets < most && (bytes < half || packets == 0)) {
      Packet packet = pull(fattest);
      if (packet == null) {
        break;
      }
      bytes += size(packet);
      packets++;
      drop(packet, DropReason.QDISC_DROP);
    }
    reduceAbove(packets, bytes);
    return fattest;
  }

  // ---- a packet goes

  @Override
  protected @Nullable Packet dequeue() {
    while (true) {
      Rounds rounds = fresh.first == null ? old : fresh;
      CodelFlow flow = rounds.first;
      if (flow == null) {
        return null;
      }
      if (flow.deficit <= 0) {
        flow.deficit += quantum;
        rounds.removeFirst();
        old.add(flow);
        continue;
      }
      Packet packet = flow.dequeue(this);
      if (packet != null) {
        flow.deficit -= size(packet);
        countSent(packet);
        return packet;
      }
      rounds.removeFirst();
      // A flow that was new goes round once more, so that it cannot be new again at once.
      if (rounds == fresh && old.first != null) {
        old.add(flow);
      } else {
        flow.active = false;
      }
    }
  }

  @Override
  protected boolean canBypass() {
    return block.isEmpty();
  }

  @Override
  protected void clear() {
    for (int i = 0; i < flows.length; i++) {
      CodelFlow flow = flows[i];
      if (flow != null) {
        purge(flow.queue);
        flows[i] = null;
      }
    }
    while (fresh.first != null) {
      fresh.removeFirst();
    }
    while (old.first != null) {
      old.removeFirst();
    }
  }

  @Override
  protected void destroy() {
    block.end();
  }

  // ---- showing

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", limit, "p ");
    out.number("flows", "flows ", flows.length, " ");
    out.number("quantum", "quantum ", quantum, " ");
    page.time("target", "target ", CodelTime.micros(target), " ");
    if (threshold >= 0) {
      page.time("ce_threshold", "ce_threshold ", CodelTime.micros(threshold), " ");
    }
    if (selector.value() != 0 || selector.mask() != 0) {
      showSelector(page.out());
    }
    page.time("interval", "interval ", CodelTime.micros(interval), " ");
    out.jsonNumber("memory_limit", memory);
    out.text("memory_limit " + Units.showSize(memory) + " ");
    if (ecn) {
      out.flag("ecn", "ecn ", true);
    }
    out.number("drop_batch", "drop_batch ", batch, " ");
  }

  private void showSelector(Output out) {
    out.text("ce_threshold_selector %s/%s ".formatted(hex(selector.value()), hex(selector.mask())));
    out.jsonNumber("ce_threshold_selector", selector.value());
    out.jsonNumber("ce_threshold_mask", selector.mask());
  }

  private static String hex(int value) {
    return value == 0 ? "0" : "0x" + Integer.toHexString(value);
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    out.number("maxpacket", "  maxpacket ", largest, "");
    out.number("drop_overlimit", " drop_overlimit ", overLimit, "");
    out.number("new_flow_count", " new_flow_count ", newFlows, "");
    out.number("ecn_mark", " ecn_mark ", marked, "");
    if (overThreshold > 0) {
      out.number("ce_mark", " ce_mark ", overThreshold, "");
    }
    out.newline();
    out.number("new_flows_len", "  new_flows_len ", fresh.count, "");
    out.number("old_flows_len", " old_flows_len ", old.count, "");
    out.newline();
  }

  // ---- classes: its flows, which nothing can hang on

  @Override
  public Classful classes() {
    return this;
  }

  @Override
  public @Nullable QdiscClass find(int id) {
    return null;
  }

  @Override
  public List<QdiscClass> all() {
    return List.of();
  }

  @Override
  public @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  @Override
  public @Nullable Block block(@Nullable QdiscClass of) {
    return of == null ? block : null;
  }
}
