package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.multicast.MulticastStatistics;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip link xstats`: what a kind of device counts besides what all count.
final class LinkXstats {
  private final Session session;
  private final boolean bridge;
  private final boolean port;
  private boolean multicast;
  private boolean stp;
  private @Nullable NetDevice device;

  private LinkXstats(Session session, String type) {
    this.session = session;
    this.bridge = type.startsWith("bridge");
    this.port = type.endsWith("_slave");
  }

  static void run(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      throw new Refusal("xstats: missing argument");
    }
    String word = args.next();
    if (Args.matches(word, "help")) {
      throw new CommandException(0, "Usage: ... xstats type TYPE [ ARGS ]");
    }
    if (!word.equals("type")) {
      throw Args.invarg("unknown argument", word);
    }
    String type = args.next();
    if (!List.of("bridge", "bridge_slave", "bond", "bond_slave").contains(type)) {
      throw Args.invarg("invalid type", type);
    }
    LinkXstats xstats = new LinkXstats(session, type);
    while (args.hasNext()) {
      xstats.take(type, args.next(), args);
    }
    xstats.show();
  }

  private void take(String type, String word, Args args) {
    if (bridge && Args.matches(word, "igmp")) {
      multicast = true;
    } else if (bridge && Args.matches(word, "stp")) {
      stp = true;
    } else if (!bridge && (word.equals("lacp") || word.equals("802.3ad"))) {
      // The only ones there are.
    } else if (word.equals("dev")) {
      device = session.requireDevice(args.next());
    } else if (Args.matches(word, "help")) {
      String which = bridge ? "[ igmp ]" : "[ 802.3ad ]";
      throw new CommandException(0, "Usage: ... " + type + " " + which + " [ dev DEVICE ]");
    } else {
      throw Args.invarg("unknown attribute", word);
    }
  }

  private void show() throws FileException {
    Output out = session.output();
    out.begin();
    for (NetDevice one : session.netns().devices()) {
      if (isMeant(one)) {
        show(one);
      }
    }
    out.end();
    session.flush();
  }

  private boolean isMeant(NetDevice one) {
    boolean concerned = port ? one.master() instanceof BridgeDevice : one instanceof BridgeDevice;
    return bridge && concerned && (device == null || device == one);
  }

  private void show(NetDevice one) {
    Output out = session.output();
    BridgeStatisticsText text = new BridgeStatisticsText(out);
    out.openObject(null);
    out.string("ifname", "", one.name(), " ".repeat(Math.max(0, 16 - one.name().length())) + "\n");
    MulticastStatistics messages =
        port ? BridgeDevice.multicastOfPort(one) : BridgeDevice.multicastOfBridge(one);
    if (messages != null && (multicast || !stp)) {
      text.messages(messages);
    }
    if (port && (stp || !multicast)) {
      text.stp(one);
    }
    out.closeObject();
  }
}
