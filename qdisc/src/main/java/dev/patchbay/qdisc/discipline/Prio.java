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

/// Bands, of which the first that holds something goes first (tc-prio(8)).
public final class Prio implements QdiscKind {
  private static final String USAGE = "Usage: ... prio bands NUMBER priomap P1 P2...[multiqueue]";

  /// How many bands, and which one a priority goes to.
  record Bands(int count, PriorityMap map) implements Options {
    static final Bands USUAL = new Bands(3, PriorityMap.USUAL);
  }

  @Override
  public String name() {
    return "prio";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    int count = Bands.USUAL.count();
    PriorityMap map = PriorityMap.USUAL;
    int index = -1;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("bands")) {
        count = (int) number(Numbers.integer(args.next(), 10), "Illegal \"bands\"");
      } else if (word.equals("multiqueue")) {
        // No kernel asks for it any more.
      } else if (word.equals("priomap")) {
        if (index >= 0) {
          throw new CommandException(1, "Error: duplicate priomap");
        }
        index = 0;
      } else if (word.equals("help")) {
        throw Words.usage(USAGE);
      } else if (index < 0) {
        throw Words.unknown(word, USAGE);
      } else {
        int band = band(word, count);
        map = map.with(check(index++), band);
      }
    }
    return new Bands(count, map);
  }

  private static int check(int index) {
    if (index >= PriorityMap.SIZE) {
      throw new CommandException(1, "\"priomap\" index > TC_PRIO_MAX=15");
    }
    return index;
  }

  private static int band(String word, int count) {
    long band = number(Numbers.u32(word, 10), "Illegal \"priomap\" element");
    if (band >= count) {
      throw new CommandException(1, "\"priomap\" element is out of bands");
    }
    return (int) band;
  }

  private static long number(OptionalLong number, String refusal) {
    return number.orElseThrow(() -> new CommandException(1, refusal));
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    return new PrioQueue(this, place, options instanceof Bands bands ? bands : Bands.USUAL);
  }
}
