package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// One queue, whose delay a controller holds near a target by dropping at random (tc-pie(8), RFC
/// 8033).
public final class Pie implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... pie [ limit PACKETS ] [ target TIME ]
                     [ tupdate TIME ] [ alpha ALPHA ] [ beta BETA ]
                     [ bytemode | nobytemode ] [ ecn | noecn ]
                     [ dq_rate_estimator | no_dq_rate_estimator ]\
      """;

  private static final long MOST_FACTOR = 32;

  /// What the words said; -1 was not said. Times are microseconds.
  record Said(
      long limit,
      long target,
      long update,
      int alpha,
      int beta,
      int ecn,
      int byBytes,
      int measuresRate)
      implements Options {
    static final Said NOTHING = new Said(-1, -1, -1, -1, -1, -1, -1, -1);
    static final Said USUAL = new Said(1000, 15_000, 20_000, 2, 20, 0, 0, 0);

    /// With what others say in the place of what this leaves open.
    Said over(Said before) {
      return new Said(
          limit < 0 ? before.limit : limit,
          target < 0 ? before.target : target,
          update < 0 ? before.update : update,
          alpha < 0 ? before.alpha : alpha,
          beta < 0 ? before.beta : beta,
          ecn < 0 ? before.ecn : ecn,
          byBytes < 0 ? before.byBytes : byBytes,
          measuresRate < 0 ? before.measuresRate : measuresRate);
    }
  }

  @Override
  public String name() {
    return "pie";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = -1;
    long target = -1;
    long update = -1;
    int alpha = -1;
    int beta = -1;
    int ecn = -1;
    int byBytes = -1;
    int measuresRate = -1;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> limit = said(Words.u32(args, word));
        case "target" -> target = said(Words.micros(args, word));
        case "tupdate" -> update = said(Words.micros(args, word));
        case "alpha" -> alpha = factor(args, word);
        case "beta" -> beta = factor(args, word);
        case "ecn" -> ecn = 1;
        case "noecn" -> ecn = 0;
        case "bytemode" -> byBytes = 1;
        case "nobytemode" -> byBytes = 0;
        case "dq_rate_estimator" -> measuresRate = 1;
        case "no_dq_rate_estimator" -> measuresRate = 0;
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    return new Said(limit, target, update, alpha, beta, ecn, byBytes, measuresRate);
  }

  /// A zero is not sent.
  private static long said(long number) {
    return number == 0 ? -1 : number;
  }

  private static int factor(Args args, String word) {
    long factor = Words.u32(args, word);
    if (factor > MOST_FACTOR) {
      throw Words.illegal(word);
    }
    return (int) factor;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new PieQueue(this, place, options instanceof Said said ? said : Said.NOTHING);
  }
}
