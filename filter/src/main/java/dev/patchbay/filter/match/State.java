package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m state`: the state of the packet in its connection.
public final class State implements MatchKind {
  private static final Option<Integer> STATE =
      Option.of("state", ConnectionStates.syntax(false, "state")).mandatory().invertible();

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String module(Family family) {
    return "xt_conntrack";
  }

  @Override
  public boolean isSynonym() {
    return true;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(STATE);
  }

  @Override
  public Match build(Chosen chosen) {
    return new InState(chosen.required(STATE), chosen.inverted(STATE));
  }

  record InState(int states, boolean inverted) implements Match {
    @Override
    public String name() {
      return "state";
    }

    @Override
    public boolean matches(Inspection packet) {
      return (states & ConnectionStates.of(packet.packet())) != 0 != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --state ");
      ConnectionStates.show(out, states);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " !" : "").append(" state ");
      ConnectionStates.show(out, states);
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(this, place);
    }
  }
}
