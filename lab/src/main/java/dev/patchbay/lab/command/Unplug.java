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
    boolean remove = args.hasNext() && Args.matches(args.next(), "remove");
    if (!remove && args.remaining() == 0 && nic.end() == null) {
      throw new CommandException(Places.REFUSED, "Error: " + nic.place() + " is not plugged in.");
    }
    if (args.hasNext()) {
      throw Usage.garbage("unplug", args.next());
    }
    if (remove) {
      places.segments().remove(nic);
    } else {
      places.segments().unplug(nic);
    }
    return 0;
  }
}
