package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.MdbRequest;
import dev.patchbay.device.bridge.MdbRequests;
import dev.patchbay.device.bridge.multicast.Group;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `bridge mdb`: who wants which multicast group.
final class MdbObject {
  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "help");
  private static final int IDS = 1 << 16;

  private MdbObject() {}

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("mdb", word);
    }
    switch (command) {
      case "add" -> change(session, args, true);
      case "delete" -> change(session, args, false);
      case "help" -> throw Usage.of("mdb");
      default -> show(session, args);
    }
  }

  // ---- add, delete

  private static void change(Session session, Args args, boolean add) throws NetlinkException {
    String bridgeName = null;
    String portName = null;
    String group = null;
    String source = null;
    int vlan = 0;
    boolean permanent = false;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> bridgeName = args.next();
        case "grp" -> group = args.next();
        case "port" -> portName = args.next();
        case "permanent" -> permanent = true;
        case "temp" -> permanent = false;
        case "vid" -> vlan = Atoi.of(args.next()) & (IDS - 1);
        case "src" -> source = args.next();
        default -> help(word);
      }
    }
    if (bridgeName == null || group == null || portName == null) {
      throw new Refusal("Device, group address and port name are required arguments.");
    }
    NetDevice bridge = session.requireDevice(bridgeName);
    NetDevice port = session.requireDevice(portName);
    Group address = group(group, vlan);
    Ip from = source == null ? null : source(source);
    MdbRequest request = new MdbRequest(port, address, from, permanent);
    if (add) {
      MdbRequests.add(bridge, request);
    } else {
      MdbRequests.delete(bridge, request);
    }
  }

  private static Group group(String text, int vlan) {
    Ip address = Ip.parse(text);
    if (address != null) {
      return Group.of(address, vlan);
    }
    Mac mac = Mac.parse(text);
    if (mac == null) {
      throw new Refusal("Invalid address \"" + text + "\"");
    }
    return Group.of(mac, vlan);
  }

  private static Ip source(String text) {
    Ip address = Ip.parse(text);
    if (address == null) {
      throw new Refusal("Invalid source address \"" + text + "\"");
    }
    return address;
  }

  /// Other words are passed over.
  private static void help(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("mdb");
    }
  }

  // ---- show

  private static void show(Session session, Args args) throws FileException {
    @Nullable String name = null;
    int vlan = 0;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = deviceName(name, args.next());
        case "vid" -> vlan = vlan(vlan, args.next());
        default -> {
          // Other words are passed over.
        }
      }
    }
    NetDevice only = name == null ? null : session.requireDevice(name);
    MdbText text = new MdbText(session, vlan);
    text.begin();
    for (NetDevice device : session.netns().devices()) {
      if (device instanceof BridgeDevice bridge && (only == null || only == device)) {
        text.show(bridge);
      }
    }
    text.end();
    session.flush();
  }

  private static String deviceName(@Nullable String before, String name) {
    if (before != null) {
      throw Args.duplicate("dev", name);
    }
    return name;
  }

  private static int vlan(int before, String id) {
    if (before != 0) {
      throw Args.duplicate("vid", id);
    }
    return Atoi.of(id);
  }
}
