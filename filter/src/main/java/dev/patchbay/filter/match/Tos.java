package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TosName;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-m tos`: the type of service, or the traffic class.
public final class Tos implements MatchKind {
  private static final Option<Masked> TOS = Option.of("tos", Values.tos()).mandatory().invertible();

  @Override
  public String name() {
    return "tos";
  }

  @Override
  public String module(Family family) {
    return "xt_dscp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TOS);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Service(chosen.required(TOS), chosen.inverted(TOS));
  }

  record Service(Masked tos, boolean inverted) implements Match {
    @Override
    public String name() {
      return "tos";
    }

    @Override
    public boolean matches(Inspection packet) {
      return ((packet.tos() & tos.mask()) == tos.value()) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --tos " : " --tos ").append(figures());
    }

    private String figures() {
      return String.format(Locale.ROOT, "0x%02x/0x%02x", tos.value(), tos.mask());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      String word = listing.numeric() ? null : TosName.of(tos);
      out.append(" tos match").append(inverted ? "!" : "");
      out.append(word == null ? figures() : " " + word);
    }
  }
}
