package dev.patchbay.trace.why;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whatever else: where the probe itself was dropped, and the reason.
final class OtherDrop implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry last = null;
    for (Journey.Entry entry : evidence.entries()) {
      if (entry.stage() instanceof Dropped) {
        boolean own = entry.leg().parent() == null;
        last = last == null || own ? entry : last;
      }
    }
    Netns netns = last == null ? null : evidence.netns(last);
    if (last == null || !(last.stage() instanceof Dropped dropped)) {
      return null;
    }
    return new Answer(
        (netns == null ? "between machines" : evidence.name(netns))
            + ": "
            + dropped.reason().sentence()
            + " ("
            + dropped.reason().name()
            + ")",
        "see journey",
        List.of());
  }
}
