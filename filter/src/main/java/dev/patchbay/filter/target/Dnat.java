package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j DNAT`: the connection gets another destination.
public final class Dnat implements TargetKind {
  private static final Option<NatRange> TO =
      Option.of("to-destination", NatWords::range).mandatory();
  private static final Option<Void> RANDOM = Option.flag("random");
  private static final Option<Void> PERSISTENT = Option.flag("persistent");

  @Override
  public String name() {
    return "DNAT";
  }

  @Override
  public String module(Family family) {
    return "xt_nat";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TO, RANDOM, PERSISTENT);
  }

  @Override
  public Target build(Chosen chosen) {
    boolean random = chosen.has(RANDOM);
    boolean persistent = chosen.has(PERSISTENT);
    NatRange range = chosen.required(TO).choosing(random, persistent);
    return new Translation(Manipulation.DESTINATION, range, random, false, persistent);
  }
}
