package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.VlanMembership;
import dev.patchbay.device.bridge.VlanRequest;
import dev.patchbay.device.bridge.VlanRequests;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import java.util.OptionalLong;
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
      case "set" -> set(session, args);
      case "tunnelshow" -> showTunnels(session, args);
      case "global" -> throw missing(command);
      case "help" -> throw Usage.of("vlan");
      default -> show(session, args);
    }
  }

  private static Refusal missing(String command) {
    return Session.missing("\"vlan " + command + "\" of bridges");
  }

  // ---- set

  private static void set(Session session, Args args) throws NetlinkException {
    @Nullable String name = null;
    @Nullable String ids = null;
    int state = -1;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = args.next();
        case "vid" -> ids = checkRange(args.next());
        case "state" -> state = state(args.next());
        case "mcast_router" -> throw Session.missing("\"mcast_router\" of VLANs");
        default -> help(word);
      }
    }
    if (name == null || ids == null) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    NetDevice device = session.device(name);
    if (device == null) {
      throw new Refusal("Cannot find network device \"" + name + "\"");
    }
    if (state >= 0) {
      VlanRequests.change(device, first(ids), last(ids), state);
    }
  }

  private static int state(String word) {
    OptionalLong number = Numbers.u8(word, 0);
    if (number.isPresent()) {
      return (int) number.getAsLong();
    }
    for (PortState state : PortState.values()) {
      if (state.word().equals(word)) {
        return state.ordinal();
      }
    }
    throw new Refusal("Error: invalid STP state");
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
        // Only ports with "vlan_tunnel", which there are none yet, take it.
        case "tunnel_info" -> throw new NetlinkException(Errno.EINVAL);
        default -> help(word);
      }
    }
    if (name == null || ids == null) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    NetDevice device = session.requireBridge(name);
    int from = first(ids);
    int to = last(ids);
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

  private static int first(String ids) {
    int from = Atoi.of(ids);
    if (from >= IDS) {
      throw new Refusal("Invalid VLAN ID \"" + from + "\"");
    }
    return from;
  }

  private static int last(String ids) {
    return ids.indexOf('-') < 0 ? Atoi.of(ids) : end(ids);
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

  /// No VLAN is mapped to a tunnel: no port can be told to.
  private static void showTunnels(Session session, Args args) throws FileException {
    LinkObject.deviceOf(session, args);
    Output out = session.output();
    out.begin();
    out.text("port              vlan-id    tunnel-id\n");
    out.end();
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
