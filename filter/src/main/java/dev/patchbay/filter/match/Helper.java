package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Extras;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m helper`: by which helper the connection was called for that the packet belongs to.
public final class Helper implements MatchKind {
  private static final int MOST = 29;
  private static final Option<String> HELPER =
      Option.of("helper", Values.cut(MOST)).mandatory().invertible();

  @Override
  public String name() {
    return "helper";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(HELPER);
  }

  @Override
  public Match build(Chosen chosen) {
    return new CalledBy(chosen.required(HELPER), chosen.inverted(HELPER));
  }

  record CalledBy(String helper, boolean inverted) implements Match {
    @Override
    public String name() {
      return "helper";
    }

    @Override
    public boolean matches(Inspection packet) {
      String name = helperOf(Connection.of(packet.packet()));
      return (name != null && name.startsWith(helper)) != inverted;
    }

    private static @Nullable String helperOf(@Nullable Connection connection) {
      Extras extras = connection == null ? null : connection.extras();
      Connection master = extras == null ? null : extras.master();
      Extras its = master == null ? null : master.extras();
      return its == null || its.helper() == null ? null : its.helper().name();
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --helper");
      RuleText.quote(out, helper);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" helper match ").append(inverted ? "! " : "");
      out.append('"').append(helper).append('"');
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(this, place);
    }
  }
}
