package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Flows in turns, told apart by a hash that changes now and then (tc-sfq(8)).
public final class Sfq implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... sfq	[ limit NUMBER ] [ perturb SECS ] [ quantum BYTES ]
      		[ divisor NUMBER ] [ flows NUMBER] [ depth NUMBER ]
      		[ headdrop ]
      		[ redflowlimit BYTES ] [ min BYTES ] [ max BYTES ]
      		[ avpkt BYTES ] [ burst PACKETS ] [ probability P ]
      		[ ecn ] [ harddrop ]\
      """;

  private static final long USUAL_RATE = 10_000_000 / 8;
  private static final int LARGE_WEIGHT = 10;

  /// What the words said; 0 was not said. The perturbation is in seconds.
  ///
  /// @param red how a flow's packets are marked before there are too many, or null
  record Said(
      long limit,
      long perturb,
      long quantum,
      long divisor,
      long flows,
      long depth,
      boolean headDrop,
      @Nullable RedParameters red,
      String warning)
      implements Options {
    static final Said NOTHING = new Said(0, 0, 0, 0, 0, 0, false, null, "");
  }

  @Override
  public String name() {
    return "sfq";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = 0;
    long perturb = 0;
    long quantum = 0;
    long divisor = 0;
    long flows = 0;
    long depth = 0;
    boolean headDrop = false;
    RedWords red = new RedWords();
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "quantum" -> quantum = Words.size(args, "limit");
        case "perturb" -> perturb = perturb(args.next());
        case "limit" -> {
          limit = Words.u32(args, "limit");
          if (limit < 2) {
            throw new CommandException(1, "Illegal \"limit\", must be > 1");
          }
        }
        case "divisor" -> divisor = Words.u32(args, "divisor");
        case "flows" -> flows = Words.u32(args, "flows");
        case "depth" -> depth = Words.u32(args, "flows");
        case "headdrop" -> headDrop = true;
        case "help" -> throw Words.usage(USAGE);
        default -> red.take(word, args);
      }
    }
    RedParameters parameters = red.said ? red.parameters() : null;
    boolean large = parameters != null && parameters.weight() >= LARGE_WEIGHT;
    String warning = large ? "SFQ: WARNING. Burst " + red.burst + " seems to be too large." : "";
    return new Said(limit, perturb, quantum, divisor, flows, depth, headDrop, parameters, warning);
  }

  /// The words of how packets are marked early.
  private static final class RedWords {
    boolean said;
    private long limit;
    private long min;
    private long max;
    long burst;
    private long packet = 1000;
    private double probability = 0.02;
    private RedParameters.Flags flags = RedParameters.Flags.NONE;

    void take(String word, Args args) {
      switch (word) {
        case "redflowlimit" -> limit = Words.u32(args, word);
        case "min" -> min = Words.u32(args, word);
        case "max" -> max = Words.u32(args, word);
        case "burst" -> burst = Words.u32(args, word);
        case "avpkt" -> packet = Words.size(args, word);
        case "probability" -> probability = Words.fraction(args, word);
        case "ecn", "harddrop" -> flags = flags.with(word);
        default -> throw Words.unknown(word, USAGE);
      }
      said = true;
    }

    RedParameters parameters() {
      if (limit == 0) {
        throw new CommandException(1, "Required parameter (redflowlimit) is missing");
      }
      max = max == 0 ? limit / 4 : max;
      min = min == 0 ? max / 3 : min;
      burst = burst == 0 ? RedParameters.usualBurst(min, max, packet) : burst;
      if (max > limit) {
        throw new CommandException(1, "\"max\" is larger than \"limit\"");
      }
      if (min >= max) {
        throw new CommandException(1, "\"min\" is not smaller than \"max\"");
      }
      return RedParameters.of(
          "SFQ", limit, min, max, burst, packet, USUAL_RATE, probability, flags);
    }
  }

  private static long perturb(String word) {
    OptionalLong seconds = Numbers.integer(word, 0);
    if (seconds.isEmpty()) {
      throw Words.illegal("perturb");
    }
    return seconds.getAsLong();
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    return new SfqQueue(this, place, options instanceof Said said ? said : Said.NOTHING);
  }
}
