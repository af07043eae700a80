package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.lab.machine.Home;
import dev.patchbay.tools.iproute.Keywords;
import java.util.List;

/// `machine { add | del | show | help }`: the machines of the lab.
public final class Machine implements Command {
  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "list", "lst", "help");

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read("machine", args);
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("machine", word);
    }
    Places places = new Places(process);
    try {
      switch (command) {
        case "add" -> add(places, args);
        case "delete" -> delete(places, args);
        case "help" -> throw Usage.of("machine");
        default -> show(process, places, options, args);
      }
    } catch (NetlinkException e) {
      throw Places.refusal(e);
    }
    return 0;
  }

  private static void add(Places places, Args args) throws NetlinkException {
    String name = Places.newName("machine", args);
    String hostname = name;
    while (args.hasNext()) {
      String word = args.next();
      if (!Args.matches(word, "hostname")) {
        throw Usage.garbage("machine", word);
      }
      hostname = Places.newName("host", args);
    }
    places.machines().add(name, hostname);
  }

  private static void delete(Places places, Args args) throws NetlinkException {
    Home home = places.home(args.next());
    end(args);
    places.machines().remove(home);
  }

  private static void end(Args args) {
    if (args.hasNext()) {
      throw Usage.garbage("machine", args.next());
    }
  }

  private static void show(Process process, Places places, Options options, Args args)
      throws FileException {
    List<Home> homes = args.hasNext() ? List.of(places.home(args.next())) : places.machines().all();
    end(args);
    StringBuilder text = new StringBuilder();
    Output out = new Output(text, options.output());
    MachineText machines = new MachineText(out, options, places.segments());
    out.begin();
    for (Home home : homes) {
      machines.show(home.machine(), home.machine() == process.machine());
    }
    out.end();
    process.out().print(text);
  }
}
