package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m comment`: a remark; every packet matches.
public final class Comment implements MatchKind {
  private static final int MOST = 255;
  private static final Option<String> COMMENT =
      Option.of("comment", Values.string(0, MOST)).mandatory();

  @Override
  public String name() {
    return "comment";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(COMMENT);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Remark(chosen.required(COMMENT));
  }

  record Remark(String text) implements Match {
    @Override
    public String name() {
      return "comment";
    }

    @Override
    public boolean matches(Inspection packet) {
      return true;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --comment");
      RuleText.quote(out, text);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" /* ").append(text).append(" */");
    }
  }
}
