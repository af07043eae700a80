package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.segment.Nic;

/// `unplug [MACHINE:]NIC`: takes a machine off a segment.
public final class Unplug implements Command {
  @Override
  public int run(Process process, Args args) {
    if (!args.hasNext() || args.accept("help") || args.accept("-h") || args.accept("--help")) {
      throw Usage.of("unplug");
    }
    Places places = new Places(process);
    Nic nic = places.nic(args.next());
    boolean remove = false;
    while (args.hasNext()) {
      String word = args.next();
      if (!Args.matches(word, "remove")) {
        throw Usage.garbage("unplug", word);
      }
      remove = true;
    }
    if (!remove && nic.end() == null) {
      throw new CommandException(Places.REFUSED, "Error: " + nic.place() + " is not plugged in.");
    }
    if (remove) {
      places.segments().remove(nic);
    } else {
      places.segments().unplug(nic);
    }
    return 0;
  }
}
