package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Units;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.ShareOfSpeed;
import dev.patchbay.qdisc.text.Words;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of netem.
final class NetemWords {
  static final String USAGE =
      """
      Usage: ... netem [ limit PACKETS ]
                       [ delay TIME [ JITTER [CORRELATION]]]
                       [ distribution {uniform|normal|pareto|paretonormal} ]
                       [ corrupt PERCENT [CORRELATION]]
                       [ duplicate PERCENT [CORRELATION]]
                       [ loss random PERCENT [CORRELATION]]
                       [ loss state P13 [P31 [P32 [P23 P14]]]
                       [ loss gemodel PERCENT [R [1-H [1-K]]]
                       [ ecn ]
                       [ reorder PERCENT [CORRELATION] [ gap DISTANCE ]]
                       [ rate RATE [PACKETOVERHEAD] [CELLSIZE] [CELLOVERHEAD]]
                       [ slot MIN_DELAY [MAX_DELAY] [packets MAX_PACKETS] [bytes MAX_BYTES]]
                       [ slot distribution {uniform|normal|pareto|paretonormal|custom}
                         DELAY JITTER [packets MAX_PACKETS] [bytes MAX_BYTES]]\
      """;

  /// In the order in which a word is compared with them.
  private static final String[] WORDS = {
    "limit",
    "latency",
    "delay",
    "loss",
    "drop",
    "ecn",
    "reorder",
    "corrupt",
    "gap",
    "duplicate",
    "distribution",
    "rate",
    "slot"
  };

  private static final long ALL = 0xffff_ffffL;
  private static final int USUAL_LIMIT = 1000;

  private final Args args;
  private final NetDevice device;
  private long limit = USUAL_LIMIT;
  private long delay;
  private long jitter;
  private long loss;
  private long duplicate;
  private long gap;
  private boolean correlated;
  private long delayCorrelation;
  private long lossCorrelation;
  private long duplicateCorrelation;
  private NetemOptions.@Nullable Chance reorder;
  private NetemOptions.@Nullable Chance corrupt;
  private @Nullable LossModel model;
  private NetemOptions.@Nullable Rate rate;
  private NetemOptions.@Nullable Slot slot;
  private boolean ecn;
  private @Nullable Distribution distribution;
  private boolean distributed;

  NetemWords(Args args, NetDevice device) {
    this.args = args;
    this.device = device;
  }

  NetemOptions read() {
    while (args.hasNext()) {
      take(args.next());
    }
    check();
    return new NetemOptions(
        limit,
        delay,
        jitter,
        loss,
        duplicate,
        gap,
        correlated
            ? new NetemOptions.Correlations(delayCorrelation, lossCorrelation, duplicateCorrelation)
            : null,
        reorder,
        corrupt,
        model,
        rate,
        slot,
        ecn,
        distribution);
  }

  private void take(String word) {
    switch (find(word)) {
      case "limit" -> limit = Words.size(args, "limit");
      case "latency", "delay" -> delay();
      case "loss", "drop" -> loss();
      case "ecn" -> ecn = true;
      case "reorder" -> reorder = chance(reorder, "reorder");
      case "corrupt" -> corrupt = chance(corrupt, "corrupt");
      case "gap" -> gap = Words.u32(args, "gap");
      case "duplicate" -> {
        duplicate = Words.percent(args, "duplicate");
        duplicateCorrelation = nextIsNumber() ? Words.percent(args, "duplicate") : 0;
      }
      case "distribution" -> {
        distribution = distribution(args.next());
        distributed = true;
      }
      case "rate" -> rate();
      case "slot" -> slot();
      default -> throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
    }
  }

  private static String find(String word) {
    for (String each : WORDS) {
      if (Args.matches(word, each)) {
        return each;
      }
    }
    return "";
  }

  /// Refuses what makes no sense together.
  private void check() {
    if (reorder != null && reorder.share() > 0) {
      if (delay == 0) {
        throw impossible("reordering not possible without specifying some delay");
      }
      gap = gap == 0 ? 1 : gap;
    } else if (gap > 0) {
      throw impossible("gap specified without reorder probability");
    }
    if (ecn && loss == 0 && model == null) {
      throw impossible("ecn requested without loss model");
    }
    if (distributed && (delay == 0 || jitter == 0)) {
      throw impossible("distribution specified but no latency and jitter values");
    }
  }

  private static CommandException impossible(String why) {
    return new CommandException(1, why + "\n" + USAGE);
  }

  private boolean nextIsNumber() {
    String next = args.peek();
    return next != null && !next.isEmpty() && Character.isDigit(next.charAt(0));
  }

  private boolean nextIsSigned() {
    String next = args.peek();
    return nextIsNumber() || (next != null && next.startsWith("-"));
  }

  private void delay() {
    delay = ticks();
    jitter = 0;
    if (nextIsNumber()) {
      jitter = ticks();
      delayCorrelation = correlation(delayCorrelation, "latency");
    }
  }

  private long ticks() {
    String word = args.next();
    OptionalLong micros = Psched.micros(word);
    if (micros.isEmpty()) {
      throw Words.illegal("latency");
    }
    long ticks = Psched.ticks(micros.getAsLong());
    if (ticks > ALL) {
      throw new CommandException(
          1, "Illegal " + micros.getAsLong() + " time (too large)\nIllegal \"latency\"");
    }
    return ticks;
  }

  /// A correlation if one follows.
  private long correlation(long before, String what) {
    if (!nextIsNumber()) {
      return before;
    }
    correlated = true;
    return Words.percent(args, what);
  }

  private NetemOptions.Chance chance(NetemOptions.@Nullable Chance before, String what) {
    long share = Words.percent(args, what);
    return new NetemOptions.Chance(
        share, correlation(before == null ? 0 : before.correlation(), what));
  }

  private void loss() {
    if (loss > 0 || model != null) {
      throw Words.illegal("duplicate loss argument\n");
    }
    if (nextIsNumber() || args.accept("random")) {
      loss = Words.percent(args, "loss percent");
      lossCorrelation = correlation(lossCorrelation, "loss correlation");
      return;
    }
    String kind = args.next();
    model =
        switch (kind) {
          case "state" -> fourStates();
          case "gemodel" -> gilbertElliot();
          default -> throw new CommandException(1, "Unknown loss parameter: " + kind);
        };
  }

  private LossModel fourStates() {
    long p13 = Words.percent(args, "loss p13");
    long p31 = nextIsNumber() ? Words.percent(args, "loss p31") : ALL - p13;
    long p32 = nextIsNumber() ? Words.percent(args, "loss p32") : 0;
    long p23 = nextIsNumber() ? Words.percent(args, "loss p23") : ALL;
    long p14 = nextIsNumber() ? Words.percent(args, "loss p14") : 0;
    return new LossModel.FourStates(p13, p31, p32, p23, p14);
  }

  private LossModel gilbertElliot() {
    long p = Words.percent(args, "loss gemodel p");
    long r = nextIsNumber() ? Words.percent(args, "loss gemodel r") : ALL - p;
    long h = nextIsNumber() ? ALL - Words.percent(args, "loss gemodel h") : 0;
    long k1 = nextIsNumber() ? Words.percent(args, "loss gemodel k") : 0;
    return new LossModel.GilbertElliot(p, r, h, k1);
  }

  private static @Nullable Distribution distribution(String name) {
    return switch (name) {
      case "normal", "experimental" -> Distribution.NORMAL;
      case "pareto" -> Distribution.PARETO;
      case "paretonormal" -> Distribution.PARETONORMAL;
      default ->
          throw new CommandException(
              1,
              String.format(
                  Locale.ROOT,
                  "No distribution data for %s (/usr/lib/x86_64-linux-gnu/tc//%s.dist: No such file"
                      + " or directory)",
                  name,
                  name));
    };
  }

  private void rate() {
    long bytes = ShareOfSpeed.rate(args.next(), device, Words.illegal("rate"));
    int overhead = nextIsSigned() ? signed("rate") : 0;
    long cellSize = nextIsNumber() ? Words.u32(args, "rate") : 0;
    rate = new NetemOptions.Rate(bytes, overhead, cellSize, nextIsSigned() ? signed("rate") : 0);
  }

  private int signed(String what) {
    OptionalLong number = Numbers.integer(args.next(), 0);
    if (number.isEmpty()) {
      throw Words.illegal(what);
    }
    return (int) number.getAsLong();
  }

  private void slot() {
    boolean drawn = !nextIsNumber();
    Distribution how = drawn ? slotDistribution() : null;
    long first = nanos(drawn ? "slot delay" : "slot min_delay");
    long second = first;
    if (drawn || nextIsNumber()) {
      second = nanos(drawn ? "slot jitter" : "slot max_delay");
    }
    if (!drawn && second < first) {
      throw Words.illegal("slot max_delay");
    }
    if (drawn && second <= 0) {
      throw new CommandException(1, "Non-positive jitter");
    }
    int packets = slot == null ? 0 : slot.packets();
    if (accepts("packets")) {
      packets = args.hasNext() ? signed("slot packets") : none("slot packets");
    }
    int bytes = slot == null ? 0 : slot.bytes();
    if (accepts("bytes")) {
      bytes = args.hasNext() ? (int) Words.size(args, "slot bytes") : none("slot bytes");
    }
    slot = new NetemOptions.Slot(first, second, packets, bytes, drawn, how);
  }

  /// Takes the next word if it abbreviates this one.
  private boolean accepts(String word) {
    String next = args.peek();
    boolean is = next != null && Args.matches(next, word);
    if (is) {
      args.skip();
    }
    return is;
  }

  private static int none(String what) {
    throw Words.illegal(what);
  }

  private @Nullable Distribution slotDistribution() {
    String word = args.next();
    if (!word.equals("distribution")) {
      throw new CommandException(1, "Unknown slot parameter: " + word);
    }
    return distribution(args.next());
  }

  private long nanos(String what) {
    OptionalLong nanos = Units.time(args.next());
    if (nanos.isEmpty()) {
      throw Words.illegal(what);
    }
    return nanos.getAsLong();
  }
}
