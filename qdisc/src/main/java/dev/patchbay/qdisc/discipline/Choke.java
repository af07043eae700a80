package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.ShareOfSpeed;
import dev.patchbay.qdisc.text.Words;

/// Random early detection that drops from the flow that is met at random in the queue
/// (tc-choke(8)).
public final class Choke implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... choke limit PACKETS bandwidth KBPS [ecn]
      		 [ min PACKETS ] [ max PACKETS ] [ burst PACKETS ]\
      """;

  /// As how many bytes each packet counts when nothing else is said.
  private static final long PACKET = 1000;

  record Said(RedParameters parameters, String warning) implements Options {}

  @Override
  public String name() {
    return "choke";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = 0;
    long min = 0;
    long max = 0;
    long burst = 0;
    long rate = 0;
    long packet = PACKET;
    double probability = 0.02;
    RedParameters.Flags flags = RedParameters.Flags.NONE;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> limit = Words.u32(args, word);
        case "bandwidth" -> rate = ShareOfSpeed.rate(args.next(), device, Words.illegal(word));
        case "min" -> min = Words.u32(args, word);
        case "max" -> max = Words.u32(args, word);
        case "burst" -> burst = Words.u32(args, word);
        case "probability" -> probability = Words.fraction(args, word);
        case "avpkt" -> packet = Words.size(args, word);
        case "ecn" -> flags = flags.with(word);
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    if (rate == 0 || limit == 0) {
      throw new CommandException(1, "Required parameter (bandwidth, limit) is missing");
    }
    max = max == 0 ? limit / 4 : max;
    min = min == 0 ? max / 3 : min;
    if (max > limit) {
      throw new CommandException(1, "\"max\" is larger than \"limit\"");
    }
    if (min >= max) {
      throw new CommandException(1, "\"min\" is not smaller than \"max\"");
    }
    burst = burst == 0 ? (2 * min + max) / 3 : burst;
    RedParameters parameters =
        RedParameters.of(
            "CHOKE", limit, min * packet, max * packet, burst, packet, rate, probability, flags);
    return new Said(parameters.within(min, max), parameters.tooLarge("CHOKE", burst));
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    if (!(options instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new ChokeQueue(this, place, said);
  }
}
