package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;

/// Reads the words of mirred behind its direction.
final class MirredWords {
  private final Args args;
  private final Netns netns;
  private final boolean egress;
  private boolean redirects;
  private int index;

  MirredWords(Args args, Netns netns, boolean egress) {
    this.args = args;
    this.netns = netns;
    this.egress = egress;
  }

  Parsed read() {
    NetDevice device = device();
    int control = redirects ? Control.STOLEN : Control.read(args, Control.PIPE);
    int after = ActionWords.index(args);
    return new Parsed(
        new Mirred.Said(egress, redirects, device, control), after == 0 ? index : after);
  }

  /// Reads up to the device.
  private NetDevice device() {
    while (true) {
      String word = args.next();
      switch (word) {
        case "redirect" -> redirects = true;
        case "mirror" -> redirects = false;
        case "index" -> index = (int) args.u32("index");
        case "dev" -> {
          String name = args.next();
          NetDevice device = netns.device(name);
          if (device == null) {
            throw new CommandException(1, "Cannot find device \"" + name + "\"");
          }
          return device;
        }
        default -> throw Args.incomplete();
      }
    }
  }
}
