package dev.patchbay.tools.kmod;

import dev.patchbay.core.Command;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Modules;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `modprobe MODULE NAME=VALUE…`: loads a module and what it needs; `-r` removes it.
public final class Modprobe implements Command {
  private static final String USAGE =
      """
      Usage:
      \tmodprobe [options] [-i] [-b] modulename
      \tmodprobe [options] -a [-i] [-b] modulename [modulename...]
      \tmodprobe [options] -r [-i] modulename
      \tmodprobe [options] -r -a [-i] modulename [modulename...]
      \tmodprobe [options] -c
      \tmodprobe [options] --dump-modversions filename
      Management Options:
      \t-a, --all                   Consider every non-argument to
      \t                            be a module name to be inserted
      \t                            or removed (-r)
      \t-r, --remove                Remove modules instead of inserting
      \t    --remove-dependencies   Deprecated: use --remove-holders
      \t    --remove-holders        Also remove module holders (use together with -r)
      \t-w, --wait <MSEC>           When removing a module, wait up to MSEC for
      \t                            module's refcount to become 0 so it can be
      \t                            removed (use together with -r)
      \t    --first-time            Fail if module already inserted or removed
      \t-i, --ignore-install        Ignore install commands
      \t-i, --ignore-remove         Ignore remove commands
      \t-b, --use-blacklist         Apply blacklist to resolved alias.
      \t-f, --force                 Force module insertion or removal.
      \t                            implies --force-modversions and
      \t                            --force-vermagic
      \t    --force-modversion      Ignore module's version
      \t    --force-vermagic        Ignore module's version magic

      Query Options:
      \t-R, --resolve-alias         Only lookup and print alias and exit
      \t-D, --show-depends          Only print module dependencies and exit
      \t-c, --showconfig            Print out known configuration and exit
      \t-c, --show-config           Same as --showconfig
      \t    --show-modversions      Dump module symbol version and exit
      \t    --dump-modversions      Same as --show-modversions
      \t    --show-exports          Only print module exported symbol versions and exit

      General Options:
      \t-n, --dry-run               Do not execute operations, just print out
      \t-n, --show                  Same as --dry-run
      \t-C, --config=FILE           Use FILE instead of default search paths
      \t-d, --dirname=DIR           Use DIR as filesystem root for /lib/modules
      \t-S, --set-version=VERSION   Use VERSION instead of `uname -r`
      \t-s, --syslog                print to syslog, not stderr
      \t-q, --quiet                 disable messages
      \t-v, --verbose               enables more messages
      \t-V, --version               show version
      \t-h, --help                  show this help
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("all", GetOpt.Long.flag("a"));
    LONGS.put("remove", GetOpt.Long.flag("r"));
    LONGS.put("remove-dependencies", GetOpt.Long.flag("holders"));
    LONGS.put("remove-holders", GetOpt.Long.flag("holders"));
    LONGS.put("wait", GetOpt.Long.with("w"));
    LONGS.put("resolve-alias", GetOpt.Long.flag("R"));
    LONGS.put("first-time", GetOpt.Long.flag("first"));
    LONGS.put("ignore-install", GetOpt.Long.flag("i"));
    LONGS.put("ignore-remove", GetOpt.Long.flag("i"));
    LONGS.put("use-blacklist", GetOpt.Long.flag("b"));
    LONGS.put("force", GetOpt.Long.flag("f"));
    LONGS.put("force-modversion", GetOpt.Long.flag("f"));
    LONGS.put("force-vermagic", GetOpt.Long.flag("f"));
    LONGS.put("show-depends", GetOpt.Long.flag("D"));
    LONGS.put("showconfig", GetOpt.Long.flag("c"));
    LONGS.put("show-config", GetOpt.Long.flag("c"));
    LONGS.put("dry-run", GetOpt.Long.flag("n"));
    LONGS.put("show", GetOpt.Long.flag("n"));
    LONGS.put("config", GetOpt.Long.with("C"));
    LONGS.put("dirname", GetOpt.Long.with("d"));
    LONGS.put("set-version", GetOpt.Long.with("S"));
    LONGS.put("syslog", GetOpt.Long.flag("s"));
    LONGS.put("quiet", GetOpt.Long.flag("q"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("help", GetOpt.Long.flag("h"));
  }

  /// A module cannot be loaded or removed; the text says why.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /// One run, with what its options say.
  private record Run(Process process, Set<String> letters, String directory) {
    boolean has(String letter) {
      return letters.contains(letter);
    }

    Modules modules() {
      return process.machine().modules();
    }
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("modprobe", "arw:RibfDcnC:d:S:sqvVh", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return 1;
    }
    Set<String> letters =
        given.options().stream().map(GetOpt.Option::letter).collect(Collectors.toSet());
    if (letters.contains("h") || letters.contains("V")) {
      process.out().print(letters.contains("h") ? USAGE : Kmod.VERSION);
      return 0;
    }
    Run run = new Run(process, letters, directory(given));
    if (letters.contains("c")) {
      process.out().print("options bonding max_bonds=0\noptions dummy numdummies=0\n");
      return 0;
    }
    if (given.operands().isEmpty()) {
      process.complain("modprobe: ERROR: missing parameters. See -h.");
      return 1;
    }
    return all(run, given.operands());
  }

  private static String directory(GetOpt given) {
    String root = "";
    String release = Machine.KERNEL_RELEASE;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "d" -> root = option.value();
        case "S" -> release = option.value();
        default -> {}
      }
    }
    return root + "/lib/modules/" + release;
  }

  private static int all(Run run, List<String> words) throws FileException {
    boolean remove = run.has("r");
    boolean many = remove || run.has("a");
    List<String> names = many ? words : words.subList(0, 1);
    String extra = many ? "" : String.join(" ", words.subList(1, words.size()));
    int status = 0;
    for (String name : names) {
      try {
        if (remove) {
          remove(run, name);
        } else {
          load(run, name, extra, many ? "WARNING: " : "FATAL: ");
        }
      } catch (Refused refused) {
        status = 1;
        if (!run.has("q") && !run.has("s")) {
          run.process().complain("modprobe: " + refused.getMessage());
        }
      }
    }
    return status;
  }

  // ---- loading

  private static KernelModule find(Run run, String name, String refusal) throws Refused {
    boolean here = run.directory().equals(Kmod.MODULES);
    KernelModule module = here ? run.modules().find(name) : null;
    if (module == null) {
      throw new Refused(refusal);
    }
    return module;
  }

  private static void load(Run run, String name, String extra, String level)
      throws Refused, FileException {
    KernelModule module =
        find(run, name, level + "Module " + name + " not found in directory " + run.directory());
    if (run.has("R")) {
      run.process().out().print(module.name() + "\n");
      return;
    }
    boolean isThere = run.modules().isLoaded(module.name());
    if (run.has("D")) {
      print(run, module, extra, true);
      return;
    }
    if (isThere) {
      if (run.has("first")) {
        throw new Refused("ERROR: could not insert '" + name + "': Module already in kernel");
      }
      return;
    }
    if (run.has("v")) {
      print(run, module, extra, false);
    }
    if (!run.has("n")) {
      insert(run, module, extra);
    }
  }

  /// Prints how the module and what it needs would be inserted.
  private static void print(Run run, KernelModule module, String extra, boolean all)
      throws FileException {
    for (KernelModule one : Kmod.chain(run.process().machine(), module)) {
      if (all || !run.modules().isLoaded(one.name())) {
        String own = one == module ? extra : "";
        String options = Kmod.OPTIONS.getOrDefault(one.name(), "");
        String blank = options.isEmpty() ? "" : " ";
        String what = one.isBuiltIn() ? "builtin " + one.name() : "insmod " + Kmod.file(one);
        run.process().out().print(what + " " + options + blank + own + "\n");
      }
    }
  }

  private static void insert(Run run, KernelModule module, String extra) throws Refused {
    Map<String, String> parameters = new LinkedHashMap<>();
    String options = Kmod.OPTIONS.getOrDefault(module.name(), "");
    for (String option : (options + " " + extra).strip().split("\\s+", -1)) {
      int equals = option.indexOf('=');
      parameters.put(
          equals < 0 ? option : option.substring(0, equals),
          equals < 0 ? "" : option.substring(equals + 1));
    }
    try {
      run.modules().load(module.name(), parameters);
    } catch (NetlinkException e) {
      throw new Refused("ERROR: could not insert '" + module.name() + "': " + e.errno().text());
    }
  }

  // ---- removing

  private static void remove(Run run, String name) throws Refused, FileException {
    KernelModule module = find(run, name, "FATAL: Module " + name + " not found.");
    if (module.isBuiltIn()) {
      throw new Refused("FATAL: Module " + name + " is builtin.");
    }
    if (!run.modules().isLoaded(module.name())) {
      if (run.has("first")) {
        throw new Refused("FATAL: Module " + module.name() + " is not in kernel.");
      }
      return;
    }
    if (run.modules().references(module) > 0) {
      throw new Refused("FATAL: Module " + module.name() + " is in use.");
    }
    if (run.has("v")) {
      run.process().out().print("rmmod " + module.name() + "\n");
    }
    if (run.has("n")) {
      return;
    }
    removeUnused(run, module.followers());
    try {
      run.modules().unload(module.name());
    } catch (NetlinkException e) {
      throw new Refused("ERROR: could not remove '" + module.name() + "': " + e.errno().text());
    }
    removeUnused(run, module.dependencies().reversed());
  }

  /// What the module needed goes, too, when nobody needs it any more.
  private static void removeUnused(Run run, List<String> names) throws Refused, FileException {
    for (String name : names) {
      KernelModule module = run.modules().find(name);
      boolean isUnused =
          module != null
              && !module.isBuiltIn()
              && run.modules().isLoaded(name)
              && run.modules().references(module) == 0;
      if (isUnused) {
        remove(run, name);
      }
    }
  }
}
