package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.device.vxlan.ProxyStage;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tunnel that is to answer for those behind its other end, and has not been told of one.
final class ProxyWithoutNeighbour implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<ProxyStage> asked = evidence.first(ProxyStage.class);
    Netns netns = asked == null ? null : evidence.netns(asked.entry());
    if (asked == null || netns == null) {
      return null;
    }
    String device = asked.stage().device();
    Ip wanted = asked.stage().wanted();
    List<Atlas.Place> owners = evidence.atlas().owners(wanted);
    String mac = owners.isEmpty() ? "" : owners.getFirst().device().address().toString();
    String entry = "ip neigh replace " + wanted.text() + " lladdr " + mac + " dev " + device;
    return new Answer(
        device
            + " in "
            + evidence.name(netns)
            + " answers in the place of others (proxy), and has no neighbour entry for "
            + wanted.text(),
        "it is to be told of the neighbour",
        owners.isEmpty() ? List.of() : List.of(evidence.in(netns, entry)));
  }
}
