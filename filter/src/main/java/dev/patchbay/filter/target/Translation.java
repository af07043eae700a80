package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.Nat;
import dev.patchbay.filter.nat.NatRange;

/// SNAT and DNAT in a rule: what a connection's source or destination becomes.
record Translation(
    Manipulation what, NatRange range, boolean random, boolean randomFully, boolean persistent)
    implements Target {
  private boolean source() {
    return what == Manipulation.SOURCE;
  }

  @Override
  public String name() {
    return source() ? "SNAT" : "DNAT";
  }

  @Override
  public Verdict judge(Inspection packet) {
    Connection connection = Connection.of(packet.packet());
    if (connection != null) {
      Nat.of(packet.netns()).set(connection, range, what);
    }
    return Verdict.ACCEPT;
  }

  @Override
  public void save(StringBuilder out) {
    out.append(source() ? " --to-source " : " --to-destination ");
    NatWords.show(out, range);
    out.append(random ? " --random" : "");
    out.append(randomFully ? " --random-fully" : "");
    out.append(persistent ? " --persistent" : "");
  }

  @Override
  public void list(StringBuilder out, Listing listing) {
    out.append(" to:");
    NatWords.show(out, range);
    out.append(random ? " random" : "");
    out.append(randomFully ? " random-fully" : "");
    out.append(persistent ? " persistent" : "");
  }

  @Override
  public Target attach(Attachment place) throws NetlinkException {
    place.onlyIn(TableKind.NAT);
    if (source()) {
      place.onlyAt(HookPoint.INPUT, HookPoint.POSTROUTING);
    } else {
      place.onlyAt(HookPoint.PREROUTING, HookPoint.OUTPUT);
    }
    return ClaimedTarget.of(this, place);
  }
}
