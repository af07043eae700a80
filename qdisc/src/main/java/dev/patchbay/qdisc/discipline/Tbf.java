package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;

/// A token bucket: bytes go at a rate, and some of them at once (tc-tbf(8)).
public final class Tbf implements QdiscKind {
  @Override
  public String name() {
    return "tbf";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    return new TbfWords(args, device).read();
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    if (!(options instanceof TbfOptions said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new TbfQueue(this, place, said);
  }
}
