package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.device.bridge.VlanMembership;
import dev.patchbay.device.bridge.VlanRequest;
import dev.patchbay.device.bridge.VlanRequests;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `bridge vlan`: in which VLANs bridges and their ports are.
final class VlanObject {
  /// Ids are below.
  private static final int IDS = 4096;

  private static final Keywords COMMANDS =
      new Keywords("add", "delete", "show", "lst", "list", "tunnelshow", "set", "global", "help");

  private VlanObject() {}

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("vlan", word);
    }
    switch (command) {
      case "add" -> change(session, args, true);
      case "delete" -> change(session, args, false);
      case "set" -> set(args);
      case "tunnelshow", "global" -> throw missing(command);
      case "help" -> throw Usage.of("vlan");
      default -> show(session, args);
    }
  }

  private static Refusal missing(String command) {
    return Session.missing("\"vlan " + command + "\" of bridges");
  }

  /// What is wrong with the words is said as it is; then that it cannot be done.
  private static void set(Args args) {
    boolean hasDevice = false;
    boolean hasId = false;
    while (args.hasNext()) {
      String word = args.next();
      hasDevice |= word.equals("dev");
      hasId |= word.equals("vid");
      help(word);
    }
    if (!hasDevice || !hasId) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    throw missing("set");
  }

  // ---- add and delete

  private static void change(Session session, Args args, boolean add) throws NetlinkException {
    @Nullable String name = null;
    @Nullable String ids = null;
    boolean pvid = false;
    boolean untagged = false;
    boolean self = false;
    boolean master = false;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = args.next();
        case "vid" -> ids = checkRange(args.next());
        case "self" -> self = true;
        case "master" -> master = true;
        case "pvid" -> pvid = true;
        case "untagged" -> untagged = true;
        case "tunnel_info" -> throw Session.missing("\"tunnel_info\" of VLANs");
        default -> help(word);
      }
    }
    if (name == null || ids == null) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    NetDevice device = session.requireBridge(name);
    int from = Atoi.of(ids);
    int to = ids.indexOf('-') < 0 ? from : end(ids);
    if (from >= IDS) {
      throw new Refusal("Invalid VLAN ID \"" + from + "\"");
    }
    if (to != from && pvid) {
      throw new Refusal("pvid cannot be configured for a vlan range");
    }
    VlanRequest request = new VlanRequest(from, to, pvid, untagged, self, master);
    if (add) {
      VlanRequests.add(device, request);
    } else {
      VlanRequests.delete(device, request);
    }
  }

  private static String checkRange(String ids) {
    if (ids.indexOf('-') >= 0 && (Atoi.of(ids) >= end(ids) || end(ids) >= IDS)) {
      throw new Refusal("Invalid VLAN range \"" + Atoi.of(ids) + "-" + end(ids) + "\"");
    }
    return ids;
  }

  private static int end(String ids) {
    return Atoi.of(ids.substring(ids.indexOf('-') + 1));
  }

  /// Other words are passed over.
  private static void help(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("vlan");
    }
  }

  // ---- show

  private static void show(Session session, Args args) throws FileException {
    @Nullable String name = null;
    int id = 0;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = deviceName(name, args.next());
        case "vid" -> id = Atoi.of(args.next());
        default -> {
          // Other words are passed over.
        }
      }
    }
    NetDevice only = name == null ? null : session.requireDevice(name);
    VlanText text = new VlanText(session.output(), session.options());
    text.begin();
    for (NetDevice device : session.netns().devices()) {
      List<VlanMembership> vlans = VlanMembership.of(device);
      if ((only == null || only == device) && vlans != null) {
        text.show(device, in(vlans, id));
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

  /// Those in the VLAN; all of them, when that is 0.
  private static List<VlanMembership> in(List<VlanMembership> vlans, int id) {
    return id == 0 ? vlans : vlans.stream().filter(vlan -> vlan.id() == id).toList();
  }
}
