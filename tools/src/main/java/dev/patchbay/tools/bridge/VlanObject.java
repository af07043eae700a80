package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.VlanMembership;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.LinkHead;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `bridge vlan`: in which VLANs bridges and their ports are. Memberships can be shown, and not
/// changed yet.
final class VlanObject {
  private static final int NAME_WIDTH = 16;

  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "tunnelshow", "set", "global", "help");

  private VlanObject() {}

  static void run(Session session, Args args) throws FileException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("vlan", word);
    }
    switch (command) {
      case "add", "delete", "set" -> change(session, args);
      case "tunnelshow", "global" ->
          throw Session.missing("VLAN filtering (\"vlan " + command + "\")");
      case "help" -> throw Usage.of("vlan");
      default -> show(session, args);
    }
  }

  /// What is wrong with the words is said as it is; then that it cannot be done.
  private static void change(Session session, Args args) {
    @Nullable String name = null;
    boolean hasId = false;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        name = args.next();
      } else if (word.equals("vid")) {
        args.skip();
        hasId = true;
      }
    }
    if (name == null || !hasId) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    if (VlanMembership.of(session.requireBridge(name)) == null) {
      throw new Refusal("RTNETLINK answers: Operation not supported");
    }
    throw Session.missing("VLAN filtering (\"vlan\")");
  }

  // ---- show

  private static void show(Session session, Args args) throws FileException {
    @Nullable String name = null;
    int id = 0;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("dev")) {
        name = deviceName(name, args.next());
      } else if (word.equals("vid")) {
        id = Atoi.of(args.next());
      }
    }
    NetDevice only = name == null ? null : session.requireDevice(name);
    if (session.options().statistics || session.options().details) {
      throw Session.missing("VLAN filtering (\"-statistics\" and \"-details\" of \"vlan\")");
    }
    show(session, only, id);
  }

  private static String deviceName(@Nullable String before, String name) {
    if (before != null) {
      throw Args.duplicate("dev", name);
    }
    return name;
  }

  private static void show(Session session, @Nullable NetDevice only, int id) throws FileException {
    Output out = session.output();
    out.begin();
    out.text("port              vlan-id  \n");
    for (NetDevice device : session.netns().devices()) {
      VlanMembership vlan = VlanMembership.of(device);
      if ((only == null || only == device) && vlan != null && vlan.isIn(id)) {
        show(device, vlan, out);
      }
    }
    out.end();
    session.flush();
  }

  private static void show(NetDevice device, VlanMembership vlan, Output out) {
    out.openObject(null);
    String name = LinkHead.padded(device.name(), NAME_WIDTH, out);
    out.string(Color.IFNAME, "ifname", "", name, "  ");
    out.openArray("vlans");
    out.openObject(null);
    out.number("vlan", "", vlan.id(), "");
    out.openArray("flags");
    out.string(null, " ", "PVID", "");
    out.string(null, " ", "Egress Untagged", "");
    out.closeArray();
    out.newline();
    out.closeObject();
    out.closeArray();
    out.closeObject();
  }
}
