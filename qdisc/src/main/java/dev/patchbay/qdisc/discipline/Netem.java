package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;

/// A link as bad as wanted: delay, loss, duplication, corruption, reordering, rate (tc-netem(8)).
public final class Netem implements QdiscKind {
  @Override
  public String name() {
    return "netem";
  }

  @Override
  public String usage() {
    return NetemWords.USAGE;
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    return new NetemWords(args, device).read();
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    return new NetemQueue(this, place, (NetemOptions) options);
  }
}
