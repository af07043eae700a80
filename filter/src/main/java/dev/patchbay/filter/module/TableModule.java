package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import java.util.List;

/// The module of one table of one family: `iptable_filter`. It goes only when its table is used
/// nowhere.
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

  @Override
  public final void unload(Machine machine) throws NetlinkException {
    for (Netns netns : machine.namespaces()) {
      if (kind == TableKind.NAT && Tables.of(netns).find(family, kind) != null) {
        throw new NetlinkException(Errno.EBUSY);
      }
    }
  }

  @Override
  public final void leave(Netns netns) {
    Tables.of(netns).remove(family, kind);
  }
}
