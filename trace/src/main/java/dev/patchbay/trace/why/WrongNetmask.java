package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two ends of one network with different ideas of how large it is.
final class WrongNetmask implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    for (Atlas.Place there : evidence.atlas().owners(evidence.destination())) {
      for (Atlas.Place mine : evidence.atlas().places(evidence.from())) {
        boolean wide = mine.isNear(there.address()) && !there.isNear(mine.address());
        boolean narrow = !mine.isNear(there.address()) && there.isNear(mine.address());
        boolean meets = there.netns() != mine.netns() && !mine.address().isLinkLocal();
        if (meets && (wide || narrow) && evidence.journeys().stream().noneMatch(Routed::forwards)) {
          return answer(evidence, mine, there);
        }
      }
    }
    return null;
  }

  private static Answer answer(Evidence evidence, Atlas.Place mine, Atlas.Place there) {
    Atlas.Place wide = mine.length() < there.length() ? mine : there;
    Atlas.Place narrow = wide == mine ? there : mine;
    boolean routed = router(evidence, wide, narrow) != null;
    Atlas.Place wrong = routed ? wide : narrow;
    Atlas.Place right = routed ? narrow : wide;
    Netns netns = wrong.netns();
    String device = " dev " + wrong.device().name();
    String now = wrong.address().text() + "/" + right.length();
    List<String> mend =
        new java.util.ArrayList<>(
            List.of(
                evidence.in(netns, "ip addr del " + wrong.text() + device),
                evidence.in(
                    netns,
                    "ip addr add " + now + device + (wrong.address().isV4() ? "" : " nodad"))));
    Atlas.Place corrected = new Atlas.Place(wrong.device(), wrong.address(), right.length());
    if (!corrected.isNear(right.address())) {
      Atlas.Place gateway = router(evidence, wrong, right);
      if (gateway != null) {
        String route = "ip route add " + right.address().text() + " via ";
        mend.add(evidence.in(netns, route + gateway.address().text()));
      }
    }
    return new Answer(
        "the netmasks differ: "
            + evidence.name(mine.netns())
            + " has "
            + mine.text()
            + ", "
            + evidence.name(there.netns())
            + " has "
            + there.text()
            + ": one takes the other for a neighbour, and not the other way round",
        wrong.address().text() + " is to have the netmask /" + right.length(),
        mend);
  }

  /// A neighbour other than the two by which one could reach the other, or null.
  private static Atlas.@Nullable Place router(
      Evidence evidence, Atlas.Place one, Atlas.Place other) {
    Atlas.Place next = evidence.atlas().gateway(one.netns(), other.address());
    return next == null || next.netns() == other.netns() ? null : next;
  }
}
