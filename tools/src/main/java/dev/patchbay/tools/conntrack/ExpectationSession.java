package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Expectation;
import dev.patchbay.filter.conntrack.Extras;
import dev.patchbay.filter.conntrack.Helper;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Ip;
import java.util.List;

/// Makes, finds and ends a connection that is expected.
record ExpectationSession(Request request, Order order, Conntrack conntrack) {
  private static final long SECOND = 1_000_000_000L;

  int run(List<String> lines) {
    if (order == Order.EXPECT_CREATE) {
      create();
      return 0;
    }
    Expectation found = find();
    if (order == Order.EXPECT_GET) {
      lines.add(ExpectationText.listed(found, conntrack.expectations().seconds(found)));
    } else {
      conntrack.expectations().remove(found);
    }
    return 1;
  }

  /// The one that is given whole, or whose master is looked for.
  private Expectation find() {
    Tuple wanted = new Ends(request.flows).original();
    for (Expectation one : conntrack.expectations().list()) {
      Tuple tuple = new Tuple();
      if (order == Order.EXPECT_GET) {
        one.master().tuple(Connection.ORIGINAL, tuple);
      } else {
        tuple.copy(one.tuple());
      }
      if (tuple.sourceAddress().equals(wanted.sourceAddress())
          && tuple.destinationAddress().equals(wanted.destinationAddress())
          && tuple.protocol == wanted.protocol
          && tuple.source == wanted.source
          && tuple.destination == wanted.destination) {
        return one;
      }
    }
    throw Usage.failed("No such file or directory");
  }

  private void create() {
    Connection master = conntrack.connection(new Ends(request.flows).original());
    if (master == null) {
      throw Usage.failed("master conntrack not found");
    }
    Extras extras = master.extras();
    Helper helper = extras == null ? null : extras.helper();
    if (helper == null) {
      throw Usage.failed("Operation not supported");
    }
    Request.Expected given = request.expected;
    Ip source = given.source;
    Ip destination = given.destination;
    Ip mask = request.flows.sourceMask;
    if (source == null || destination == null) {
      throw Usage.failed("invalid parameters");
    }
    Tuple tuple = new Tuple();
    master.tuple(Connection.ORIGINAL, tuple);
    tuple.sourceHi = source.hi();
    tuple.sourceLo = source.lo();
    tuple.destinationHi = destination.hi();
    tuple.destinationLo = destination.lo();
    tuple.source = given.sourcePort;
    tuple.destination = given.destinationPort;
    boolean anySource = mask != null && mask.hi() == 0 && mask.lo() == 0;
    Expectation made =
        new Expectation(
            master,
            tuple,
            anySource,
            given.sourcePortMask == 0,
            false,
            null,
            Expectation.Follower.NONE);
    long seconds = request.timeout == null ? 0 : request.timeout;
    if (!conntrack.expectations().add(made, seconds * SECOND)) {
      throw Usage.failed("Device or resource busy");
    }
  }
}
