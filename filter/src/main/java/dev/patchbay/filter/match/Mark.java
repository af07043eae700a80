package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.MarkMatch;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m mark`: the mark that the packet carries inside this machine.
public final class Mark implements MatchKind {
  private static final Option<Masked> MARK =
      Option.of("mark", Values.masked()).mandatory().invertible();

  @Override
  public String name() {
    return "mark";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(MARK);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Marked(chosen.required(MARK), chosen.inverted(MARK));
  }

  record Marked(Masked mark, boolean inverted) implements MarkMatch {
    @Override
    public String name() {
      return "mark";
    }

    @Override
    public int onlyMask() {
      return inverted ? 0 : mark.mask();
    }

    @Override
    public int onlyValue() {
      return inverted ? 0 : mark.value();
    }

    @Override
    public boolean matches(Inspection packet) {
      return ((packet.packet().mark() & mark.mask()) == mark.value()) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --mark " : " --mark ").append(mark.text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" mark match ").append(inverted ? "! " : "").append(mark.text());
    }
  }
}
