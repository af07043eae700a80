package dev.patchbay.filter;

/// How a table is put at its hooks, where not simply by [Traversal]s: found by the class name
/// `NameHooks` for the table NAME (`NatHooks`: only the first packet of a connection is shown to
/// the table `nat`).
public interface TableHooks {
  /// The table is new in its namespace.
  void enter(Table table);
}
