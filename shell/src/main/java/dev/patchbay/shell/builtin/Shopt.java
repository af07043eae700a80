package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `shopt [-pqsu] [-o] [name…]`.
final class Shopt implements Builtin {
  private static final String USAGE = "shopt: usage: shopt [-pqsu] [-o] [optname ...]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "pqsuo", USAGE);
    if (flags.has('s') && flags.has('u')) {
      throw new CommandException(1, "cannot set and unset shell options simultaneously");
    }
    boolean sets = flags.has('s') || flags.has('u');
    if (flags.operands().isEmpty()) {
      for (String name : names(flags.has('o'))) {
        if (!sets || isOn(shell, flags, name) == flags.has('s')) {
          show(shell, flags, name);
        }
      }
      return 0;
    }
    int status = 0;
    for (String name : flags.operands()) {
      if (!names(flags.has('o')).contains(name)) {
        String what = flags.has('o') ? "invalid option name" : "invalid shell option name";
        shell.complain("shopt: " + name + ": " + what);
        status = 1;
      } else if (sets) {
        set(shell, flags, name);
      } else {
        status = isOn(shell, flags, name) ? status : 1;
        show(shell, flags, name);
      }
    }
    return status;
  }

  private static List<String> names(boolean ofSet) {
    return ofSet
        ? Stream.of(Option.values()).map(Option::word).sorted(Comparator.naturalOrder()).toList()
        : Stream.of(ShellOption.values()).map(ShellOption::word).toList();
  }

  private static boolean isOn(Shell shell, Flags flags, String name) {
    Option option = flags.has('o') ? Option.of(name) : null;
    ShellOption own = ShellOption.of(name);
    return option == null ? own != null && shell.has(own) : shell.has(option);
  }

  private static void set(Shell shell, Flags flags, String name) {
    Option option = flags.has('o') ? Option.of(name) : null;
    ShellOption own = ShellOption.of(name);
    if (option != null) {
      shell.set(option, flags.has('s'));
    } else if (own != null) {
      shell.set(own, flags.has('s'));
    }
  }

  private static void show(Shell shell, Flags flags, String name) throws FileException {
    if (flags.has('q')) {
      return;
    }
    boolean on = isOn(shell, flags, name);
    if (!flags.has('p')) {
      shell.print("%-15s\t%s\n".formatted(name, on ? "on" : "off"));
    } else if (flags.has('o')) {
      shell.print("set " + (on ? "-o " : "+o ") + name + "\n");
    } else {
      shell.print("shopt " + (on ? "-s " : "-u ") + name + "\n");
    }
  }
}
