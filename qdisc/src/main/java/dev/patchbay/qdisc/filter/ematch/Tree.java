package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import java.util.List;

/// Matches joined by `and` and `or`, from left to right (`tcf_em_tree`): the first that settles the
/// rest ends it, whatever stands behind.
record Tree(List<Term> terms) implements Ematch {
  /// How a term is joined to the next one.
  enum Relation {
    END,
    AND,
    OR
  }

  /// A match, or what is none.
  record Term(Ematch match, boolean inverted, Relation relation) {}

  @Override
  public boolean matches(Packet packet, NetDevice device) {
    boolean result = false;
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      result = term.match.matches(packet, device) != term.inverted;
      if (term.relation == (result ? Relation.OR : Relation.AND)) {
        return result;
      }
    }
    return result;
  }

  @Override
  public String text(int depth) {
    String indent = "  ".repeat(depth);
    StringBuilder text = new StringBuilder(indent);
    for (Term term : terms) {
      text.append(term.inverted ? "NOT " : "");
      if (term.match instanceof Tree inner) {
        text.append("(\n").append(inner.text(depth + 1)).append(indent).append(") ");
      } else {
        text.append(term.match.text(depth)).append('\n');
      }
      if (term.relation != Relation.END) {
        text.append(indent).append(term.relation.name()).append(' ');
      }
    }
    return text.toString();
  }
}
