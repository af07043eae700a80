package dev.patchbay.filter.nat;

import dev.patchbay.core.HookPoint;
import dev.patchbay.filter.conntrack.Connection;

/// Which end of a packet is translated (`nf_nat_manip_type`).
public enum Manipulation {
  SOURCE(Connection.SRC_NAT, Connection.SRC_NAT_DONE),
  DESTINATION(Connection.DST_NAT, Connection.DST_NAT_DONE);

  private final int bit;
  private final int done;

  Manipulation(int bit, int done) {
    this.bit = bit;
    this.done = done;
  }

  /// What is translated at the hook: sources on the way out or to a socket, destinations before.
  public static Manipulation at(HookPoint point) {
    return point == HookPoint.POSTROUTING || point == HookPoint.INPUT ? SOURCE : DESTINATION;
  }

  /// The status bit of connections where it is done to packets of the original direction.
  int bit() {
    return bit;
  }

  /// The status bit of connections where it has been decided.
  int done() {
    return done;
  }

  Manipulation other() {
    return this == SOURCE ? DESTINATION : SOURCE;
  }
}
