package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;

/// Filters for what comes in and what goes out (net/sched/sch_ingress.c).
public final class Clsact implements QdiscKind {
  @Override
  public String name() {
    return "clsact";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    if (args.hasNext()) {
      throw Words.unknown(args.next(), "Usage: ... clsact");
    }
    return Options.NONE;
  }

  @Override
  public boolean sharesIngress() {
    return true;
  }

  @Override
  public boolean sharesEgress() {
    return true;
  }

  @Override
  public Qdisc create(Place place, Options options) {
    return new Edge(this, place, true);
  }
}
