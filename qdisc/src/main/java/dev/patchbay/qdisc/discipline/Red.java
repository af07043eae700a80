package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// A queue that drops at random before it is full (tc-red(8)).
public final class Red implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... red	limit BYTES [min BYTES] [max BYTES] avpkt BYTES [burst PACKETS]
      		[adaptive] [probability PROBABILITY] [bandwidth KBPS]
      		[ecn] [harddrop] [nodrop]
      		[qevent early_drop block IDX] [qevent mark block IDX]\
      """;

  private static final String NO_BANDWIDTH = "RED: set bandwidth to 10Mbit";
  private static final long USUAL_RATE = 10_000_000 / 8;

  record Said(RedParameters parameters, String warning) implements Options {}

  @Override
  public String name() {
    return "red";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = 0;
    long min = 0;
    long max = 0;
    long burst = 0;
    long packet = 0;
    long rate = 0;
    double probability = 0.02;
    RedParameters.Flags flags = RedParameters.Flags.NONE;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> limit = Words.size(args, word);
        case "min" -> min = Words.size(args, word);
        case "max" -> max = Words.size(args, word);
        case "burst" -> burst = Words.u32(args, word);
        case "avpkt" -> packet = Words.size(args, word);
        case "probability" -> probability = Words.fraction(args, word);
        case "bandwidth" -> rate = Words.rate(args, word);
        case "ecn", "harddrop", "nodrop", "adaptive", "adaptative" -> flags = flags.with(word);
        case "qevent" -> throw new CommandException(1, "tc: patchbay has no \"red qevent\" yet.");
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    if (limit == 0 || packet == 0) {
      throw new CommandException(1, "RED: Required parameter (limit, avpkt) is missing");
    }
    if (max == 0) {
      max = min == 0 ? limit / 4 : min * 3;
    }
    min = min == 0 ? max / 3 : min;
    burst = burst == 0 ? RedParameters.usualBurst(min, max, packet) : burst;
    String warning = rate == 0 ? NO_BANDWIDTH : "";
    try {
      RedParameters parameters =
          RedParameters.of(
              "RED",
              limit,
              min,
              max,
              burst,
              packet,
              rate == 0 ? USUAL_RATE : rate,
              probability,
              flags);
      return new Said(parameters, both(warning, parameters.tooLarge("RED", burst)));
    } catch (CommandException e) {
      throw new CommandException(1, both(warning, e.message()));
    }
  }

  private static String both(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "\n" + second;
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    if (!(options instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new RedQueue(this, place, said);
  }
}
