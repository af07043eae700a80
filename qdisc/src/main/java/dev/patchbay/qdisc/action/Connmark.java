package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Gives packets the mark of their connection (net/sched/act_connmark.c).
public final class Connmark implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... connmark [zone ZONE] [CONTROL] [index <INDEX>]
      where :
      	ZONE is the conntrack zone
      	CONTROL := reclassify | pipe | drop | continue | ok |
      	           goto chain <CHAIN_INDEX>\
      """;

  private record Said(int zone, int control) implements Setting {}

  @Override
  public String name() {
    return "connmark";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    int zone = 0;
    if (args.accept("zone")) {
      zone = Tracked.zone(args, name());
    } else if (args.accept("help")) {
      throw new CommandException(255, USAGE);
    }
    int control = Control.read(args, Control.PIPE);
    return new Parsed(
        new Said(zone, control), ActionWords.index(args, "connmark: Illegal \"index\""));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns) {
    return (packet, device, atIngress) ->
        setting instanceof Said said ? act(action, said, packet, netns) : Control.PIPE;
  }

  private static int act(Action action, Said said, Packet packet, Netns netns) {
    Connection connection = Tracked.of(packet, netns, said.zone);
    if (connection != null) {
      packet.mark(connection.mark());
      // The kernel counts here how often it found one.
      action.statistics().overlimits++;
    }
    return said.control;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), " ");
    if (action.setting() instanceof Said said) {
      out.number("zone", "zone ", said.zone, "");
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }
}
