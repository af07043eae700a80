package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// A band for each queue of a device; they take turns (net/sched/sch_multiq.c).
public final class Multiq implements QdiscKind {
  private static final String USAGE = "Usage: ... multiq [help]";

  @Override
  public String name() {
    return "multiq";
  }

  /// @throws CommandException when there is a word at all
  @Override
  public Options parse(Args args, NetDevice device) {
    if (!args.hasNext()) {
      return Options.NONE;
    }
    String word = args.next();
    throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    return new MultiqQueue(this, place);
  }
}
