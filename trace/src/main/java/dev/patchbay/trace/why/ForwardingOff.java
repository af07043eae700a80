package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.core.SettingStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A router that does not forward.
final class ForwardingOff implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<SettingStage> found = evidence.first(SettingStage.class);
    if (found == null || !found.stage().sysctl().endsWith(".forwarding")) {
      return null;
    }
    Netns netns = evidence.netns(found.entry());
    if (netns == null) {
      return null;
    }
    boolean four = found.stage().sysctl().contains("ipv4");
    String setting = four ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding";
    return new Answer(
        evidence.name(netns) + " does not forward: " + found.stage().sysctl() + " = 0",
        "it is to route between its networks",
        List.of(evidence.in(netns, "sysctl -w " + setting + "=1")));
  }
}
