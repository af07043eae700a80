package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.StringJoiner;

/// `uname [-asnrvmpio]`: the kernel that a lab behaves as.
public final class Uname implements Command {
  private static final String RELEASE = Machine.KERNEL_RELEASE;
  private static final String VERSION = "#1 patchbay";

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "a|all s|kernel-name n|nodename r|kernel-release v|kernel-version m|machine "
                    + "p|processor i|hardware-platform o|operating-system")
            .parse(args.rest());
    Program program = new Program(process);
    if (!options.operands().isEmpty()) {
      throw program.usage(1, "extra operand '" + options.operands().getFirst() + "'");
    }
    boolean all = options.has("all");
    StringJoiner shown = new StringJoiner(" ");
    add(shown, all || options.options().isEmpty() || options.has("kernel-name"), "Linux");
    add(shown, all || options.has("nodename"), process.machine().hostname());
    add(shown, all || options.has("kernel-release"), RELEASE);
    add(shown, all || options.has("kernel-version"), VERSION);
    add(shown, all || options.has("machine"), "x86_64");
    add(shown, options.has("processor"), "unknown");
    add(shown, options.has("hardware-platform"), "unknown");
    add(shown, all || options.has("operating-system"), "GNU/Linux");
    program.print(shown + "\n");
    return 0;
  }

  private static void add(StringJoiner to, boolean wanted, String text) {
    if (wanted) {
      to.add(text);
    }
  }
}
