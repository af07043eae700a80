package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.packet.Family;

/// `-j NOTRACK`: an old name of `-j CT --notrack`.
public final class Notrack implements TargetKind {
  @Override
  public String name() {
    return "NOTRACK";
  }

  @Override
  public String module(Family family) {
    return "xt_CT";
  }

  @Override
  public Target build(Chosen chosen) {
    return new Tracking("NOTRACK", true, null, null, 0, 0, "");
  }
}
