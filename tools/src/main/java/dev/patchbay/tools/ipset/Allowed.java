package dev.patchbay.tools.ipset;

import dev.patchbay.filter.set.Entry;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Refuses ranges where a command takes none, and what is missing.
final class Allowed {
  private Allowed() {}

  static void check(Action action, TypeSyntax type, @Nullable Family family, Entry entry) {
    TypeSyntax.Ranges ranges = action == Action.TEST ? type.ask() : type.change();
    String what = null;
    if (entry.ipTo != null && !ranges.addresses()) {
      what = "FROM-TO IP";
    } else if (entry.cidr != Entry.ABSENT && !ranges.prefix()) {
      what = "IP/CIDR";
    } else if (entry.portTo != Entry.ABSENT && !ranges.ports()) {
      what = "FROM-TO port";
    }
    if (what != null) {
      throw Failure.other(
          what
              + " range is not allowed in command "
              + action.word()
              + " with set type "
              + type.word()
              + " and family "
              + (family == null ? "unspec" : family == Family.IPV4 ? "inet" : "inet6"));
    }
  }
}
