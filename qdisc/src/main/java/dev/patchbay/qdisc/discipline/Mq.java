package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Handle;

/// A discipline of its own for each queue of a device that has several (net/sched/sch_mq.c).
public final class Mq implements QdiscKind {
  @Override
  public String name() {
    return "mq";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    if (args.hasNext()) {
      throw new CommandException(
          1, "Unknown qdisc \"mq\", hence option \"" + args.next() + "\" is unparsable");
    }
    return Options.NONE;
  }

  @Override
  public boolean attaches() {
    return true;
  }

  @Override
  public boolean attachesEach() {
    return true;
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    if (place.parent() != Handle.ROOT || place.device().numTxQueues() == 1) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return new MqQueue(this, place);
  }
}
