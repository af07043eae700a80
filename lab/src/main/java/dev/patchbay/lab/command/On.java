package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.machine.Home;
import java.util.List;

/// `on MACHINE COMMAND…`: runs a command on another machine, without any network.
public final class On implements Command {
  @Override
  public int run(Process process, Args args) {
    if (!args.hasNext() || args.accept("-h") || args.accept("--help")) {
      throw Usage.of("on");
    }
    String name = args.next();
    Home home = new Places(process).machines().find(name);
    if (home == null && name.equals("help")) {
      throw Usage.of("on");
    }
    if (home == null) {
      throw new CommandException(
          RemoteShell.UNREACHABLE, "on: no machine is called \"" + name + "\"");
    }
    RemoteShell shell = new RemoteShell(process, home);
    List<String> words = args.rest();
    return words.size() > 1
        ? shell.command(words, process.directory())
        : shell.text(String.join("", words), process.directory());
  }
}
