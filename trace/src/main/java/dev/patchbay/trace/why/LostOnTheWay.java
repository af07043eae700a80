package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.NetDevice;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Nic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Traffic control or a segment that loses what it is given, as it was told to.
final class LostOnTheWay implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop =
        evidence.drop(
            DropReason.QDISC_LOSS,
            DropReason.QDISC_DROP,
            DropReason.TC_INGRESS,
            DropReason.TC_EGRESS,
            DropReason.TC_CLASSIFIED,
            DropReason.SEGMENT_LOSS,
            DropReason.SEGMENT_CUT);
    NetDevice device = drop == null ? null : evidence.device(drop);
    if (drop == null || device == null || !(drop.stage() instanceof Dropped dropped)) {
      return null;
    }
    String where = device.name() + " in " + evidence.name(device.netns());
    return switch (dropped.reason()) {
      case SEGMENT_LOSS, SEGMENT_CUT -> segment(device, dropped.reason(), where);
      case TC_INGRESS, TC_EGRESS -> {
        String side = dropped.reason() == DropReason.TC_INGRESS ? "ingress" : "egress";
        yield new Answer(
            "a filter of traffic control drops it at the " + side + " of " + where,
            "the filter is not to match this traffic",
            List.of(
                evidence.in(device.netns(), "tc filter del dev " + device.name() + " " + side)));
      }
      default ->
          new Answer(
              "the queueing discipline of " + where + " loses it: " + dropped.reason().sentence(),
              "the discipline is to let it pass",
              List.of(evidence.in(device.netns(), "tc qdisc del dev " + device.name() + " root")));
    };
  }

  private static @Nullable Answer segment(NetDevice device, DropReason reason, String where) {
    End end = device instanceof Nic nic ? nic.end() : null;
    if (end == null) {
      return null;
    }
    String name = end.segment().name();
    return reason == DropReason.SEGMENT_LOSS
        ? new Answer(
            "segment " + name + " behind " + where + " loses it, as its loss says",
            "the segment is to lose less",
            List.of("segment set " + name + " loss 0%"))
        : new Answer(
            "segment " + name + " behind " + where + " is cut",
            "it is to be whole",
            List.of("segment mend " + name));
  }
}
