package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// One queue, kept short by how long its packets have waited (tc-codel(8), RFC 8289).
public final class Codel implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... codel [ limit PACKETS ] [ target TIME ]
      		 [ interval TIME ] [ ecn | noecn ]
      		 [ ce_threshold TIME ]\
      """;

  /// What the words said; -1 was not said. Times are microseconds.
  record Said(long limit, long target, long interval, long threshold, int ecn) implements Options {
    static final Said NOTHING = new Said(-1, -1, -1, -1, -1);
  }

  @Override
  public String name() {
    return "codel";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = -1;
    long target = -1;
    long interval = -1;
    long threshold = -1;
    int ecn = -1;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> limit = said(Words.u32(args, "limit"));
        case "target" -> target = said(Words.micros(args, "target"));
        case "ce_threshold" -> threshold = Words.micros(args, "ce_threshold");
        case "interval" -> interval = said(Words.micros(args, "interval"));
        case "ecn" -> ecn = 1;
        case "noecn" -> ecn = 0;
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    return new Said(limit, target, interval, threshold, ecn);
  }

  /// A zero is not sent.
  private static long said(long number) {
    return number == 0 ? -1 : number;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new CodelQueue(this, place, options instanceof Said said ? said : Said.NOTHING);
  }
}
