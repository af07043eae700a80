package dev.patchbay.filter;

import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;

/// How a table is put at its hooks, where not simply by [Traversal]s: found by the class name
/// `NameHooks` for the table NAME (`NatHooks`: only the first packet of a connection is shown to
/// the table `nat`).
public interface TableHooks {
  /// What stands at one of the table's hooks.
  HookFunction function(Table table, HookPoint point);
}
