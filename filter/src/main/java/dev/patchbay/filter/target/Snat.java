package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j SNAT`: the connection gets another source.
public final class Snat implements TargetKind {
  private static final Option<NatRange> TO = Option.of("to-source", NatWords::range).mandatory();
  private static final Option<Void> RANDOM = Option.flag("random");
  private static final Option<Void> RANDOM_FULLY = Option.flag("random-fully");
  private static final Option<Void> PERSISTENT = Option.flag("persistent");

  @Override
  public String name() {
    return "SNAT";
  }

  @Override
  public String module(Family family) {
    return "xt_nat";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TO, RANDOM, RANDOM_FULLY, PERSISTENT);
  }

  @Override
  public Target build(Chosen chosen) {
    boolean random = chosen.has(RANDOM);
    boolean fully = chosen.has(RANDOM_FULLY);
    boolean persistent = chosen.has(PERSISTENT);
    NatRange range = chosen.required(TO).ofSources().choosing(random || fully, persistent);
    return new Translation(Manipulation.SOURCE, range, random, fully, persistent);
  }
}
