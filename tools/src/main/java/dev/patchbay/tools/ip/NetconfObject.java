package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.NetconfSnapshot;
import dev.patchbay.stack.mpls.MplsNetconf;
import dev.patchbay.tools.iproute.Keywords;
import org.jspecify.annotations.Nullable;

/// `ip netconf`: the settings that the kernel tells of by netlink.
final class NetconfObject {
  private static final Keywords COMMANDS = new Keywords("show", "lst", "list", "help");

  private NetconfObject() {}

  static int run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip netconf help\".");
    }
    if (command.equals("help")) {
      throw Usage.of("netconf");
    }
    show(session, device(session, args));
    return 0;
  }

  /// The last device that is named, or null. Other words are passed over.
  private static @Nullable NetDevice device(Session session, Args args) {
    NetDevice device = null;
    while (args.hasNext()) {
      if (args.next().equals("dev")) {
        String name = args.next();
        device = session.device(name);
        if (device == null) {
          throw new CommandException(1, "Device \"" + name + "\" does not exist.");
        }
      }
    }
    return device;
  }

  private static void show(Session session, @Nullable NetDevice device) throws FileException {
    ProtocolFamily asked = session.family();
    Family only = asked.addresses();
    // Asked for a device of a family, the kernel answers at once, and ip shows that as text.
    boolean isOne = only != null || asked == ProtocolFamily.MPLS;
    boolean asText = device != null && isOne && session.options().json;
    Output out = session.output();
    if (!asText) {
      out.begin();
    }
    for (Family family : Family.values()) {
      if (only == null ? asked == ProtocolFamily.UNSPEC : family == only) {
        show(session, family, device);
      }
    }
    if (asked == ProtocolFamily.UNSPEC || asked == ProtocolFamily.MPLS) {
      showLabels(session, device);
    }
    if (!asText) {
      out.end();
    }
    session.flush();
  }

  private static void showLabels(Session session, @Nullable NetDevice device) {
    if (device == null) {
      MplsNetconf.all(session.netns()).forEach(n -> NetconfText.show(session, n));
      return;
    }
    MplsNetconf netconf = MplsNetconf.of(device);
    if (netconf != null) {
      NetconfText.show(session, netconf);
    }
  }

  private static void show(Session session, Family family, @Nullable NetDevice device) {
    if (device == null) {
      NetconfSnapshot.all(session.netns(), family).forEach(n -> NetconfText.show(session, n));
      return;
    }
    InetDevice inet = InetDevice.of(device, family);
    if (inet != null) {
      NetconfText.show(session, NetconfSnapshot.of(inet));
    }
  }
}
