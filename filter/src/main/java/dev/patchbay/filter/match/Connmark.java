package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m connmark`: the mark of the packet's connection.
public final class Connmark implements MatchKind {
  private static final Option<Masked> MARK =
      Option.of("mark", Values.masked()).mandatory().invertible();

  @Override
  public String name() {
    return "connmark";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(MARK);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Marked(chosen.required(MARK), chosen.inverted(MARK));
  }

  record Marked(Masked mark, boolean inverted) implements Match {
    @Override
    public String name() {
      return "connmark";
    }

    @Override
    public boolean matches(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      return connection != null && (connection.mark() & mark.mask()) == mark.value() != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --mark ").append(mark.text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" connmark match ").append(inverted ? "!" : "").append(' ').append(mark.text());
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(this, place);
    }
  }
}
