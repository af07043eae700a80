package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m cpu`: which processor handles the packet. A lab has one, the first.
public final class Cpu implements MatchKind {
  private static final Option<Long> CPU = Option.of("cpu", Values.u32()).mandatory().invertible();

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(CPU);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Processor(chosen.required(CPU), chosen.inverted(CPU));
  }

  record Processor(long number, boolean inverted) implements Match {
    @Override
    public String name() {
      return "cpu";
    }

    @Override
    public boolean matches(Inspection packet) {
      return (number == 0) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --cpu " : " --cpu ").append(number);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " cpu ! " : " cpu ").append(number);
    }
  }
}
