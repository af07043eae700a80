package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Units;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/// A queue a flow, in turns, and no flow faster than it may be (tc-fq(8)).
public final class Fq implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... fq	[ limit PACKETS ] [ flow_limit PACKETS ]
      		[ quantum BYTES ] [ initial_quantum BYTES ]
      		[ maxrate RATE  ] [ buckets NUMBER ]
      		[ [no]pacing ] [ refill_delay TIME ]
      		[ low_rate_threshold RATE ]
      		[ orphan_mask MASK]
      		[ timer_slack TIME]
      		[ ce_threshold TIME ]
      		[ horizon TIME ]
      		[ horizon_{cap|drop} ]\
      """;

  /// What can be set: rates are bytes a second, times microseconds, but the slack of timers is
  /// nanoseconds.
  enum Setting {
    LIMIT,
    FLOW_LIMIT,
    QUANTUM,
    INITIAL_QUANTUM,
    MAXRATE,
    BUCKETS,
    PACING,
    REFILL_DELAY,
    LOW_RATE_THRESHOLD,
    ORPHAN_MASK,
    TIMER_SLACK,
    CE_THRESHOLD,
    HORIZON,
    HORIZON_DROP
  }

  /// What the words said.
  record Said(Map<Setting, Long> values) implements Options {
    static final Said NOTHING = new Said(Map.of());
  }

  @Override
  public String name() {
    return "fq";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    Map<Setting, Long> values = new EnumMap<>(Setting.class);
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> values.put(Setting.LIMIT, Words.u32(args, word));
        case "flow_limit" -> values.put(Setting.FLOW_LIMIT, Words.u32(args, word));
        case "buckets" -> values.put(Setting.BUCKETS, Words.u32(args, word));
        case "maxrate" -> values.put(Setting.MAXRATE, Words.rate(args, word));
        case "low_rate_threshold" -> values.put(Setting.LOW_RATE_THRESHOLD, Words.rate(args, word));
        case "ce_threshold" -> values.put(Setting.CE_THRESHOLD, Words.micros(args, word));
        case "timer_slack" -> values.put(Setting.TIMER_SLACK, slack(args.next()));
        case "horizon" -> values.put(Setting.HORIZON, Words.micros(args, word));
        case "horizon_drop" -> values.put(Setting.HORIZON_DROP, 1L);
        case "horizon_cap" -> values.put(Setting.HORIZON_DROP, 0L);
        case "quantum" -> values.put(Setting.QUANTUM, Words.u32(args, word));
        case "initial_quantum" -> values.put(Setting.INITIAL_QUANTUM, Words.u32(args, word));
        case "orphan_mask" -> values.put(Setting.ORPHAN_MASK, Words.u32(args, "initial_quantum"));
        case "refill_delay" -> values.put(Setting.REFILL_DELAY, Words.micros(args, word));
        case "pacing" -> values.put(Setting.PACING, 1L);
        case "nopacing" -> values.put(Setting.PACING, 0L);
        // It has not meant anything since Linux 4.2.
        case "defrate" -> Words.rate(args, word);
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    return new Said(values);
  }

  private static long slack(String word) {
    OptionalLong nanos = Units.time(word);
    if (nanos.isEmpty()) {
      throw Words.illegal("timer_slack");
    }
    return nanos.getAsLong();
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    return new FqQueue(this, place, options instanceof Said said ? said : Said.NOTHING);
  }
}
