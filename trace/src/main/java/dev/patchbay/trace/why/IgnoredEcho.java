package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host that is told not to answer pings.
final class IgnoredEcho implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.ICMP_IGNORED);
    Netns netns = drop == null ? null : evidence.netns(drop);
    if (netns == null) {
      return null;
    }
    String setting =
        evidence.destination().isV4()
            ? "net.ipv4.icmp_echo_ignore_all"
            : "net.ipv6.icmp.echo_ignore_all";
    return new Answer(
        "it arrives, and " + evidence.name(netns) + " does not answer pings: " + setting + " = 1",
        "it is to answer; other traffic may well pass",
        List.of(evidence.in(netns, "sysctl -w " + setting + "=0")));
  }
}
