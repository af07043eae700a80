package dev.patchbay.device.macvlan;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PacketWork;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.PassStage;
import dev.patchbay.device.sharing.SharingDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a parent keeps for the devices above it (`macvlan_port`): who they are, and which of them
/// its frames are for.
final class MacvlanPort implements RxHandler {
  private static final int FROM_OUTSIDE =
      MacvlanMode.PRIVATE.bit
          | MacvlanMode.VEPA.bit
          | MacvlanMode.PASSTHRU.bit
          | MacvlanMode.BRIDGE.bit;

  private final NetDevice below;
  private final List<MacvlanDevice> devices = new ArrayList<>(2);

  /// Those that are up, by their addresses.
  private final @Nullable MacvlanDevice[] stations = new MacvlanDevice[MacHash.BUCKETS];

  private final PacketWork broadcasts;
  private @Nullable SourceTable sources;
  private boolean passthru;

  /// The parent's address, to be given back when the one device in passthru mode has gone.
  private Mac permanent;

  /// Whether the parent's address is changing because a device in passthru mode asked for it.
  private boolean addressChanging;

  private MacvlanPort(NetDevice below) {
    this.below = below;
    this.permanent = below.address();
    this.broadcasts = new PacketWork(below.netns().machine(), this::processBroadcast);
  }

  /// What `below` keeps, or null.
  static @Nullable MacvlanPort find(NetDevice below) {
    return below.rxHandler() instanceof MacvlanPort port ? port : null;
  }

  /// What `below` keeps, made when there is nothing yet (`macvlan_port_create`).
  static MacvlanPort of(NetDevice below) throws NetlinkException {
    MacvlanPort known = find(below);
    if (known != null) {
      return known;
    }
    if (below.hardwareType() != ArpHardware.ETHER || below.isLoopback()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    MacvlanPort port = new MacvlanPort(below);
    below.rxHandler(port);
    return port;
  }

  NetDevice below() {
    return below;
  }

  // ---- who is there

  boolean isPassthru() {
    return passthru;
  }

  /// Refuses a device of this mode beside one that has the parent to itself.
  void check(MacvlanMode mode) throws NetlinkException {
    if (passthru || (mode == MacvlanMode.PASSTHRU && !devices.isEmpty())) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  void add(MacvlanDevice device) {
    passthru = device.mode() == MacvlanMode.PASSTHRU;
    devices.add(device);
    limitQueue();
  }

  void remove(MacvlanDevice device) {
    devices.remove(device);
    if (sources != null) {
      sources.removeAll(device);
    }
    limitQueue();
    destroyIfUnused();
  }

  /// Nothing is kept for nobody (`macvlan_port_destroy`).
  void destroyIfUnused() {
    if (!devices.isEmpty()) {
      return;
    }
    below.removeRxHandler();
    broadcasts.clear();
    if (passthru && below.isRegistered() && !below.address().equals(permanent)) {
      try {
        below.netns().links().changeAddress(below, permanent);
      } catch (NetlinkException e) {
        below.netns().machine().log().print(below.name() + " does not take its address back");
      }
    }
  }

  List<MacvlanDevice> devices() {
    return List.copyOf(devices);
  }

  /// As many broadcast frames may wait as the most demanding device wants
  /// (`update_port_bc_queue_len`).
  void limitQueue() {
    int most = 0;
    for (MacvlanDevice device : devices) {
      if (Integer.compareUnsigned(device.queueLength(), most) > 0) {
        most = device.queueLength();
      }
    }
    broadcasts.limit(most);
  }

  int queueLimit() {
    return broadcasts.limit();
  }

  SourceTable sources() {
    if (sources == null) {
      sources = new SourceTable();
    }
    return sources;
  }

  // ---- addresses

  @Nullable MacvlanDevice station(long mac) {
    MacvlanDevice device = stations[MacHash.bucket(mac)];
    while (device != null && device.address().value() != mac) {
      device = device.nextStation;
    }
    return device;
  }

  void addStation(MacvlanDevice device) {
    int bucket = MacHash.bucket(device.address().value());
    device.nextStation = stations[bucket];
    stations[bucket] = device;
  }

  void removeStation(MacvlanDevice device) {
    int bucket = MacHash.bucket(device.address().value());
    MacvlanDevice before = stations[bucket];
    if (before == device) {
      stations[bucket] = device.nextStation;
    }
    while (before != null && before.nextStation != device) {
      before = before.nextStation;
    }
    if (before != null) {
      before.nextStation = device.nextStation;
    }
    device.nextStation = null;
  }

  /// Whether the parent or a device that is up goes by that address (`macvlan_addr_busy`).
  boolean isTaken(Mac mac) {
    return (!passthru && !addressChanging && below.address().equals(mac))
        || station(mac.value()) != null;
  }

  /// The one device in passthru mode asks for an address: it is the parent's, too.
  void changeParent(Mac wanted) throws NetlinkException {
    addressChanging = true;
    try {
      below.netns().links().changeAddress(below, wanted);
    } finally {
      addressChanging = false;
    }
  }

  /// The parent has another address (`NETDEV_CHANGEADDR`).
  void parentChanged() throws NetlinkException {
    if (!passthru || devices.isEmpty()) {
      return;
    }
    MacvlanDevice device = devices.getFirst();
    device.synchronizeAddress(below.address());
    if (!addressChanging) {
      permanent = device.address();
    }
  }

  // ---- frames from below

  /// `macvlan_handle_frame`
  @Override
  public Result handle(Packet packet) {
    if (packet.type() == Packet.Type.LOOPBACK) {
      return Result.PASS;
    }
    byte[] bytes = packet.bytes();
    long destination = Ethernet.destination(bytes, packet.link());
    long source = Ethernet.source(bytes, packet.link());
    if (sources != null && forwardSource(packet, source)) {
      world().consume(packet);
      return Result.CONSUMED;
    }
    return Mac.isMulticast(destination)
        ? handleMulticast(packet, destination, source)
        : handleUnicast(packet, destination);
  }

  private Result handleUnicast(Packet packet, long destination) {
    MacvlanDevice device =
        passthru && !devices.isEmpty() ? devices.getFirst() : station(destination);
    if (device == null || device.mode() == MacvlanMode.SOURCE) {
      return Result.PASS;
    }
    if (!device.isUp()) {
      world().drop(packet, DropReason.DEV_DOWN);
      return Result.CONSUMED;
    }
    if (packet.trace() != null) {
      PassStage.note(packet, below, "macvlan", device.name(), "its address");
    }
    packet.device(device);
    packet.type(Packet.Type.HOST);
    device.countReceived(packet, false);
    return Result.ANOTHER;
  }

  private Result handleMulticast(Packet packet, long destination, long source) {
    MacvlanDevice sender = station(source);
    if (sender != null
        && sender.mode() != MacvlanMode.VEPA
        && sender.mode() != MacvlanMode.BRIDGE) {
      sender.countReceived(packet, false);
      cross(packet, sender, groupType(destination));
      return Result.CONSUMED;
    }
    if (SharingDevice.hears(below, destination)) {
      enqueueBroadcast(world().clone(packet));
    }
    return Result.PASS;
  }

  /// Gives every device in source mode that listens to the sender a copy. Returns whether nobody
  /// else may have it (`macvlan_forward_source`).
  private boolean forwardSource(Packet packet, long source) {
    boolean consume = false;
    SourceTable.Entry entry = sources().first(source);
    for (; entry != null; entry = entry.next) {
      if (entry.mac == source) {
        consume |= entry.device.is(MacvlanOptions.NODST);
        if (entry.device.isUp()) {
          forwardSource(packet, entry.device);
        }
      }
    }
    return consume;
  }

  private void forwardSource(Packet packet, MacvlanDevice device) {
    long destination = Ethernet.destination(packet.bytes(), packet.link());
    boolean own = destination == device.address().value();
    device.countReceived(packet, false);
    cross(world().clone(packet), device, own ? Packet.Type.HOST : packet.type());
  }

  // ---- floods

  /// Copies for the others are made a little later, by a worker (`macvlan_broadcast_enqueue`).
  private void enqueueBroadcast(Packet packet) {
    if (!broadcasts.add(packet)) {
      below.statistics().rxDropped++;
      world().drop(packet, DropReason.FULL_RING);
    }
  }

  /// `macvlan_process_broadcast`: a frame that comes back is not for its sender, and devices in
  /// bridge mode saw those of their kind on the way out.
  private void processBroadcast(Packet packet) {
    MacvlanDevice sender = station(Ethernet.source(packet.bytes(), packet.link()));
    if (sender == null) {
      broadcast(packet, null, FROM_OUTSIDE);
    } else if (sender.mode() == MacvlanMode.VEPA) {
      broadcast(packet, sender, MacvlanMode.VEPA.bit | MacvlanMode.BRIDGE.bit);
    } else {
      broadcast(packet, sender, MacvlanMode.VEPA.bit);
    }
    world().consume(packet);
  }

  /// Gives a copy to every device of these modes that listens to the group, save the sender
  /// (`macvlan_broadcast`).
  private void broadcast(Packet packet, @Nullable MacvlanDevice sender, int modes) {
    long group = Ethernet.destination(packet.bytes(), packet.link());
    for (MacvlanDevice first : stations) {
      for (MacvlanDevice one = first; one != null; one = one.nextStation) {
        if (one != sender && (one.mode().bit & modes) != 0 && SharingDevice.hears(one, group)) {
          Packet copy = world().clone(packet);
          one.countReceived(copy, true);
          cross(copy, one, groupType(group));
        }
      }
    }
  }

  /// A device in bridge mode sends a frame to a group: the others in bridge mode get it at once.
  void flood(Packet packet, MacvlanDevice sender) {
    long group = Ethernet.destination(packet.bytes(), packet.head());
    for (MacvlanDevice first : stations) {
      for (MacvlanDevice one = first; one != null; one = one.nextStation) {
        if (one != sender && one.mode() == MacvlanMode.BRIDGE && SharingDevice.hears(one, group)) {
          Packet copy = world().clone(packet);
          int length = copy.length();
          one.countReceived(length, one.cross(copy), true);
        }
      }
    }
  }

  private static Packet.Type groupType(long group) {
    return Mac.isBroadcast(group) ? Packet.Type.BROADCAST : Packet.Type.MULTICAST;
  }

  /// Across, by the backlog (`netif_rx`).
  private void cross(Packet packet, MacvlanDevice device, Packet.Type type) {
    packet.device(device);
    packet.originalIndex(0);
    packet.type(type);
    below.netns().machine().backlog().add(packet);
  }

  private World world() {
    return below.netns().world();
  }
}
