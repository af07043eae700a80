package dev.patchbay.tools.bridge;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbRequest;
import dev.patchbay.device.bridge.FdbRequests;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `bridge fdb { add | append | replace | del }` (`fdb_modify`).
final class FdbWords {
  private static final int MOST_PORT = 0xffff;
  private static final int MOST_VNI = 0xff_ffff;

  private static final Keywords WORDS =
      new Keywords(
          "=dev",
          "=dst",
          "=nhid",
          "=port",
          "=vni",
          "=src_vni",
          "=via",
          "=self",
          "master",
          "router",
          "local",
          "permanent",
          "temp",
          "static",
          "dynamic",
          "vlan",
          "use",
          "extern_learn",
          "sticky");

  private final Session session;
  private final FdbVlan vlan = new FdbVlan();
  private @Nullable String name;
  private @Nullable String address;
  private @Nullable Ip destination;
  private @Nullable Long nextHop;
  private @Nullable Integer port;
  private @Nullable Integer network;
  private @Nullable Integer ownNetwork;
  private @Nullable NetDevice by;
  private boolean router;
  private boolean self;
  private boolean master;
  private boolean permanent;
  private boolean reachable;
  private boolean noarp = true;
  private boolean use;
  private boolean sticky;
  private boolean externLearn;

  private FdbWords(Session session) {
    this.session = session;
  }

  static FdbWords read(Session session, Args args) {
    FdbWords words = new FdbWords(session);
    while (args.hasNext()) {
      String word = args.next();
      String keyword = WORDS.find(word);
      if (keyword == null) {
        words.address(word.equals("to") ? args.next() : word);
      } else {
        words.take(keyword, args);
      }
    }
    return words;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "dev" -> name = args.next();
      case "vlan" -> vlan.take(args);
      case "self" -> self = true;
      case "master" -> master = true;
      case "local", "permanent" -> permanent = true;
      case "temp", "static" -> reachable = true;
      case "dynamic" -> {
        reachable = true;
        noarp = false;
      }
      case "use" -> use = true;
      case "sticky" -> sticky = true;
      case "extern_learn" -> externLearn = true;
      default -> tunnel(keyword, args);
    }
  }

  private void address(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("fdb");
    }
    if (address != null) {
      throw Args.garbage("to", word);
    }
    address = word;
  }

  // ---- tunnels

  private void tunnel(String keyword, Args args) {
    switch (keyword) {
      case "dst" -> destination(args.next());
      case "nhid" -> nextHop = args.u32("\"id\" value is invalid\n");
      case "port" -> port = (int) number(args.next(), MOST_PORT, "invalid port\n");
      case "vni" -> network = network(args, "invalid VNI\n");
      case "src_vni" -> ownNetwork = network(args, "invalid src VNI\n");
      case "via" -> by = session.requireDevice(args.next());
      default -> router = true;
    }
  }

  /// The number of a network.
  static int network(Args args, String message) {
    return (int) number(args.next(), MOST_VNI, message);
  }

  private void destination(String word) {
    if (destination != null) {
      throw Args.garbage("dst", word);
    }
    destination = Ip.parse(word);
    if (destination == null) {
      throw new CommandException(
          1, "Error: any valid address is expected rather than \"" + word + "\".");
    }
  }

  private static long number(String word, int most, String message) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty() || number.getAsLong() > most) {
      throw Args.invarg(message, word);
    }
    return number.getAsLong();
  }

  // ---- requests

  /// Adds the entry, or another end to it.
  void add(FdbRequest.Mode mode) throws NetlinkException {
    long mac = mac();
    NetDevice device = device();
    FdbRequests.add(device, request(device, mac, true, mode));
  }

  void delete() throws NetlinkException {
    long mac = mac();
    NetDevice device = device();
    FdbRequests.delete(device, request(device, mac, false, FdbRequest.Mode.APPEND));
  }

  private long mac() {
    if (name == null || address == null) {
      throw new Refusal("Device and address are required arguments.");
    }
    if (nextHop != null && (destination != null || port != null || network != null)) {
      throw new Refusal("dst, port, vni are mutually exclusive with nhid");
    }
    return FdbMac.parse(address);
  }

  private NetDevice device() {
    return session.requireDevice(name == null ? "" : name);
  }

  private FdbRequest request(NetDevice device, long mac, boolean create, FdbRequest.Mode mode)
      throws NetlinkException {
    // A device without Ethernet is refused before the VLAN is looked at.
    boolean ethernet = device.hardwareType() == ArpHardware.ETHER;
    return new FdbRequest(
        mac,
        ethernet ? vlan.check() : 0,
        state(),
        self || !master,
        master,
        create,
        mode == FdbRequest.Mode.ADD && create,
        use,
        sticky,
        externLearn,
        mode,
        router,
        new FdbRemote(destination, port, network, ownNetwork, by, nextHop));
  }

  private FdbRequest.State state() {
    if (permanent || !reachable) {
      return FdbRequest.State.PERMANENT;
    }
    return noarp ? FdbRequest.State.STATIC : FdbRequest.State.REACHABLE;
  }
}
