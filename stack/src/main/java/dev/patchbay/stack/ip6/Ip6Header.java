package dev.patchbay.stack.ip6;

import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// What a header made here is to say. One is used again and again, so that a packet allocates none.
public final class Ip6Header {
  public @Nullable Route route;
  public long sourceHi;
  public long sourceLo;
  public long destinationHi;
  public long destinationLo;

  /// The protocol of the payload.
  public int protocol;

  public int trafficClass;

  /// The flow label, or 0 for the one that the namespace makes.
  public int flowLabel;

  /// Hops, or -1 for as many as the route or the device says.
  public int hopLimit;

  /// Whether this host may cut the packet.
  public boolean mayCut;

  /// Whether this namespace does not hear its own multicast.
  public boolean quiet;

  public Ip6Header() {}

  /// Forgets everything.
  public Ip6Header clear() {
    route = null;
    sourceHi = 0;
    sourceLo = 0;
    destinationHi = 0;
    destinationLo = 0;
    protocol = 0;
    trafficClass = 0;
    flowLabel = 0;
    hopLimit = -1;
    mayCut = false;
    quiet = false;
    return this;
  }

  /// Takes the addresses and the protocol of a flow, and the route found for it.
  public Ip6Header of(Flow flow, Route found) {
    clear();
    route = found;
    sourceHi = flow.sourceHi;
    sourceLo = flow.sourceLo;
    destinationHi = flow.destinationHi;
    destinationLo = flow.destinationLo;
    protocol = flow.protocol;
    return this;
  }
}
