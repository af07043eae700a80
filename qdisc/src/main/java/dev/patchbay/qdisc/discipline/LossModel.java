package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Psched;

/// How losses follow each other (tc-netem(8)): chains of states. Chances are shares of 2^32-1.
sealed interface LossModel {
  /// Where a chain begins.
  int FIRST_STATE = 1;

  /// The state behind `state`; negative when a packet is lost on the way there.
  int next(int state, RandomStream random);

  void show(Output out);

  private static long draw(RandomStream random) {
    return random.nextLong() >>> 32;
  }

  private static void chance(Output out, String key, String name, long share) {
    if (out.isJson()) {
      out.jsonLiteral(key, Psched.fraction(share));
    } else {
      out.text(" " + name + " " + Psched.showPercent(share));
    }
  }

  /// Four states: 1 good, 2 good within a burst, 3 lost in a burst, 4 lost alone (`loss state`).
  record FourStates(long p13, long p31, long p32, long p23, long p14) implements LossModel {
    @Override
    public int next(int state, RandomStream random) {
      long drawn = draw(random);
      return switch (state) {
        case 1 -> drawn < p14 ? -4 : drawn < p13 + p14 ? -3 : 1;
        case 2 -> drawn < p23 ? -3 : 2;
        case 3 -> drawn < p32 ? 2 : drawn < p31 + p32 ? 1 : -3;
        default -> 1;
      };
    }

    @Override
    public void show(Output out) {
      out.openObject("loss-state");
      out.text(" loss state");
      chance(out, "p13", "p13", p13);
      chance(out, "p31", "p31", p31);
      chance(out, "p32", "p32", p32);
      chance(out, "p23", "p23", p23);
      chance(out, "p14", "p14", p14);
      out.closeObject();
    }
  }

  /// Gilbert and Elliot: 1 good, 2 bad, with a chance to be lost in each (`loss gemodel`).
  ///
  /// @param h the chance to get through in the bad state
  /// @param k1 the chance to be lost in the good state
  record GilbertElliot(long p, long r, long h, long k1) implements LossModel {
    private static final long ALL = 0xffff_ffffL;

    @Override
    public int next(int state, RandomStream random) {
      if (state == 1) {
        int after = draw(random) < p ? 2 : 1;
        return draw(random) < k1 ? -after : after;
      }
      int after = draw(random) < r ? 1 : 2;
      return draw(random) > h ? -after : after;
    }

    @Override
    public void show(Output out) {
      out.openObject("loss-gemodel");
      out.text(" loss gemodel");
      chance(out, "p", "p", p);
      chance(out, "r", "r", r);
      chance(out, "1-h", "1-h", ALL - h);
      chance(out, "1-k", "1-k", k1);
      out.closeObject();
    }
  }
}
