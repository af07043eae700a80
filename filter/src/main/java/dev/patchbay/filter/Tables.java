package dev.patchbay.filter;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// The tables of a namespace, each made when it is first asked for: a namespace that nobody filters
/// pays nothing.
public final class Tables implements NetnsPart {
  private static final Key<Tables> KEY = new Key<>(Tables::new);

  private final Netns netns;
  private final List<Table> tables = new ArrayList<>();

  private Tables(Netns netns) {
    this.netns = netns;
  }

  public static Tables of(Netns netns) {
    return netns.part(KEY);
  }

  /// The table, made on first use; its module is loaded.
  public Table obtain(Family family, TableKind kind) throws NetlinkException {
    Table known = find(family, kind);
    if (known != null) {
      return known;
    }
    netns.machine().modules().loadIfKnown(family == Family.IPV4 ? "ip_tables" : "ip6_tables");
    netns.machine().modules().loadIfKnown(moduleName(family, kind));
    Table table = new Table(netns, family, kind);
    tables.addFirst(table);
    table.register(hooks(kind));
    return table;
  }

  private static String moduleName(Family family, TableKind kind) {
    return (family == Family.IPV4 ? "iptable_" : "ip6table_") + kind.word();
  }

  private static @Nullable TableHooks hooks(TableKind kind) {
    ServiceLoader<TableHooks> loader =
        ServiceLoader.load(TableHooks.class, Tables.class.getClassLoader());
    return new Catalogue<>(loader).find(kind.word() + "hooks");
  }

  /// Takes a table away, if there is one: its rules are forgotten.
  public void remove(Family family, TableKind kind) {
    Table table = find(family, kind);
    if (table != null) {
      tables.remove(table);
      table.unregister();
      table.tearDown();
    }
  }

  /// The table, or null when nobody has used it.
  public @Nullable Table find(Family family, TableKind kind) {
    for (Table table : tables) {
      if (table.family() == family && table.kind() == kind) {
        return table;
      }
    }
    return null;
  }

  /// The tables of a family that are in use, newest first (`/proc/net/ip_tables_names`).
  public List<Table> of(Family family) {
    return tables.stream().filter(table -> table.family() == family).toList();
  }

  @Override
  public void tearDown() {
    tables.forEach(Table::tearDown);
  }
}
