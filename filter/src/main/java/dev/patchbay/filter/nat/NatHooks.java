package dev.patchbay.filter.nat;

import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableHooks;
import dev.patchbay.packet.Family;

/// Puts the table `nat` behind the translation at its hooks: its rules see the first packet of a
/// connection, the translation sees all.
public final class NatHooks implements TableHooks {
  @Override
  public void enter(Table table) {
    Nat nat = Nat.of(table.netns());
    HookFamily family = table.family() == Family.IPV4 ? HookFamily.IPV4 : HookFamily.IPV6;
    for (HookPoint point : table.kind().points()) {
      Hook hook = table.netns().hook(family, point);
      hook.add(table.kind().priority(point), nat.function(table.family(), table.traversal(point)));
    }
  }
}
