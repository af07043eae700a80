package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes bytes of packets (net/sched/act_pedit.c).
public final class Pedit implements ActionKind {
  private record Said(List<PeditKey> keys, int control) implements Setting {}

  @Override
  public String name() {
    return "pedit";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    List<PeditKey> keys = new PeditWords(args).read();
    int control = Control.read(args, Control.OK);
    return new Parsed(new Said(keys, control), ActionWords.index(args, "Pedit: Illegal \"index\""));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns) {
    return (packet, device, atIngress) ->
        setting instanceof Said said ? act(action, said, packet) : Control.PIPE;
  }

  private static int act(Action action, Said said, Packet packet) {
    for (int i = 0; i < said.keys.size(); i++) {
      if (!said.keys.get(i).apply(packet)) {
        action.statistics().overlimits++;
        break;
      }
    }
    return said.control;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", " ", name(), " ");
    if (action.setting() instanceof Said said) {
      Control.show(out, "action ", said.control, " ");
      out.number("nkeys", "keys ", said.keys.size(), "");
      out.text("\n ");
      out.number("index", "\t index ", action.index(), "");
      action.showHolders(page, " ref ", "");
      out.openArray("keys");
      for (int i = 0; i < said.keys.size(); i++) {
        said.keys.get(i).show(i, out);
      }
      out.closeArray();
    }
    out.text("\n");
  }
}
