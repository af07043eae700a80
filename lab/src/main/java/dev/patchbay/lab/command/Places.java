package dev.patchbay.lab.command;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.device.segment.Nic;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.Segments;
import dev.patchbay.lab.machine.Home;
import dev.patchbay.lab.machine.Machines;
import java.util.regex.Pattern;

/// What the words of the commands mean in the lab of a process: machines, segments, NICs.
final class Places {
  /// As a kernel's refusal ends `ip`.
  static final int REFUSED = 2;

  /// As wrong words end `ip`.
  static final int WRONG = 255;

  private static final int MISSING = 1;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  private final Process process;

  Places(Process process) {
    this.process = process;
  }

  private World world() {
    return process.machine().world();
  }

  Machines machines() {
    return world().part(Machines.KEY);
  }

  Segments segments() {
    return world().part(Segments.KEY);
  }

  /// Takes the name of what is to be made: a `what`.
  static String newName(String what, Args args) {
    String word = args.next();
    if (!NAME.matcher(word).matches()) {
      throw Args.invarg("\"name\" not a valid " + what + " name", word);
    }
    return word;
  }

  /// The machine of this name.
  Home home(String name) {
    Home home = machines().find(name);
    if (home == null) {
      throw new CommandException(MISSING, "Cannot find machine \"" + name + "\"");
    }
    return home;
  }

  /// The segment of this name.
  Segment segment(String name) {
    Segment segment = segments().find(name);
    if (segment == null) {
      throw new CommandException(MISSING, "Cannot find segment \"" + name + "\"");
    }
    return segment;
  }

  /// A NIC that may not be there yet.
  record Place(Machine machine, String nic) {}

  /// Reads `MACHINE:NIC`; without a machine it is that of the process.
  Place place(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      return new Place(process.machine(), word);
    }
    String machine = word.substring(0, colon);
    return new Place(home(machine).machine(), word.substring(colon + 1));
  }

  /// The NIC of this place.
  Nic nic(String word) {
    Place place = place(word);
    Nic nic = segments().nic(place.machine(), place.nic());
    if (nic == null) {
      throw new CommandException(
          MISSING, "Cannot find NIC \"" + place.machine().name() + ":" + place.nic() + "\"");
    }
    return nic;
  }

  /// What the user is told of a refusal.
  static CommandException refusal(NetlinkException e) {
    String extended = e.extended();
    return new CommandException(
        REFUSED,
        extended == null
            ? "Error: " + e.errno().text() + "."
            : "Error: " + extended + (extended.endsWith(".") ? "" : "."));
  }
}
