package dev.patchbay.filter.nat;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Expectation;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Ip;

/// Translates a connection as the one that called for it: it goes to where its master's end is, and
/// seems to come from where the master sends to (`nf_nat_follow_master`).
///
/// @param own how the end sends that is called back
/// @param port the port at which that end waits
record MasterFollower(Conntrack conntrack, Tuple own, int port) implements Expectation.Follower {
  @Override
  public void follow(Connection called, Connection master) {
    Nat nat = Nat.of(conntrack.netns());
    Ip from = own.destinationAddress();
    nat.set(called, NatRange.address(from), Manipulation.SOURCE);
    Ip to = own.sourceAddress();
    nat.set(called, NatRange.address(to).withPorts(port, port), Manipulation.DESTINATION);
  }
}
