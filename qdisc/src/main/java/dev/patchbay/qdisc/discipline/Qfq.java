package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// Classes that share by weight, none of them ahead of or behind its share by more than a packet
/// (tc-qfq(8)).
public final class Qfq implements QdiscKind {
  private static final String USAGE = "Usage: ... qfq";
  private static final String CLASS_USAGE = "Usage: ... qfq weight NUMBER maxpkt BYTES";

  /// What the words of a class said; -1 was not said.
  record Share(long weight, long largest) implements ClassOptions {}

  @Override
  public String name() {
    return "qfq";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    if (args.hasNext()) {
      String word = args.next();
      throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
    }
    return Options.NONE;
  }

  @Override
  public ClassOptions parseClass(Args args, NetDevice device) {
    long weight = -1;
    long largest = -1;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "weight" -> weight = Words.u32(args, "weight");
        case "maxpkt" -> largest = Words.u32(args, "maxpkt");
        case "help" -> throw Words.usage(CLASS_USAGE);
        default -> throw Words.unknown(word, CLASS_USAGE);
      }
    }
    return new Share(weight, largest);
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new QfqQueue(this, place);
  }
}
