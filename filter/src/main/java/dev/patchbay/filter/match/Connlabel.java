package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Extras;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m connlabel`: a label of the packet's connection, by its number; with `--set` it gets it.
public final class Connlabel implements MatchKind {
  private static final int MOST = 127;
  private static final Option<Integer> LABEL =
      Option.of("label", Connlabel::label).mandatory().invertible();
  private static final Option<Void> SET = Option.flag("set");

  @Override
  public String name() {
    return "connlabel";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LABEL, SET);
  }

  private static Integer label(Reading reading, String text) {
    Long number = Values.parse(text);
    if (number == null || number > MOST) {
      throw new Refusal("label '" + text + "' not found or invalid value");
    }
    return number.intValue();
  }

  @Override
  public Match build(Chosen chosen) {
    return new Labelled(chosen.required(LABEL), chosen.inverted(LABEL), chosen.has(SET));
  }

  record Labelled(int label, boolean inverted, boolean sets) implements Match {
    @Override
    public String name() {
      return "connlabel";
    }

    @Override
    public boolean matches(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      if (connection == null) {
        return inverted;
      }
      Extras extras = connection.extras();
      boolean has = extras != null && extras.hasLabel(label);
      if (sets && !has) {
        connection.needExtras().label(label);
        has = true;
      }
      return has != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --label \"").append(label).append('"');
      out.append(sets ? " --set" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" connlabel").append(inverted ? " !" : "").append(' ').append(label);
      out.append(sets ? " set" : "");
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(this, place);
    }
  }
}
