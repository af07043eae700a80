package dev.patchbay.trace.why;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A namespace none of whose devices has an address of the destination's family.
final class NoAddress {
  /// The answer, if that is so and the namespace has a device that could have one.
  static @Nullable Answer of(Evidence evidence, Netns netns, Ip to) {
    NetDevice device = null;
    for (NetDevice each : netns.devices()) {
      boolean usable = !each.isLoopback() && each.isUp() && each.master() == null;
      device = device == null && usable ? each : device;
    }
    boolean addressed =
        evidence.atlas().places(netns).stream()
            .anyMatch(
                place -> place.address().isV4() == to.isV4() && !place.address().isLinkLocal());
    if (device == null || addressed) {
      return null;
    }
    List<Atlas.Place> owners = evidence.atlas().owners(to);
    Ip free = owners.isEmpty() ? null : free(evidence, owners.getFirst());
    String flags = to.isV4() ? "" : " nodad";
    return new Answer(
        evidence.name(netns) + " has no " + (to.isV4() ? "IPv4" : "IPv6") + " address at all",
        "an address on the network of " + to.text(),
        free == null
            ? List.of()
            : List.of(
                evidence.in(
                    netns,
                    "ip addr add "
                        + free.text()
                        + "/"
                        + owners.getFirst().length()
                        + " dev "
                        + device.name()
                        + flags)));
  }

  /// An address of the owner's network that nobody has, near to its own.
  private static @Nullable Ip free(Evidence evidence, Atlas.Place owner) {
    Ip own = owner.address();
    for (int step = 1; step < 100; step++) {
      Ip next = own.isV4() ? Ip.v4(own.toInt() + step) : Ip.v6(own.hi(), own.lo() + step);
      if (owner.isNear(next) && evidence.atlas().owners(next).isEmpty()) {
        return next;
      }
    }
    return null;
  }
}
