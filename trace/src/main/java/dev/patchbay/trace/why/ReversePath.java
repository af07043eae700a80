package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.core.SettingStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer would leave by another device, and the reverse path filter minds.
final class ReversePath implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<SettingStage> found = evidence.first(SettingStage.class);
    if (found == null || !found.stage().sysctl().endsWith(".rp_filter")) {
      return null;
    }
    Netns netns = evidence.netns(found.entry());
    if (netns == null) {
      return null;
    }
    String device = found.entry().device();
    SettingStage stage = found.stage();
    return new Answer(
        evidence.name(netns)
            + " drops it by its reverse path filter: "
            + stage.meaning()
            + " ("
            + stage.sysctl()
            + " = "
            + stage.value()
            + ")",
        "traffic there and back may take different ways",
        List.of(
            evidence.in(
                netns,
                "sysctl -w net.ipv4.conf.all.rp_filter=0 net.ipv4.conf."
                    + device
                    + ".rp_filter=0")));
  }
}
