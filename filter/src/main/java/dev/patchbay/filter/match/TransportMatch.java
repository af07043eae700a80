package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.PortMatch;

/// What the matches of the transport protocols with ports have in common.
interface TransportMatch extends PortMatch {
  /// The number of the protocol.
  int protocol();

  Ports source();

  Ports destination();

  @Override
  default Match attach(Attachment place) throws NetlinkException {
    place.onlyFor(protocol());
    return this;
  }

  @Override
  default int onlySource() {
    return source().only();
  }

  @Override
  default int onlyDestination() {
    return destination().only();
  }

  @Override
  default void save(StringBuilder out) {
    source().save(out, "--sport");
    destination().save(out, "--dport");
  }

  @Override
  default void list(StringBuilder out, Listing listing) {
    out.append(' ').append(name());
    source().list(out, "spt", listing, name());
    destination().list(out, "dpt", listing, name());
  }
}
