package dev.patchbay.tools.kmod;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the commands of kmod share.
final class Kmod {
  static final String VERSION = "kmod version 30\n+ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n";

  static final String MODULES = "/lib/modules/" + Machine.KERNEL_RELEASE;

  /// What `/lib/modprobe.d/systemd.conf` says.
  static final Map<String, String> OPTIONS =
      Map.of("dummy", "numdummies=0", "bonding", "max_bonds=0");

  private Kmod() {}

  /// Where the module's file would lie.
  static String file(KernelModule module) {
    return MODULES + "/" + module.path();
  }

  /// The module and what it needs, in the order of loading.
  static List<KernelModule> chain(Machine machine, KernelModule module) {
    List<KernelModule> chain = new ArrayList<>();
    for (String name : module.dependencies()) {
      KernelModule needed = machine.modules().find(name);
      if (needed != null) {
        chain.addAll(chain(machine, needed));
      }
    }
    chain.add(module);
    return chain;
  }
}
