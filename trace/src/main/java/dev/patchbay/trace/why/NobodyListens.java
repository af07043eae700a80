package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.stack.ip.IpStages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The packet arrives where nobody listens at the port.
final class NobodyListens implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<IpStages.Delivered> arrival = evidence.arrival();
    if (arrival == null || evidence.probe().port() == 0) {
      return null;
    }
    Netns netns = evidence.netns(arrival.entry());
    if (netns == null || Listeners.has(netns, evidence.probe().port())) {
      return null;
    }
    boolean udp = evidence.probe().protocol().equals("udp");
    String listen = "nc -l " + (udp ? "-u " : "") + "-k -p " + evidence.probe().port();
    return new Answer(
        "it arrives, and nobody in "
            + evidence.name(netns)
            + " listens at "
            + evidence.probe().protocol()
            + " port "
            + evidence.probe().port(),
        "a program that listens",
        List.of(evidence.in(netns, listen) + " > /dev/null &"));
  }
}
