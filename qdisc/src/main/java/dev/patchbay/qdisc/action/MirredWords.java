package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import org.jspecify.annotations.Nullable;

/// Reads the words of mirred (`parse_direction`). Up to the device what it does not know is passed
/// over.
final class MirredWords {
  private final Args args;
  private final Netns netns;
  private boolean egress;
  private boolean ingress;
  private boolean redirects;
  private boolean mirrors;
  private boolean indexed;
  private int index;

  MirredWords(Args args, Netns netns) {
    this.args = args;
    this.netns = netns;
  }

  Parsed read() {
    NetDevice device = device();
    int control = mirrors ? Control.read(args, Control.PIPE) : Control.STOLEN;
    String next = args.peek();
    if (indexed && next != null && Args.matches(next, "index")) {
      throw refused("mirred: Illegal double index");
    }
    int behind = ActionWords.index(args, "mirred: Illegal \"index\"");
    Mirred.Said said = device == null ? null : new Mirred.Said(egress, redirects, device, control);
    return new Parsed(said, indexed ? index : behind);
  }

  /// Reads up to the device, or to a number alone.
  private @Nullable NetDevice device() {
    while (true) {
      String word = args.next();
      if (!egress && Args.matches(word, "egress")) {
        egress = true;
        refuseBoth("Can't have both egress and ingress");
      } else if (!ingress && Args.matches(word, "ingress")) {
        ingress = true;
        refuseBoth("Can't have both ingress and egress");
      } else if (Args.matches(word, "index")) {
        index();
        if (!egress && !ingress) {
          return null;
        }
      } else if (!mirrors && Args.matches(word, "mirror")) {
        mirrors = true;
        refuseBoth("");
      } else if (!redirects && Args.matches(word, "redirect")) {
        redirects = true;
        refuseBoth("");
      } else if ((mirrors || redirects) && Args.matches(word, "dev")) {
        return named(args.next());
      }
    }
  }

  private void refuseBoth(String directions) {
    if (egress && ingress) {
      throw refused(directions);
    }
    if (mirrors && redirects) {
      throw refused("Can't have both mirror and redir");
    }
  }

  private void index() {
    index = (int) Numbers.u32(args.next(), 10).orElseThrow(() -> refused("Illegal \"index\""));
    indexed = true;
  }

  private NetDevice named(String name) {
    NetDevice device = netns.device(name);
    if (device == null) {
      throw refused("Cannot find device \"" + name + "\"");
    }
    return device;
  }

  private static CommandException refused(String message) {
    return new CommandException(1, message);
  }
}
