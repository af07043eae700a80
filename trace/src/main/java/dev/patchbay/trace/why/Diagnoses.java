package dev.patchbay.trace.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The traps, in the order in which they are thought of: what names its cause exactly comes first.
public final class Diagnoses {
  private static final List<Diagnosis> ALL =
      List.of(
          new LoopStorm(),
          new ForwardingOff(),
          new ReversePath(),
          new ConntrackInvalid(),
          new ForwardPolicy(),
          new RuleDrops(),
          new RejectedRoute(),
          new LostOnTheWay(),
          new PortNotForwarding(),
          new VlanNotAllowed(),
          new MacNotAllowed(),
          new WrongStationEntry(),
          new TunnelWithoutRemote(),
          new ProxyWithoutNeighbour(),
          new TtlSpent(),
          new IgnoredEcho(),
          new PublishedElsewhere(),
          new PublishedPort(),
          new NatWithoutRoute(),
          new DeviceDown(),
          new NoCarrier(),
          new MacvlanHost(),
          new WrongNetmask(),
          new DuplicateAddress(),
          new NoRoute(),
          new NoRouteBack(),
          new WrongNeighbour(),
          new TunnelsDiffer(),
          new OtherLink(),
          new ArpUnanswered(),
          new MtuBlackHole(),
          new NobodyListens(),
          new OtherDrop());

  /// Why the probe did not arrive; null when nothing is known.
  public static @Nullable Answer of(Evidence evidence) {
    for (Diagnosis diagnosis : ALL) {
      Answer answer = diagnosis.of(evidence);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /// What is wrong although the probe arrived; null when nothing is known.
  public static @Nullable Answer warning(Evidence evidence) {
    return new DuplicateAddress().of(evidence);
  }

  private Diagnoses() {}
}
