package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Gives packets outer addresses for a tunnel that asks each where it goes, or takes away what they
/// have (net/sched/act_tunnel_key.c).
public final class TunnelKey implements ActionKind {
  @Override
  public String name() {
    return "tunnel_key";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    TunnelSetting setting = new TunnelWords(args).read();
    return new Parsed(setting, ActionWords.index(args, "tunnel_key: Illegal \"index\""));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (setting instanceof TunnelSetting said
        && said.key() != null
        && said.key().source().family() != said.key().destination().family()) {
      throw new NetlinkException(Errno.EINVAL, "Missing either ipv4 or ipv6 src and dst");
    }
    return (packet, device, atIngress) ->
        setting instanceof TunnelSetting said ? said.act(packet) : Control.PIPE;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), "");
    if (action.setting() instanceof TunnelSetting said) {
      said.show(out);
      Control.show(out, " ", said.control(), "");
    }
    action.showIndex(page, "\t ");
  }
}
