package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A network namespace: a world of its own with devices, addresses, tables, hooks, sockets. It
/// lives while a name, a process or a socket holds it.
public final class Netns {
  /// Below so many devices a walk is quicker than a map, and smaller.
  private static final int FEW = 8;

  private final Machine machine;
  private final int number;
  private final Links links = new Links(this);
  private NetDevice[] devices = new NetDevice[2];
  private int deviceCount;
  private int lastIndex;
  private @Nullable Map<String, NetDevice> byName;
  private List<String> names = List.of();
  private final Map<String, RandomStream> macStreams = new HashMap<>(2);
  private Object[] parts = {};

  /// The part that was asked for last, and its key: packets ask for the same one again and again.
  private @Nullable Object recentKey;

  private @Nullable Object recentPart;
  private @Nullable Hook @Nullable [] hooks;
  private PacketTap @Nullable [] taps;
  private @Nullable PeerIds nsids;
  private @Nullable List<Consumer<Announcement>> monitors;
  private int holders;
  private boolean gone;

  Netns(Machine machine) {
    this.machine = machine;
    this.number = machine.world().nextNamespace();
    Loopback lo = new Loopback(this);
    LinkRequest request = new LinkRequest();
    request.name = "lo";
    try {
      links.register(lo, request, "lo");
    } catch (NetlinkException e) {
      throw new IllegalStateException("no lo", e);
    }
  }

  public Machine machine() {
    return machine;
  }

  public World world() {
    return machine.world();
  }

  /// Its number in the lab, from 1 on, in the order of making: the kernel's inode, to tell one from
  /// the other.
  public int number() {
    return number;
  }

  /// The number that `readlink /proc/PID/ns/net` shows: the first of a machine has the kernel's
  /// own.
  public long inode() {
    return 4_026_531_840L + (this == machine.initialNetns() ? 0 : 300 + number);
  }

  /// What a person calls it: a name it has on its machine, else its number.
  public String displayName() {
    if (!names.isEmpty()) {
      return names.getFirst();
    }
    return this == machine.initialNetns() ? machine.name() : "netns:" + number;
  }

  /// The first of the names it has on its machine, or null.
  public @Nullable String name() {
    return names.isEmpty() ? null : names.getFirst();
  }

  /// Every name it has on its machine, oldest first.
  public List<String> names() {
    return names;
  }

  void addName(String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    names = List.copyOf(more);
  }

  void removeName(String name) {
    List<String> fewer = new ArrayList<>(names);
    fewer.remove(name);
    names = List.copyOf(fewer);
  }

  /// Random numbers of this namespace, for a purpose.
  public RandomStream random(String purpose) {
    return world().random(machine.name() + "/" + displayName() + "/" + purpose);
  }

  /// A random address for the device, which has its name: of a stream of that name, so that a
  /// second device of the name has another.
  public Mac randomMac(String device) {
    RandomStream random = macStreams.computeIfAbsent(device, d -> random("mac/" + d));
    return Mac.of((random.nextLong() & 0xfe_ff_ff_ff_ff_ffL) | 0x02_00_00_00_00_00L);
  }

  // ---- devices

  /// The requests that make, change and remove links.
  public Links links() {
    return links;
  }

  /// The loopback device.
  public NetDevice loopback() {
    return Objects.requireNonNull(device(1));
  }

  /// The device of this name or alternative name, or null.
  public @Nullable NetDevice device(String name) {
    if (deviceCount > FEW) {
      return devicesByName().get(name);
    }
    for (int i = 0; i < deviceCount; i++) {
      NetDevice device = devices[i];
      if (device.name().equals(name) || device.altNames().contains(name)) {
        return device;
      }
    }
    return null;
  }

  private Map<String, NetDevice> devicesByName() {
    Map<String, NetDevice> known = byName;
    if (known == null) {
      known = new HashMap<>(deviceCount * 2);
      for (int i = 0; i < deviceCount; i++) {
        NetDevice device = devices[i];
        known.put(device.name(), device);
        for (String name : device.altNames()) {
          known.put(name, device);
        }
      }
      byName = known;
    }
    return known;
  }

  void namesChanged() {
    byName = null;
  }

  void rename(NetDevice device, String name) {
    Map<String, NetDevice> known = byName;
    if (known != null) {
      known.remove(device.name());
      known.put(name, device);
    }
    device.name(name);
  }

  /// The device of this index, or null.
  public @Nullable NetDevice device(int index) {
    int at = position(index);
    return at >= 0 ? devices[at] : null;
  }

  /// What `ip` calls the device of this index: `if7` where there is none (`ll_index_to_name`).
  public String nameOf(int index) {
    NetDevice device = device(index);
    return device == null ? "if" + index : device.name();
  }

  /// The devices in the order the kernel lists them: by the low byte of the index, in it the newest
  /// first.
  public List<NetDevice> devices() {
    List<NetDevice> list = new ArrayList<>(Arrays.asList(Arrays.copyOf(devices, deviceCount)));
    if (deviceCount > 0 && devices[deviceCount - 1].index() > 0xff) {
      list.sort((a, b) ->
          (a.index() & 0xff) != (b.index() & 0xff)
              ? Integer.compare(a.index() & 0xff, b.index() & 0xff)
              : Integer.compare(b.index(), a.index()));
    }
    return list;
  }

  /// How many devices it has.
  public int deviceCount() {
    return deviceCount;
  }

  /// The device number `i` of [#deviceCount], by index: for loops that must not allocate.
  public NetDevice deviceAt(int i) {
    return devices[i];
  }

  private int position(int index) {
    int low = 0;
    int high = deviceCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = devices[middle].index();
      if (at == index) {
        return middle;
      }
      if (at < index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  void add(NetDevice device) {
    if (deviceCount == devices.length) {
      devices = Arrays.copyOf(devices, deviceCount * 2);
    }
    int at = -position(device.index()) - 1;
    System.arraycopy(devices, at, devices, at + 1, deviceCount - at);
    devices[at] = device;
    deviceCount++;
    Map<String, NetDevice> known = byName;
    if (known != null) {
      known.put(device.name(), device);
      for (String name : device.altNames()) {
        known.put(name, device);
      }
    }
  }

  void remove(NetDevice device) {
    int at = position(device.index());
    System.arraycopy(devices, at + 1, devices, at, deviceCount - at - 1);
    devices[--deviceCount] = devices[0];
    Map<String, NetDevice> known = byName;
    if (known != null) {
      known.remove(device.name());
      device.altNames().forEach(known::remove);
    }
  }

  /// The index of a new device: the one asked for, or the next (`dev_new_index`).
  int takeIndex(int asked) throws NetlinkException {
    if (asked != 0) {
      if (position(asked) >= 0) {
        throw new NetlinkException(Errno.EBUSY);
      }
      return asked;
    }
    do {
      lastIndex++;
    } while (position(lastIndex) >= 0);
    return lastIndex;
  }

  /// The index of a device that comes from elsewhere: its own if that is free.
  int indexForMoved(int own) throws NetlinkException {
    return position(own) < 0 ? own : takeIndex(0);
  }

  // ---- numbers of other namespaces

  /// The number by which this namespace knows `peer`; it gets one when it has none
  /// (`peernet2id_alloc`).
  public int nsid(Netns peer) {
    int known = knownNsid(peer);
    if (known >= 0) {
      return known;
    }
    int id = nsids().add(peer);
    announce(new NsidAnnouncement(id, false));
    return id;
  }

  private PeerIds nsids() {
    PeerIds all = nsids;
    if (all == null) {
      all = new PeerIds();
      nsids = all;
    }
    return all;
  }

  /// The number by which this namespace knows `peer`, or -1.
  public int knownNsid(Netns peer) {
    return nsids == null ? -1 : nsids.of(peer);
  }

  /// The namespace this one knows by the number, or null.
  public @Nullable Netns byNsid(int id) {
    return nsids == null ? null : nsids.peer(id);
  }

  /// The numbers it has given, ascending.
  public List<Integer> knownNsids() {
    return nsids == null ? List.of() : nsids.all();
  }

  /// Gives `peer` the number `id` (`RTM_NEWNSID`).
  public void assignNsid(Netns peer, int id) throws NetlinkException {
    if (knownNsid(peer) >= 0) {
      throw new NetlinkException(Errno.EEXIST, "Peer netns already has a nsid assigned.");
    }
    if (byNsid(id) != null) {
      throw new NetlinkException(Errno.EEXIST, "The specified nsid is already used.");
    }
    nsids().add(peer, id);
    announce(new NsidAnnouncement(id, false));
  }

  void forgetNsid(Netns peer) {
    int id = nsids == null ? -1 : nsids.remove(peer);
    if (id >= 0) {
      announce(new NsidAnnouncement(id, true));
    }
  }

  // ---- what modules keep

  /// The part of the namespace under `key`, made when it is asked for the first time.
  @SuppressWarnings("unchecked")
  public <P extends NetnsPart> P part(NetnsPart.Key<P> key) {
    Object recent = recentPart;
    return (P) (key == recentKey && recent != null ? recent : findPart(key));
  }

  private NetnsPart findPart(NetnsPart.Key<?> key) {
    Object[] all = parts;
    for (int i = 0; i < all.length; i += 2) {
      if (all[i] == key) {
        recentKey = key;
        recentPart = all[i + 1];
        return (NetnsPart) all[i + 1];
      }
    }
    NetnsPart part = key.make(this);
    all = Arrays.copyOf(parts, parts.length + 2);
    all[all.length - 2] = key;
    all[all.length - 1] = part;
    parts = all;
    return part;
  }

  /// Whether the part under `key` has been made.
  public boolean hasPart(NetnsPart.Key<?> key) {
    for (int i = 0; i < parts.length; i += 2) {
      if (parts[i] == key) {
        return true;
      }
    }
    return false;
  }

  // ---- hooks and taps

  /// The hook where something stands, or null: the one check a packet makes.
  public @Nullable Hook activeHook(HookFamily family, HookPoint point) {
    @Nullable Hook[] all = hooks;
    return all == null ? null : all[slot(family, point)];
  }

  /// The hook, made on first use.
  public Hook hook(HookFamily family, HookPoint point) {
    @Nullable Hook[] all = hooks;
    if (all == null) {
      all = new @Nullable Hook[HookFamily.values().length * HookPoint.values().length];
      hooks = all;
    }
    int slot = slot(family, point);
    Hook hook = all[slot];
    if (hook == null) {
      hook = new Hook(this, family, point);
      all[slot] = hook;
    }
    return hook;
  }

  private static int slot(HookFamily family, HookPoint point) {
    return family.ordinal() * 7 + point.ordinal();
  }

  boolean hasTaps() {
    return taps != null;
  }

  PacketTap @Nullable [] taps() {
    return taps;
  }

  /// Lets `tap` see packets: those of its device, or all of the namespace.
  public void addTap(PacketTap tap) {
    NetDevice device = tap.device();
    if (device != null) {
      device.taps(with(device.taps(), tap));
    } else {
      taps(with(taps, tap));
    }
  }

  /// Undoes [#addTap].
  public void removeTap(PacketTap tap) {
    NetDevice device = tap.device();
    if (device != null) {
      device.taps(without(device.taps(), tap));
    } else {
      taps(without(taps, tap));
    }
  }

  private void taps(PacketTap @Nullable [] value) {
    taps = value;
    devices().forEach(NetDevice::lookAround);
  }

  private static PacketTap[] with(PacketTap @Nullable [] taps, PacketTap tap) {
    PacketTap[] more = taps == null ? new PacketTap[1] : Arrays.copyOf(taps, taps.length + 1);
    more[more.length - 1] = tap;
    return more;
  }

  private static PacketTap @Nullable [] without(PacketTap @Nullable [] taps, PacketTap tap) {
    if (taps == null) {
      return null;
    }
    PacketTap[] rest = Arrays.stream(taps).filter(t -> t != tap).toArray(PacketTap[]::new);
    return rest.length == 0 ? null : rest;
  }

  // ---- monitors

  /// Whether anybody hears announcements.
  public boolean hasMonitors() {
    return monitors != null;
  }

  /// Tells those who listen.
  public void announce(Announcement announcement) {
    if (monitors != null) {
      List.copyOf(monitors).forEach(monitor -> monitor.accept(announcement));
    }
  }

  /// Lets `monitor` hear announcements; it queues them.
  public void addMonitor(Consumer<Announcement> monitor) {
    if (monitors == null) {
      monitors = new ArrayList<>(2);
    }
    monitors.add(monitor);
  }

  /// Undoes [#addMonitor].
  public void removeMonitor(Consumer<Announcement> monitor) {
    if (monitors != null) {
      monitors.remove(monitor);
      if (monitors.isEmpty()) {
        monitors = null;
      }
    }
  }

  // ---- life

  /// Somebody holds the namespace: a name, a process, a socket.
  public Netns hold() {
    holders++;
    return this;
  }

  /// Somebody lets go; when nobody is left it is taken apart, in its own time.
  public void release() {
    if (--holders == 0 && !gone && this != machine.initialNetns()) {
      machine.dismantle(this);
    }
  }

  /// Whether it has been taken apart.
  public boolean isGone() {
    return gone;
  }

  /// Takes it apart (`cleanup_net`): physical devices go back to the initial namespace, the others
  /// end.
  void tearDown() {
    gone = true;
    giveBackNics();
    List<NetDevice> ends = devices();
    ends.remove(loopback());
    Links.unregister(ends);
    Links.unregister(List.of(loopback()));
    for (int i = 1; i < parts.length; i += 2) {
      ((NetnsPart) parts[i]).tearDown();
    }
  }

  /// What no request has made goes to the initial namespace, under another name where its own is
  /// taken (`default_device_exit_net`).
  private void giveBackNics() {
    Netns initial = machine.initialNetns();
    if (this == initial) {
      return;
    }
    for (NetDevice device : devices()) {
      if (device.kind() == null && !device.isLoopback()) {
        giveBack(device, initial);
      }
    }
  }

  private void giveBack(NetDevice device, Netns initial) {
    String another = "dev" + device.index();
    device.altNames(device.altNames().stream().filter(n -> initial.device(n) == null).toList());
    try {
      links.move(device, initial, initial.device(another) == null ? another : "dev%d", 0);
    } catch (NetlinkException e) {
      throw new IllegalStateException(device + " cannot go back", e);
    }
  }
}
