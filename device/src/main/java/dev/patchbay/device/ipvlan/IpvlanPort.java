package dev.patchbay.device.ipvlan;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PacketWork;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.device.sharing.SharingDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a parent keeps for the devices above it (`ipvl_port`): their mode, who has which address,
/// and which of them its frames are for.
final class IpvlanPort implements RxHandler {
  /// How many frames to groups may wait (`IPVLAN_QBACKLOG_LIMIT`).
  private static final int QUEUE_LENGTH = 1000;

  private static final int MOST_ID = 0xfffe;

  /// A frame that waits was sent by one of the devices (`tx_pkt`), see [Packet#flags].
  private static final int SENT_HERE = 1;

  private final NetDevice below;
  private final List<IpvlanDevice> devices = new ArrayList<>(2);
  private final AddressTable addresses = new AddressTable();
  private final PacketWork groups;
  private final L3sHooks hooks = new L3sHooks(this);
  private IpvlanMode mode = IpvlanMode.L3;
  private int flags;
  private int lastId;

  private IpvlanPort(NetDevice below) {
    this.below = below;
    this.groups = new PacketWork(below.netns().machine(), this::processMulticast);
    groups.limit(QUEUE_LENGTH);
  }

  /// What `below` keeps, or null.
  static @Nullable IpvlanPort find(NetDevice below) {
    return below.rxHandler() instanceof IpvlanPort port ? port : null;
  }

  /// What `below` keeps, made when there is nothing yet (`ipvlan_port_create`).
  static IpvlanPort of(NetDevice below) throws NetlinkException {
    IpvlanPort known = find(below);
    if (known != null) {
      return known;
    }
    if (below.hardwareType() != ArpHardware.ETHER || below.isLoopback()) {
      below
          .netns()
          .machine()
          .log()
          .print(below.name() + ": Master is either lo or non-ether device");
      throw new NetlinkException(Errno.EINVAL);
    }
    if (below.rxHandler() != null) {
      below.netns().machine().log().print(below.name() + ": Device is already in use.");
    }
    IpvlanPort port = new IpvlanPort(below);
    below.rxHandler(port);
    return port;
  }

  NetDevice below() {
    return below;
  }

  // ---- who is there

  /// What the next device is told apart by; ids come round again (`dev_id`).
  int takeId() {
    do {
      lastId = lastId % MOST_ID + 1;
    } while (devices.stream().anyMatch(device -> device.deviceId() == lastId));
    return lastId;
  }

  void add(IpvlanDevice device) {
    devices.add(device);
  }

  void remove(IpvlanDevice device) {
    devices.remove(device);
    destroyIfUnused();
  }

  /// Nothing is kept for nobody (`ipvlan_port_destroy`).
  void destroyIfUnused() {
    if (devices.isEmpty()) {
      hooks.remove();
      below.removeRxHandler();
      groups.clear();
    }
  }

  List<IpvlanDevice> devices() {
    return List.copyOf(devices);
  }

  /// Whether a device has the address, up or down (`ipvlan_addr_busy`).
  boolean isTaken(Ip address) {
    return devices.stream().anyMatch(device -> device.addresses().contains(address));
  }

  AddressTable addresses() {
    return addresses;
  }

  // ---- settings

  IpvlanMode mode() {
    return mode;
  }

  /// All devices have one mode; where the parent's namespace routes, they do not resolve
  /// (`ipvlan_set_port_mode`).
  void mode(IpvlanMode wanted) throws NetlinkException {
    if (wanted == mode) {
      return;
    }
    int noarp = wanted.routes() ? DeviceFlags.NOARP : 0;
    for (IpvlanDevice device : devices) {
      device.netns().links().changeFlags(device, noarp, DeviceFlags.NOARP);
    }
    mode = wanted;
    moved();
  }

  /// Hooks stand where the parent is, as long as the mode asks for them.
  void moved() {
    hooks.remove();
    if (mode == IpvlanMode.L3S) {
      hooks.add(below.netns());
    }
  }

  int flags() {
    return flags;
  }

  void flags(int value) {
    flags = value;
  }

  boolean isPrivate() {
    return (flags & IpvlanOptions.PRIVATE) != 0;
  }

  boolean isVepa() {
    return (flags & IpvlanOptions.VEPA) != 0;
  }

  // ---- frames from below

  /// `ipvlan_handle_frame`
  @Override
  public Result handle(Packet packet) {
    return switch (mode) {
      case L2 -> handleL2(packet);
      case L3 -> handleL3(packet);
      case L3S -> Result.PASS;
    };
  }

  /// Frames to groups are for the parent, too.
  private Result handleL2(Packet packet) {
    if (!Mac.isMulticast(Ethernet.destination(packet.bytes(), packet.link()))) {
      return handleL3(packet);
    }
    if (isExternal(packet)) {
      Packet copy = world().clone(packet);
      copy.scrub();
      enqueue(copy);
    }
    return Result.PASS;
  }

  private Result handleL3(Packet packet) {
    IpvlanDevice device = Addressee.of(this, packet, packet.head(), packet.protocol(), true);
    if (device == null) {
      return Result.PASS;
    }
    if (packet.trace() != null) {
      PassStage.note(packet, below, "ipvlan", device.name(), "its address");
    }
    device.countReceived(packet.length() + Ethernet.HEADER, true, false);
    packet.device(device);
    return Result.ANOTHER;
  }

  /// Whether none of the devices has sent the frame (`ipvlan_external_frame`).
  private boolean isExternal(Packet packet) {
    return Ethernet.source(packet.bytes(), packet.link()) != below.address().value()
        || Addressee.of(this, packet, packet.head(), packet.protocol(), false) == null;
  }

  // ---- frames to groups

  /// A device sends a frame to a group; its link header is at the head.
  void flood(Packet packet) {
    packet.link(packet.head());
    packet.protocol(Ethernet.type(packet.bytes(), packet.head()));
    packet.scrub();
    packet.flags(SENT_HERE);
    enqueue(packet);
  }

  /// `ipvlan_multicast_enqueue`
  private void enqueue(Packet packet) {
    if (packet.protocol() == EtherType.PAUSE) {
      world().drop(packet, DropReason.MAC_IEEE_MAC_CONTROL);
    } else if (!groups.add(packet)) {
      NetDevice device = NetDevice.of(packet);
      if (device != null) {
        device.statistics().rxDropped++;
      }
      world().drop(packet, DropReason.FULL_RING);
    }
  }

  /// Gives a copy to every device that listens to the group, and to the world outside what was sent
  /// here (`ipvlan_process_multicast`).
  private void processMulticast(Packet packet) {
    NetDevice sender = NetDevice.of(packet);
    boolean sent = packet.flags() == SENT_HERE;
    long group = Ethernet.destination(packet.bytes(), packet.link());
    for (int i = 0; i < devices.size(); i++) {
      IpvlanDevice device = devices.get(i);
      if ((!sent || device != sender) && device.isUp() && SharingDevice.hears(device, group)) {
        give(world().clone(packet), device, group, sent);
      }
    }
    if (sent) {
      packet.flags(0);
      below.send(packet);
    } else {
      world().consume(packet);
    }
  }

  private void give(Packet copy, IpvlanDevice device, long group, boolean sent) {
    copy.flags(0);
    // For what was sent here that is a link header more than there is, as in the kernel.
    int bytes = copy.length() + Ethernet.HEADER;
    boolean taken;
    if (sent) {
      taken = device.cross(copy);
    } else {
      copy.device(device);
      copy.type(Mac.isBroadcast(group) ? Packet.Type.BROADCAST : Packet.Type.MULTICAST);
      taken = below.netns().machine().backlog().add(copy);
    }
    device.countReceived(bytes, taken, true);
  }

  private World world() {
    return below.netns().world();
  }
}
