package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;

/// Packets in the order they came, up to a number of bytes.
public final class Bfifo implements QdiscKind {
  @Override
  public String name() {
    return "bfifo";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    return Fifo.parse(name(), args);
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Fifo(this, place, Fifo.Mode.BYTES, options);
  }
}
