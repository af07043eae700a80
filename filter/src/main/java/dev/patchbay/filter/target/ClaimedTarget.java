package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Claim;

/// A target in its table that works on connections, and so needs them tracked.
final class ClaimedTarget implements Target {
  private final Target target;
  private final Claim claim;

  ClaimedTarget(Target target, Claim claim) {
    this.target = target;
    this.claim = claim;
  }

  static Target of(Target target, Attachment place) throws NetlinkException {
    return new ClaimedTarget(target, Claim.of(place.netns(), place.family()));
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public Verdict judge(Inspection packet) {
    return target.judge(packet);
  }

  @Override
  public void save(StringBuilder out) {
    target.save(out);
  }

  @Override
  public void list(StringBuilder out, Listing listing) {
    target.list(out, listing);
  }

  @Override
  public Target attach(Attachment place) throws NetlinkException {
    return target.attach(place);
  }

  @Override
  public void detach() {
    claim.end();
  }
}
