package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j SECMARK`: the context that a security module sees the packet in. A lab has no such module
/// that could look (net/netfilter/xt_SECMARK.c).
public final class Secmark implements TargetKind {
  private static final Option<String> CONTEXT =
      Option.of("selctx", Values.string(0, 255)).mandatory();

  @Override
  public String name() {
    return "SECMARK";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(CONTEXT);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Labelled(chosen.required(CONTEXT));
  }

  record Labelled(String context) implements SecurityTarget {
    @Override
    public String name() {
      return "SECMARK";
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --selctx ").append(context);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" SECMARK selctx ").append(context);
    }
  }
}
