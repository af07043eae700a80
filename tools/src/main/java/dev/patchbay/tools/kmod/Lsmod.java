package dev.patchbay.tools.kmod;

import dev.patchbay.core.Command;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Modules;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `lsmod`: the modules that are loaded, the newest first.
public final class Lsmod implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    if (args.hasNext()) {
      process.complain("Usage: lsmod");
      return 1;
    }
    StringBuilder text = new StringBuilder("Module                  Size  Used by\n");
    Modules modules = process.machine().modules();
    for (KernelModule module : modules.loaded().reversed()) {
      if (!module.isBuiltIn()) {
        List<String> holders = modules.holders(module);
        text.append(
            "%-19s %8d  %d".formatted(module.name(), module.size(), modules.references(module)));
        text.append(holders.isEmpty() ? "" : " " + String.join(",", holders)).append('\n');
      }
    }
    process.out().print(text);
    return 0;
  }
}
