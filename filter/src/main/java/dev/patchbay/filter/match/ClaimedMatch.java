package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.conntrack.Claim;

/// A match in its table that asks for connections, and so needs them tracked.
final class ClaimedMatch implements Match {
  private final Match match;
  private final Claim claim;

  ClaimedMatch(Match match, Claim claim) {
    this.match = match;
    this.claim = claim;
  }

  static Match of(Match match, Attachment place) throws NetlinkException {
    return new ClaimedMatch(match, Claim.of(place.netns(), place.family()));
  }

  @Override
  public String name() {
    return match.name();
  }

  @Override
  public boolean matches(Inspection packet) {
    return match.matches(packet);
  }

  @Override
  public void save(StringBuilder out) {
    match.save(out);
  }

  @Override
  public void list(StringBuilder out, Listing listing) {
    match.list(out, listing);
  }

  @Override
  public Match attach(Attachment place) throws NetlinkException {
    return match.attach(place);
  }

  @Override
  public void detach() {
    claim.end();
  }
}
