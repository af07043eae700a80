package dev.patchbay.tools.kmod;

import dev.patchbay.core.Command;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Modules;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `rmmod MODULE…`: removes modules.
public final class Rmmod implements Command {
  private static final String USAGE =
      """
      Usage:
      \trmmod [options] modulename ...
      Options:
      \t-f, --force       forces a module unload and may crash your
      \t                  machine. This requires Forced Module Removal
      \t                  option in your kernel. DANGEROUS
      \t-s, --syslog      print to syslog, not stderr
      \t-v, --verbose     enables more messages
      \t-V, --version     show version
      \t-h, --help        show this help
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("force", GetOpt.Long.flag("f"));
    LONGS.put("syslog", GetOpt.Long.flag("s"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("help", GetOpt.Long.flag("h"));
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("rmmod", "fsvVwh", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return 1;
    }
    boolean quiet = false;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "h" -> {
          process.out().print(USAGE);
          return 0;
        }
        case "V" -> {
          process.out().print(Kmod.VERSION);
          return 0;
        }
        case "s" -> quiet = true;
        default -> {}
      }
    }
    if (given.operands().isEmpty()) {
      process.complain("rmmod: ERROR: missing module name.");
      return 1;
    }
    int status = 0;
    for (String name : given.operands()) {
      String refusal = remove(process.machine().modules(), name);
      if (refusal != null) {
        status = 1;
        if (!quiet) {
          process.complain("rmmod: ERROR: " + refusal);
        }
      }
    }
    return status;
  }

  /// Removes a module; returns the refusal, or null.
  private static @Nullable String remove(Modules modules, String word) {
    String name = word.replace('-', '_');
    KernelModule module = modules.find(name);
    if (module == null || !modules.isLoaded(module.name())) {
      return "Module " + name + " is not currently loaded";
    }
    if (module.isBuiltIn()) {
      return "Module " + name + " is builtin.";
    }
    List<String> holders = modules.holders(module);
    if (!holders.isEmpty()) {
      return "Module " + name + " is in use by: " + String.join(" ", holders);
    }
    if (modules.references(module) > 0) {
      return "Module " + name + " is in use";
    }
    try {
      modules.unload(module.name());
      return null;
    } catch (NetlinkException e) {
      return "could not remove module " + name + ": " + e.errno().text();
    }
  }
}
