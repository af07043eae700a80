package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.PacketQueue;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.Watchdog;
import dev.patchbay.qdisc.discipline.Fq.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Fq at work (net/sched/sch_fq.c): new flows go before old ones, each has its credit; a flow that
/// has sent faster than its rate waits.
final class FqQueue extends Qdisc {
  private static final long SECOND = 1_000_000_000;
  private static final long NO_RATE = 0xffff_ffffL;
  private static final int CONTROL = 7;
  private static final int MOST_BUCKETS = 1 << 18;

  private final Map<Setting, Long> values = new EnumMap<>(Setting.class);
  private final FqFlow.Round fresh = new FqFlow.Round();
  private final FqFlow.Round old = new FqFlow.Round();
  private final PriorityQueue<FqFlow> throttled =
      new PriorityQueue<>(Comparator.comparingLong(flow -> flow.nextAt));
  private final PacketQueue urgent = new PacketQueue();
  private final Watchdog watchdog = new Watchdog(this);
  private final FlowHash hash = new FlowHash();
  private final int seed;
  private @Nullable FqFlow[] buckets = {};
  private int flows;
  private int inactive;
  private long highPriority;
  private long throttledCount;
  private long marked;
  private long tooMany;
  private long tooLong;
  private long droppedBeyond;
  private long cappedAt;

  FqQueue(QdiscKind kind, Place place, Fq.Said said) throws NetlinkException {
    super(kind, place);
    seed = (int) place.device().netns().random("fq/" + place.device().name()).nextLong();
    long packet = (long) place.device().mtu() + place.device().headerLength();
    values.put(Setting.LIMIT, 10_000L);
    values.put(Setting.FLOW_LIMIT, 100L);
    values.put(Setting.QUANTUM, 2 * packet);
    values.put(Setting.INITIAL_QUANTUM, 10 * packet);
    values.put(Setting.MAXRATE, NO_RATE);
    values.put(Setting.BUCKETS, 1024L);
    values.put(Setting.PACING, 1L);
    values.put(Setting.REFILL_DELAY, 40_000L);
    values.put(Setting.LOW_RATE_THRESHOLD, 550_000L / 8);
    values.put(Setting.ORPHAN_MASK, 1023L);
    values.put(Setting.TIMER_SLACK, 10_000L);
    values.put(Setting.CE_THRESHOLD, NO_RATE);
    values.put(Setting.HORIZON, 10_000_000L);
    values.put(Setting.HORIZON_DROP, 1L);
    buckets = new @Nullable FqFlow[1024];
    change(said);
  }

  private long value(Setting setting) {
    return values.getOrDefault(setting, 0L);
  }

  @Override
  public QdiscKind.Options options() {
    return new Fq.Said(Map.copyOf(values));
  }

  @Override
  public void change(QdiscKind.Options options) throws NetlinkException {
    Fq.Said said = options instanceof Fq.Said given ? given : Fq.Said.NOTHING;
    Long quantum = said.values().get(Setting.QUANTUM);
    if (quantum != null && (quantum == 0 || quantum > 1 << 20)) {
      throw new NetlinkException(Errno.EINVAL, "invalid quantum");
    }
    Long wanted = said.values().get(Setting.BUCKETS);
    long power = wanted == null || wanted == 0 ? 0 : Long.highestOneBit(2 * wanted - 1);
    for (Map.Entry<Setting, Long> each : said.values().entrySet()) {
      if (each.getKey() != Setting.BUCKETS) {
        values.put(each.getKey(), each.getValue());
      }
    }
    if (power > 0 && power <= MOST_BUCKETS) {
      values.put(Setting.BUCKETS, power);
      rehash((int) power);
    }
    while (statistics().length > value(Setting.LIMIT)) {
      dropOne();
    }
  }

  private void dropOne() {
    Packet packet = dequeue();
    if (packet != null) {
      int bytes = size(packet);
      drop(packet, DropReason.QDISC_DROP);
      reduceAbove(1, bytes);
    }
  }

  private void rehash(int size) {
    @Nullable FqFlow[] before = buckets;
    buckets = new @Nullable FqFlow[size];
    for (FqFlow flow : before) {
      while (flow != null) {
        FqFlow next = flow.beside;
        flow.beside = buckets[flow.key & (size - 1)];
        buckets[flow.key & (size - 1)] = flow;
        flow = next;
      }
    }
  }

  // ---- a packet comes

  @Override
  public int enqueue(Packet packet) {
    if (statistics().length >= value(Setting.LIMIT)) {
      return drop(packet, DropReason.QDISC_DROP);
    }
    if ((packet.priority() & 15) == CONTROL) {
      highPriority++;
      urgent.add(packet);
      countQueued(packet);
      return QUEUED;
    }
    long time = timeToSend(packet);
    if (time > now() + value(Setting.HORIZON) * 1000) {
      if (value(Setting.HORIZON_DROP) != 0) {
        droppedBeyond++;
        return drop(packet, DropReason.QDISC_DROP);
      }
      cappedAt++;
      time = now() + value(Setting.HORIZON) * 1000;
    }
    FqFlow flow = flow(key(packet));
    if (flow.queue.size() >= value(Setting.FLOW_LIMIT)) {
      tooMany++;
      return drop(packet, DropReason.QDISC_DROP);
    }
    flow.queue.add(packet, time);
    countQueued(packet);
    if (!flow.active) {
      begin(flow);
    }
    return QUEUED;
  }

  /// When the packet may go: its socket may have said.
  private long timeToSend(Packet packet) {
    return isPaced(packet) && packet.timestamp() != 0 ? packet.timestamp() : now();
  }

  private static boolean isPaced(Packet packet) {
    Packet.Owner owner = packet.owner();
    return owner != null && owner.pacedByDiscipline();
  }

  /// What no socket paces shares as many flows as the mask has.
  private int key(Packet packet) {
    int flow = hash.of(packet, seed);
    return isPaced(packet)
        ? flow | Integer.MIN_VALUE
        : flow & (int) value(Setting.ORPHAN_MASK) & Integer.MAX_VALUE;
  }

  private FqFlow flow(int key) {
    int at = key & (buckets.length - 1);
    for (FqFlow each = buckets[at]; each != null; each = each.beside) {
      if (each.key == key) {
        return each;
      }
    }
    FqFlow made = new FqFlow(key);
    made.credit = value(Setting.INITIAL_QUANTUM);
    made.emptySince = now();
    made.beside = buckets[at];
    buckets[at] = made;
    flows++;
    inactive++;
    return made;
  }

  private void begin(FqFlow flow) {
    flow.active = true;
    fresh.add(flow);
    if (now() > flow.emptySince + value(Setting.REFILL_DELAY) * 1000) {
      flow.credit = Math.max(flow.credit, value(Setting.QUANTUM));
    }
    inactive--;
  }

  // ---- a packet goes

  @Override
  protected @Nullable Packet dequeue() {
    if (statistics().length == 0) {
      return null;
    }
    Packet first = urgent.poll();
    if (first != null) {
      return sent(first);
    }
    release();
    while (true) {
      FqFlow.Round round = fresh.first() == null ? old : fresh;
      FqFlow flow = round.first();
      if (flow == null) {
        FqFlow next = throttled.peek();
        if (next != null) {
          watchdog.schedule(next.nextAt);
        }
        return null;
      }
      if (flow.credit <= 0) {
        flow.credit += value(Setting.QUANTUM);
        round.removeFirst();
        old.add(flow);
      } else if (flow.queue.isEmpty()) {
        end(flow, round);
      } else if (isTooSoon(flow)) {
        round.removeFirst();
        throttled.add(flow);
        throttledCount++;
      } else {
        return send(flow);
      }
    }
  }

  /// Whether the first packet of the flow waits for its time, or the flow for its own.
  private boolean isTooSoon(FqFlow flow) {
    long time = Math.max(flow.nextAt, flow.queue.firstTime());
    if (time <= now()) {
      return false;
    }
    flow.nextAt = time;
    return true;
  }

  /// Those whose time has come are in a round again.
  private void release() {
    for (FqFlow flow = throttled.peek(); flow != null && flow.nextAt <= now(); ) {
      throttled.poll();
      old.add(flow);
      flow = throttled.peek();
    }
  }

  /// A flow that was new goes round once more, so that it cannot be new again at once.
  private void end(FqFlow flow, FqFlow.Round round) {
    round.removeFirst();
    if (round == fresh && old.first() != null) {
      old.add(flow);
    } else {
      flow.active = false;
      flow.emptySince = now();
      inactive++;
    }
  }

  private @Nullable Packet send(FqFlow flow) {
    long queued = flow.queue.firstTime();
    Packet packet = flow.queue.poll();
    if (packet == null) {
      return null;
    }
    if (now() - queued > value(Setting.CE_THRESHOLD) * 1000 && Ecn.mark(packet)) {
      marked++;
    }
    flow.credit -= size(packet);
    if (value(Setting.PACING) != 0) {
      pace(flow, size(packet), packet.timestamp() != 0);
    }
    packet.timestamp(0);
    return sent(packet);
  }

  /// The flow's own time; a packet that has one counts for the greatest rate alone.
  private void pace(FqFlow flow, int bytes, boolean timed) {
    long rate = value(Setting.MAXRATE);
    long counted = bytes;
    if (!timed && rate <= value(Setting.LOW_RATE_THRESHOLD)) {
      flow.credit = 0;
    } else if (!timed) {
      counted = Math.max(bytes, value(Setting.QUANTUM));
      if (flow.credit > 0) {
        return;
      }
    }
    if (rate == NO_RATE) {
      return;
    }
    long time = rate == 0 ? SECOND + 1 : counted * SECOND / rate;
    if (time > SECOND) {
      time = SECOND;
      tooLong++;
    }
    if (flow.nextAt != 0) {
      time -= Math.min(time / 2, now() - flow.nextAt);
    }
    flow.nextAt = now() + time;
  }

  private Packet sent(Packet packet) {
    countUnqueued(packet);
    countSent(packet);
    return packet;
  }

  @Override
  protected void clear() {
    purge(urgent);
    for (int i = 0; i < buckets.length; i++) {
      for (FqFlow flow = buckets[i]; flow != null; flow = flow.beside) {
        purge(flow.queue);
      }
      buckets[i] = null;
    }
    fresh.clear();
    old.clear();
    throttled.clear();
    flows = 0;
    inactive = 0;
    watchdog.cancel();
  }

  // ---- showing

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", value(Setting.LIMIT), "p ");
    out.number("flow_limit", "flow_limit ", value(Setting.FLOW_LIMIT), "p ");
    out.number("buckets", "buckets ", value(Setting.BUCKETS), " ");
    out.number("orphan_mask", "orphan_mask ", value(Setting.ORPHAN_MASK), " ");
    if (value(Setting.PACING) == 0) {
      out.text("nopacing ");
      out.jsonBoolean("pacing", false);
    }
    page.size("quantum", "quantum ", value(Setting.QUANTUM), " ");
    page.size("initial_quantum", "initial_quantum ", value(Setting.INITIAL_QUANTUM), " ");
    if (value(Setting.MAXRATE) != NO_RATE) {
      page.rate("maxrate", "maxrate ", value(Setting.MAXRATE), " ");
    }
    if (value(Setting.LOW_RATE_THRESHOLD) != 0) {
      page.rate(
          "low_rate_threshold", "low_rate_threshold ", value(Setting.LOW_RATE_THRESHOLD), " ");
    }
    page.time("refill_delay", "refill_delay ", value(Setting.REFILL_DELAY), " ");
    if (value(Setting.CE_THRESHOLD) != NO_RATE) {
      page.time("ce_threshold", "ce_threshold ", value(Setting.CE_THRESHOLD), " ");
    }
    page.nanos("timer_slack", "timer_slack ", value(Setting.TIMER_SLACK), " ");
    page.time("horizon", "horizon ", value(Setting.HORIZON), " ");
    boolean drops = value(Setting.HORIZON_DROP) != 0;
    out.nul(drops ? "horizon_drop" : "horizon_cap", drops ? "horizon_drop " : "horizon_cap ");
  }

  @Override
  public void showStatistics(Page page) {
    Output out = page.out();
    out.number("flows", "  flows ", flows, "");
    out.number("inactive", " (inactive ", inactive, "");
    out.number("throttled", " throttled ", throttled.size(), ")");
    FqFlow next = throttled.peek();
    if (next != null && next.nextAt > now()) {
      page.nanos("next_packet_delay", " next_packet_delay ", next.nextAt - now(), "");
    }
    out.newline();
    out.number("gc", "  gc ", 0, "");
    out.number("highprio", " highprio ", highPriority, "");
    out.number("throttled", " throttled ", throttledCount, "");
    if (marked > 0) {
      out.number("ce_mark", " ce_mark ", marked, "");
    }
    if (tooMany > 0) {
      out.number("flows_plimit", " flows_plimit ", tooMany, "");
    }
    if (tooLong > 0 || droppedBeyond > 0 || cappedAt > 0) {
      out.newline();
      rare(out, "pkts_too_long", " pkts_too_long ", tooLong);
      rare(out, "horizon_drops", " horizon_drops ", droppedBeyond);
      rare(out, "horizon_caps", "  horizon_caps ", cappedAt);
    }
    out.newline();
  }

  private static void rare(Output out, String key, String text, long count) {
    if (count > 0) {
      out.number(key, text, count, "");
    }
  }
}
