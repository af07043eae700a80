package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.TunnelRange;
import dev.patchbay.device.bridge.VlanMembership;
import dev.patchbay.device.bridge.VlanRequest;
import dev.patchbay.device.bridge.VlanRequests;
import dev.patchbay.device.bridge.VlanTunnels;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `bridge vlan`: in which VLANs bridges and their ports are.
final class VlanObject {
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
      case "global" -> VlanGlobal.run(session, args);
      case "help" -> throw Usage.of("vlan");
      default -> show(session, args);
    }
  }

  // ---- set

  private static void set(Session session, Args args) throws NetlinkException {
    @Nullable String name = null;
    @Nullable VlanRange ids = null;
    int state = -1;
    int router = -1;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = args.next();
        case "vid" -> ids = VlanRange.parse(args.next());
        case "state" -> state = state(args.next());
        case "mcast_router" -> router = router(args.next());
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
    VlanRequests.change(device, ids.first(), ids.last(), state, router);
  }

  private static int router(String word) {
    return (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid mcast_router", word));
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
    @Nullable VlanRange ids = null;
    boolean pvid = false;
    boolean untagged = false;
    boolean self = false;
    boolean master = false;
    TunnelRange tunnels = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = args.next();
        case "vid" -> ids = VlanRange.parse(args.next());
        case "self" -> self = true;
        case "master" -> master = true;
        case "pvid" -> pvid = true;
        case "untagged" -> untagged = true;
        case "tunnel_info" -> tunnels = TunnelWords.parse(args);
        default -> help(word);
      }
    }
    if (name == null || ids == null) {
      throw new Refusal("Device and VLAN ID are required arguments.");
    }
    NetDevice device = session.requireBridge(name);
    int from = ids.first();
    int to = ids.last();
    if (to != from && pvid) {
      throw new Refusal("pvid cannot be configured for a vlan range");
    }
    VlanRequest request = new VlanRequest(from, to, pvid, untagged, self, master, tunnels);
    if (add) {
      VlanRequests.add(device, request);
    } else {
      VlanRequests.delete(device, request);
    }
  }

  /// Other words are passed over.
  private static void help(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("vlan");
    }
  }

  // ---- show

  private static void show(Session session, Args args) throws FileException {
    VlanSelection selection = VlanSelection.read(args);
    NetDevice only = selection.device(session);
    VlanText text = new VlanText(session.output(), session.options());
    text.begin();
    for (NetDevice device : inOrder(session)) {
      List<VlanMembership> vlans = VlanMembership.of(device);
      if ((only == null || only == device) && vlans != null) {
        text.show(device, in(vlans, selection.id()));
      }
    }
    text.end();
    session.flush();
  }

  /// The devices as the kernel tells of them: statistics alone are asked for twice, of bridges and
  /// then of ports.
  private static List<NetDevice> inOrder(Session session) {
    List<NetDevice> devices = new ArrayList<>();
    session.netns().devices().forEach(devices::add);
    if (session.options().statistics && !session.options().details) {
      devices.sort(Comparator.comparing(device -> device.port() != null));
    }
    return devices;
  }

  /// With statistics the kernel is asked for those, and tells of no tunnels.
  private static void showTunnels(Session session, Args args) throws FileException {
    if (session.options().statistics) {
      show(session, args);
      return;
    }
    VlanSelection selection = VlanSelection.read(args);
    NetDevice only = selection.device(session);
    TunnelText text = new TunnelText(session.output());
    text.begin();
    for (NetDevice device : session.netns().devices()) {
      List<VlanTunnels.Mapping> mappings = VlanTunnels.of(device);
      if ((only == null || only == device) && mappings != null) {
        text.show(device, mappings, selection.id());
      }
    }
    text.end();
    session.flush();
  }

  /// Those in the VLAN; all of them, when that is 0.
  private static List<VlanMembership> in(List<VlanMembership> vlans, int id) {
    return id == 0 ? vlans : vlans.stream().filter(vlan -> vlan.id() == id).toList();
  }
}
