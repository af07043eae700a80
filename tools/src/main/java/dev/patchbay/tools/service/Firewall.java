package dev.patchbay.tools.service;

import dev.patchbay.core.Command;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The init script of `iptables` or `ip6tables`: rules live in `/etc/sysconfig/iptables`, where
/// `save` puts them and `start` finds them.
final class Firewall {
  private static final int NOT_CONFIGURED = 6;
  private static final int NOT_RUNNING = 3;

  /// Where an init script writes how a step ended.
  private static final int COLUMN = 59;

  private final Process process;
  private final Family family;
  private final String name;
  private final String data;

  Firewall(Process process, Family family) {
    this.process = process;
    this.family = family;
    name = family == Family.IPV4 ? "iptables" : "ip6tables";
    data = "/etc/sysconfig/" + name;
  }

  /// Does what `action` says and returns the exit status.
  int run(String action) throws FileException {
    return switch (action) {
      case "start" -> start();
      case "stop" -> stop();
      case "restart", "force-reload" -> restart();
      case "reload" -> tables().isEmpty() ? NOT_RUNNING : start();
      case "condrestart", "try-restart" -> tables().isEmpty() ? 0 : restart();
      case "status" -> status();
      case "panic" -> panic();
      case "save" -> save();
      default -> {
        process
            .out()
            .println(
                "Usage: " + name + " {start|stop|reload|restart|condrestart|status|panic|save}");
        yield 2;
      }
    };
  }

  private int restart() throws FileException {
    stop();
    return start();
  }

  private int start() throws FileException {
    if (!process.files().exists(data)) {
      return NOT_CONFIGURED;
    }
    OpenFile rules = process.files().open(data, OpenMode.READ, 0);
    try {
      boolean done = execute(rules, null, name + "-restore") == 0;
      return step("Applying firewall rules: ", done);
    } finally {
      rules.close();
    }
  }

  private int stop() throws FileException {
    List<TableKind> tables = tables();
    if (tables.isEmpty()) {
      return 0;
    }
    boolean done = policies(tables, "ACCEPT");
    step("Setting chains to policy ACCEPT: " + words(tables) + " ", done);
    step("Flushing firewall rules: ", flush(tables));
    return step("Unloading modules: ", unload(tables));
  }

  private int panic() throws FileException {
    flush(tables());
    // iptables refuses it of nat, which is no place to filter.
    List<TableKind> tables = tables().stream().filter(table -> table != TableKind.NAT).toList();
    boolean done = policies(tables, "DROP");
    return step("Setting chains to policy DROP: " + words(tables) + " ", done);
  }

  private int save() throws FileException {
    if (tables().isEmpty()) {
      return NOT_CONFIGURED;
    }
    if (process.files().exists(data)) {
      process.files().rename(data, data + ".save");
    }
    OpenFile rules = process.files().open(data, OpenMode.WRITE, 0600);
    try {
      boolean done = execute(null, rules, name + "-save") == 0;
      return step("Saving firewall rules to " + data + ": ", done);
    } finally {
      rules.close();
    }
  }

  private int status() throws FileException {
    List<TableKind> tables = tables();
    if (tables.isEmpty()) {
      process.out().println(name + ": Firewall is not running.");
      return NOT_RUNNING;
    }
    for (TableKind table : tables) {
      process.out().println("Table: " + table.word());
      process.flush();
      execute(null, null, name, "-t", table.word(), "--list", "-n", "--line-numbers");
      process.out().println("");
    }
    return 0;
  }

  // ---- what the steps are made of

  /// The tables of the namespace that are in use, as the kernel lists them.
  private List<TableKind> tables() {
    return Tables.of(process.netns()).of(family).stream().map(Table::kind).toList();
  }

  private static String words(List<TableKind> tables) {
    return String.join(" ", tables.stream().map(TableKind::word).toList());
  }

  private boolean policies(List<TableKind> tables, String policy) throws FileException {
    boolean done = true;
    for (TableKind table : tables) {
      for (HookPoint chain : table.points()) {
        done &= execute(null, null, name, "-t", table.word(), "-P", chain.name(), policy) == 0;
      }
    }
    return done;
  }

  private boolean flush(List<TableKind> tables) throws FileException {
    boolean done = true;
    for (TableKind table : tables) {
      for (String order : List.of("-F", "-X", "-Z")) {
        done &= execute(null, null, name, "-t", table.word(), order) == 0;
      }
    }
    return done;
  }

  private boolean unload(List<TableKind> tables) throws FileException {
    boolean done = true;
    String prefix = family == Family.IPV4 ? "iptable_" : "ip6table_";
    for (TableKind table : tables) {
      done &= execute(null, null, "modprobe", "-r", prefix + table.word()) == 0;
    }
    return done;
  }

  /// Says how a step ended; returns the script's exit status.
  private int step(String what, boolean done) throws FileException {
    String line = "%-" + COLUMN + "s%s";
    String text = (name + ": " + what).stripTrailing();
    process.out().println(line.formatted(text, done ? "[  OK  ]" : "[FAILED]"));
    return done ? 0 : 1;
  }

  /// Runs a program to its end, with other files for its standard input and output where given.
  private int execute(@Nullable OpenFile in, @Nullable OpenFile out, String... words)
      throws FileException {
    process.flush();
    Command program = process.machine().processes().programs().find(process, words[0]);
    if (program == null) {
      throw new CommandException(1, name + ": " + words[0] + ": command not found");
    }
    Process child = process.fork();
    if (in != null) {
      child.descriptors().set(0, in.share());
    }
    if (out != null) {
      child.descriptors().set(1, out.share());
    }
    return child.start(true, program, List.of(words)).await();
  }
}
