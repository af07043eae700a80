package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.RandomStream;
import dev.patchbay.shell.syntax.Names;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The variables that a shell has from its start.
final class StartVariables {
  private static final long SECOND = 1_000_000_000;

  private final Shell shell;
  private final Process process;
  private final long started;

  StartVariables(Shell shell) {
    this.shell = shell;
    this.process = shell.process();
    this.started = process.loop().now();
  }

  /// Those of the environment, and the shell's own.
  void set() {
    VariableTable variables = shell.variables();
    process
        .environment()
        .forEach((name, value) -> {
          if (Names.isName(name) && !name.equals("_")) {
            variables.assign(name, value);
            variables.export(name, true);
          }
        });
    variables.assign("IFS", " \t\n");
    variables.assign("OPTIND", "1");
    variables.assign("PS4", "+ ");
    variables.assign("PWD", process.directory());
    variables.export("PWD", true);
    setVersion(variables);
    Process parent = process.parent();
    variables.assign("PPID", Integer.toString(parent == null ? 1 : parent.pid()));
    variables.assign("UID", Integer.toString(process.user()));
    variables.assign("EUID", Integer.toString(process.user()));
    variables.assign("HOSTNAME", process.machine().hostname());
    variables.assign("BASH", "/usr/bin/bash");
    setShellLevel(variables);
    compute();
  }

  private static void setVersion(VariableTable variables) {
    variables.assign("BASH_VERSION", "5.2.15(1)-release");
    List<String> parts = List.of("5", "2", "15", "1", "release", "x86_64-pc-linux-gnu");
    parts.forEach(
        part -> variables.append("BASH_VERSINFO", Integer.toString(parts.indexOf(part)), part));
    variables.set("BASH_VERSINFO", Variable.Attribute.READ_ONLY, true);
    variables.assign("HOSTTYPE", "x86_64");
    variables.assign("OSTYPE", "linux-gnu");
    variables.assign("MACHTYPE", "x86_64-pc-linux-gnu");
    variables.assign("OPTERR", "1");
  }

  private static void setShellLevel(VariableTable variables) {
    String level = variables.value("SHLVL");
    boolean number = level != null && level.matches("\\d{1,3}");
    variables.assign("SHLVL", Integer.toString(number ? Integer.parseInt(level) + 1 : 1));
    variables.export("SHLVL", true);
  }

  /// Those that are computed when they are read.
  void compute() {
    Random random = new Random(process);
    add("RANDOM", random::next, random::seed);
    long[] zero = {started};
    add(
        "SECONDS",
        () -> Long.toString((process.loop().now() - zero[0]) / SECOND),
        value -> zero[0] = process.loop().now() - seconds(value) * SECOND);
    add("LINENO", () -> Integer.toString(shell.line()), value -> {});
    add("BASHPID", () -> Integer.toString(process.pid()), value -> {});
    add("EPOCHSECONDS", () -> Long.toString(process.loop().now() / SECOND), value -> {});
    add("EPOCHREALTIME", this::epoch, value -> {});
    add("BASH_COMMAND", shell::command, value -> {});
    add("_", shell::lastWord, value -> {});
    add("SRANDOM", random::wide, value -> {});
    add("BASH_SUBSHELL", () -> Integer.toString(shell.depth()), value -> {});
    add("SHELLOPTS", shell.options()::words, value -> {});
    add("BASHOPTS", shell.options()::shoptWords, value -> {});
    VariableTable variables = shell.variables();
    variables.computeArray("PIPESTATUS", () -> texts(shell.pipeStatuses()));
    variables.computeArray("FUNCNAME", () -> calls().functions());
    variables.computeArray("BASH_SOURCE", () -> calls().sources());
    variables.computeArray("BASH_LINENO", () -> calls().lines());
    variables.computeArray("DIRSTACK", shell::directoryStack);
    variables.computeArray("GROUPS", () -> List.of("0"));
  }

  private Calls calls() {
    return new Calls(List.copyOf(shell.frames()), shell.voice());
  }

  private static List<String> texts(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  private String epoch() {
    long now = process.loop().now();
    return String.format(Locale.ROOT, "%d.%06d", now / SECOND, now % SECOND / 1000);
  }

  private static long seconds(String value) {
    return value.matches("-?\\d{1,9}") ? Long.parseLong(value) : 0;
  }

  private void add(String name, Supplier<String> value, Consumer<String> assign) {
    shell.variables().compute(name, new VariableTable.Computed(value, assign));
  }

  /// `$RANDOM`: from the lab's seed, until a script sets another one.
  private static final class Random {
    private final Process process;
    private @Nullable RandomStream stream;
    private long state;
    private boolean seeded;

    Random(Process process) {
      this.process = process;
    }

    String next() {
      if (seeded) {
        state = state * 1103515245 + 12345;
        return Long.toString((state >>> 16) & 0x7fff);
      }
      RandomStream known = stream;
      if (known == null) {
        known = process.machine().world().random("shell/" + process.pid() + "/RANDOM");
        stream = known;
      }
      return Integer.toString(known.nextInt(0x8000));
    }

    /// `$SRANDOM`: 32 bits.
    String wide() {
      RandomStream bits = process.machine().world().random("shell/" + process.pid() + "/SRANDOM");
      return Integer.toUnsignedString(bits.nextInt(Integer.MAX_VALUE) * 2);
    }

    void seed(String value) {
      state = value.hashCode();
      seeded = true;
    }
  }
}
