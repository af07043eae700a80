package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// Classes in turns, each with a quantum of bytes (tc-drr(8)).
public final class Drr implements QdiscKind {
  private static final String USAGE = "Usage: ... drr";
  private static final String CLASS_USAGE = "Usage: ... drr quantum SIZE";

  /// What the words of a class said: bytes, -1 when not said.
  record Quantum(long bytes) implements ClassOptions {}

  @Override
  public String name() {
    return "drr";
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
    long bytes = -1;
    while (args.hasNext()) {
      String word = args.next();
      bytes =
          switch (word) {
            case "quantum" -> Words.size(args, "quantum");
            case "help" -> throw Words.usage(CLASS_USAGE);
            default -> throw Words.unknown(word, CLASS_USAGE);
          };
    }
    return new Quantum(bytes);
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new DrrQueue(this, place);
  }
}
