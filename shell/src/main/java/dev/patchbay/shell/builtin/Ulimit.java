package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayList;
import java.util.List;

/// `ulimit [-SHa] [-letter] [limit]`: a lab limits nothing; what is asked for is accepted.
final class Ulimit implements Builtin {
  private static final String USAGE = "ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]";

  /// A resource: its letter, what it is called, its unit and its value.
  private record Resource(char letter, String name, String unit, String value) {
    String line() {
      String what = "(" + (unit.isEmpty() ? "" : unit + ", ") + "-" + letter + ") ";
      return "%-20s %20s%s\n".formatted(name, what, value);
    }
  }

  private static final List<Resource> RESOURCES =
      List.of(
          new Resource('R', "real-time non-blocking time", "microseconds", "unlimited"),
          new Resource('c', "core file size", "blocks", "0"),
          new Resource('d', "data seg size", "kbytes", "unlimited"),
          new Resource('e', "scheduling priority", "", "0"),
          new Resource('f', "file size", "blocks", "unlimited"),
          new Resource('i', "pending signals", "", "unlimited"),
          new Resource('l', "max locked memory", "kbytes", "unlimited"),
          new Resource('m', "max memory size", "kbytes", "unlimited"),
          new Resource('n', "open files", "", "1024"),
          new Resource('p', "pipe size", "512 bytes", "8"),
          new Resource('q', "POSIX message queues", "bytes", "819200"),
          new Resource('r', "real-time priority", "", "0"),
          new Resource('s', "stack size", "kbytes", "8192"),
          new Resource('t', "cpu time", "seconds", "unlimited"),
          new Resource('u', "max user processes", "", "unlimited"),
          new Resource('v', "virtual memory", "kbytes", "unlimited"),
          new Resource('x', "file locks", "", "unlimited"));

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "SHaRcdefilmnpqrstuvx", USAGE);
    List<Resource> meant = new ArrayList<>();
    for (Resource resource : RESOURCES) {
      if (flags.has(resource.letter) || flags.has('a')) {
        meant.add(resource);
      }
    }
    if (meant.isEmpty()) {
      RESOURCES.stream().filter(resource -> resource.letter == 'f').forEach(meant::add);
    }
    if (!flags.operands().isEmpty()) {
      String limit = flags.operands().getFirst();
      if (!limit.matches("\\d{1,18}|unlimited|soft|hard")) {
        throw new CommandException(
            shell.wording().status(1),
            shell.wording() == Wording.DASH ? "bad number" : limit + ": invalid number");
      }
      return 0;
    }
    for (Resource resource : meant) {
      shell.print(meant.size() > 1 ? resource.line() : resource.value + "\n");
    }
    return 0;
  }
}
