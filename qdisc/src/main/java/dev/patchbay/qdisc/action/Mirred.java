package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.TcHook;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Sends packets, or copies of them, by another device, or lets them come in there
/// (net/sched/act_mirred.c).
public final class Mirred implements ActionKind {
  private static final int NESTING_LIMIT = 4;

  private static final String USAGE =
      """
      Usage: mirred <DIRECTION> <ACTION> [index INDEX] <dev DEVICENAME>
      where:
      	DIRECTION := <ingress | egress>
      	ACTION := <mirror | redirect>
      	INDEX  is the specific policy instance id
      	DEVICENAME is the devicename\
      """;

  record Said(boolean egress, boolean redirects, NetDevice device, int control)
      implements Setting {}

  @Override
  public String name() {
    return "mirred";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    String word = args.next();
    args.back();
    if (Args.matches(word, "egress")
        || Args.matches(word, "ingress")
        || Args.matches(word, "index")) {
      return new MirredWords(args, netns).read();
    }
    if (Args.matches(word, "help")) {
      throw new CommandException(255, USAGE);
    }
    throw new CommandException(1, "mirred option not supported " + word);
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (setting == null) {
      throw new NetlinkException(Errno.EINVAL, "Specified device does not exist");
    }
    return (packet, device, atIngress) ->
        action.setting() instanceof Said said
            ? act(action, said, packet, device, atIngress)
            : Control.PIPE;
  }

  private static int act(
      Action action, Said said, Packet packet, NetDevice device, boolean atIngress) {
    NetDevice target = said.device;
    if (!target.isRegistered() || !target.isUp() || !action.table().enter(NESTING_LIMIT)) {
      action.statistics().overlimits++;
      return said.redirects ? Control.SHOT : said.control;
    }
    Packet sent = said.redirects ? packet : device.netns().world().clone(packet);
    sent.originalIndex(device.index());
    if (said.egress) {
      sendOut(sent, target, atIngress);
    } else {
      letIn(sent, target, atIngress);
    }
    action.table().leave();
    return said.redirects ? Work.TAKEN : said.control;
  }

  private static void sendOut(Packet packet, NetDevice target, boolean atIngress) {
    if (atIngress && packet.link() != Packet.UNSET) {
      packet.unpull(packet.head() - packet.link());
    }
    int from = atIngress ? TcHook.FROM_INGRESS : 0;
    packet.flags(packet.flags() | TcHook.REDIRECTED | from);
    var _ = target.send(packet);
  }

  private static void letIn(Packet packet, NetDevice target, boolean atIngress) {
    if (!atIngress) {
      packet.link(packet.head());
      packet.pull(Math.min(packet.length(), target.headerLength()));
      packet.network(packet.head());
    }
    packet.device(target);
    target.receiveRedirected(packet);
  }

  @Override
  public void show(Action action, Page page) {
    page.out().string("kind", "", name(), "");
    Output out = page.out();
    if (action.setting() instanceof Said said) {
      String name = said.device.isRegistered() ? said.device.name() : "*";
      if (out.isJson()) {
        out.jsonString("mirred_action", said.redirects ? "redirect" : "mirror");
        out.jsonString("direction", said.egress ? "egress" : "ingress");
        out.jsonString("to_dev", name);
      } else {
        out.text(
            " (%s %s to device %s)"
                .formatted(
                    said.egress ? "Egress" : "Ingress",
                    said.redirects ? "Redirect" : "Mirror",
                    name));
      }
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t");
  }
}
