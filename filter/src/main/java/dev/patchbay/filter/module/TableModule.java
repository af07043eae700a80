package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import java.util.List;

/// The module of one table of one family: `iptable_filter`. It goes only when its table holds
/// nothing anywhere.
abstract class TableModule implements KernelModule {
  private final Family family;
  private final TableKind kind;
  private final int size;

  TableModule(Family family, TableKind kind, int size) {
    this.family = family;
    this.kind = kind;
    this.size = size;
  }

  @Override
  public final String name() {
    return (family == Family.IPV4 ? "iptable_" : "ip6table_") + kind.word();
  }

  @Override
  public final List<String> dependencies() {
    String tables = family == Family.IPV4 ? "ip_tables" : "ip6_tables";
    return kind == TableKind.NAT ? List.of("nf_nat", tables) : List.of(tables);
  }

  @Override
  public final int size() {
    return size;
  }

  /// A table with rules or chains of a user holds its module.
  @Override
  public final int users(Machine machine) {
    int users = 0;
    for (Netns netns : machine.namespaces()) {
      Table table = Tables.of(netns).find(family, kind);
      users += table != null && table.isInUse() ? 1 : 0;
    }
    return users;
  }

  @Override
  public final void leave(Netns netns) {
    Tables.of(netns).remove(family, kind);
  }
}
