package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m length`: how long the packet is, its IP header included.
public final class Length implements MatchKind {
  private static final int MOST = 0xffff;
  private static final Option<Range> LENGTH =
      Option.of("length", Values.range(MOST)).mandatory().invertible();

  @Override
  public String name() {
    return "length";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LENGTH);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Lengths(chosen.required(LENGTH), chosen.inverted(LENGTH));
  }

  record Lengths(Range range, boolean inverted) implements Match {
    @Override
    public String name() {
      return "length";
    }

    @Override
    public boolean matches(Inspection packet) {
      return range.contains(packet.length()) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --length " : " --length ").append(range.text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" length ").append(inverted ? "!" : "").append(range.text());
    }
  }
}
