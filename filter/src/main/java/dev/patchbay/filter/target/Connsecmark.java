package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j CONNSECMARK`: carries the mark of a security module between a packet and its connection. A
/// lab has no such module, so that every such mark is 0 (net/netfilter/xt_CONNSECMARK.c).
public final class Connsecmark implements TargetKind {
  private static final String MISSING = "CONNSECMARK target: parameter required";
  private static final Option<Void> SAVE = Option.flag("save").excludes("restore");
  private static final Option<Void> RESTORE = Option.flag("restore").excludes("save");

  @Override
  public String name() {
    return "CONNSECMARK";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SAVE, RESTORE);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal(MISSING);
    }
    return new Carried(chosen.has(SAVE) ? "save" : "restore");
  }

  record Carried(String direction) implements SecurityTarget {
    @Override
    public String name() {
      return "CONNSECMARK";
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --").append(direction);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" CONNSECMARK ").append(direction);
    }
  }
}
