package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-m dscp`: the six bits of DSCP in the IP header.
public final class Dscp implements MatchKind {
  private static final Option<Long> DSCP =
      Option.of("dscp", Values.number(0, 63)).invertible().excludes("dscp-class");
  private static final Option<Integer> CLASS =
      Option.of("dscp-class", (reading, text) -> DscpClass.read(text))
          .invertible()
          .excludes("dscp");

  @Override
  public String name() {
    return "dscp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(DSCP, CLASS);
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("DSCP match: Parameter --dscp is required");
    }
    Long figures = chosen.get(DSCP);
    return new Point(
        figures == null ? chosen.required(CLASS) : figures.intValue(),
        chosen.inverted(DSCP) || chosen.inverted(CLASS));
  }

  record Point(int dscp, boolean inverted) implements Match {
    @Override
    public String name() {
      return "dscp";
    }

    @Override
    public boolean matches(Inspection packet) {
      return (packet.tos() >> 2 == dscp) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --dscp " : " --dscp ").append(hex());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" DSCP match ").append(inverted ? "!" : "").append(hex());
    }

    private String hex() {
      return String.format(Locale.ROOT, "0x%02x", dscp);
    }
  }
}
