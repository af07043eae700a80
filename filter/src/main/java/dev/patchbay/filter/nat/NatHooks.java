package dev.patchbay.filter.nat;

import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableHooks;

/// Puts the table `nat` behind the translation at its hooks: its rules see the first packet of a
/// connection, the translation sees all.
public final class NatHooks implements TableHooks {
  @Override
  public HookFunction function(Table table, HookPoint point) {
    return Nat.of(table.netns()).translation(table.family(), point, table.traversal(point));
  }
}
