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

  /// What the words said; 0 was not said. The perturbation is in seconds.
  record Said(long limit, long perturb, long quantum, long divisor, long flows, long depth)
      implements Options {
    static final Said NOTHING = new Said(0, 0, 0, 0, 0, 0);
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
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "quantum" -> quantum = Words.size(args, "quantum");
        case "perturb" -> perturb = perturb(args.next());
        case "limit" -> {
          limit = Words.u32(args, "limit");
          if (limit < 2) {
            throw new CommandException(1, "Illegal \"limit\", must be > 1");
          }
        }
        case "divisor" -> divisor = Words.u32(args, "divisor");
        case "flows" -> flows = Words.u32(args, "flows");
        case "depth" -> depth = Words.u32(args, "depth");
        case "headdrop" -> {
          // The oldest one goes anyway.
        }
        case "redflowlimit", "min", "max", "avpkt", "burst", "probability", "ecn", "harddrop" ->
            throw new CommandException(1, "tc: patchbay has no \"sfq " + word + "\" yet.");
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    return new Said(limit, perturb, quantum, divisor, flows, depth);
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
