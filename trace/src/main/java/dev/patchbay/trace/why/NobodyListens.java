package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The packet arrives where nobody listens at the port, or only at another address.
final class NobodyListens implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<IpStages.Delivered> arrival = evidence.arrival();
    if (arrival == null || evidence.probe().port() == 0) {
      return null;
    }
    Netns netns = evidence.netns(arrival.entry());
    Ip to = Ip.parse(arrival.stage().destination());
    int port = evidence.probe().port();
    if (netns == null || to == null) {
      return null;
    }
    Ip bound = Listeners.bound(netns, port);
    Ip elsewhere = bound == null || bound.equals(to) ? null : bound;
    if (elsewhere == null && Listeners.has(netns, port)) {
      return null;
    }
    String protocol = evidence.probe().protocol();
    String listen =
        "nc "
            + (to.isV4() ? "" : "-6 ")
            + (protocol.equals("udp") ? "-l -u -k" : "-l -k")
            + (elsewhere == null ? "" : " -s " + to.text())
            + " -p "
            + port;
    String where = " in " + evidence.name(netns) + " listens at ";
    return new Answer(
        elsewhere == null
            ? "it arrives, and nobody" + where + protocol + " port " + port
            : "it arrives, and what"
                + where
                + "port "
                + port
                + " does so at "
                + elsewhere.text()
                + " only",
        elsewhere == null
            ? "a program that listens"
            : "a program that listens at " + to.text() + ", too",
        List.of(evidence.in(netns, listen) + " > /dev/null &"));
  }
}
