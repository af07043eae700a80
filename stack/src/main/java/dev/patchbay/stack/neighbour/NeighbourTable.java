package dev.patchbay.stack.neighbour;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The neighbours of one family on one machine (`arp_tbl`, `nd_tbl`), whatever the namespace: the
/// limits are the machine's.
public final class NeighbourTable implements MachinePart {
  private static final Key<NeighbourTable> IPV4 =
      new Key<>(machine -> new NeighbourTable(machine, Family.IPV4));
  private static final Key<NeighbourTable> IPV6 =
      new Key<>(machine -> new NeighbourTable(machine, Family.IPV6));

  /// So long an entry is safe from a forced collection, in nanoseconds.
  private static final long FRESH = 5_000_000_000L;

  /// What the table keeps for a device. Made when there is something to keep.
  private static final class OnDevice {
    final NeighbourParameters parameters;
    final LinkedHashSet<Neighbour> entries = new LinkedHashSet<>(2);
    boolean noArp;

    OnDevice(NeighbourParameters parameters, boolean noArp) {
      this.parameters = parameters;
      this.noArp = noArp;
    }
  }

  private final Machine machine;
  private final Family family;
  private final boolean oneForAll;
  private final Timer periodic;
  private final NeighbourParameters defaults;
  private final Map<NetDevice, OnDevice> devices = new HashMap<>();
  private final LinkedHashSet<Neighbour> all = new LinkedHashSet<>();
  private final LinkedHashSet<Neighbour> managed = new LinkedHashSet<>();
  private final Timer manager;
  private @Nullable NeighbourProtocol protocol;
  private final NeighbourIndex index;
  private final long made;
  private long lastForced;
  private int threshold1 = 128;
  private int threshold2 = 512;
  private int threshold3 = 1024;
  private int gcIntervalSeconds = 30;
  private final TableStatistics statistics = new TableStatistics();

  /// How many entries no limit counts.
  private int exempt;

  private NeighbourTable(Machine machine, Family family) {
    this.machine = machine;
    this.family = family;
    this.oneForAll = family == Family.IPV4;
    this.periodic = new Timer(machine.number(), this::collect);
    this.manager = new Timer(machine.number(), this::useManaged);
    this.defaults = NeighbourParameters.initial(family);
    this.index = new NeighbourIndex(family);
    this.made = machine.world().loop().now();
  }

  /// The table of the family on the machine.
  public static NeighbourTable of(Machine machine, Family family) {
    return machine.part(family == Family.IPV4 ? IPV4 : IPV6);
  }

  public Family family() {
    return family;
  }

  /// How the family asks for addresses; set once, when the family is loaded.
  public void protocol(NeighbourProtocol value) {
    protocol = value;
  }

  NeighbourProtocol protocol() {
    NeighbourProtocol known = protocol;
    if (known == null) {
      throw new IllegalStateException(family + " is not loaded");
    }
    return known;
  }

  // ---- settings

  /// What new devices of the machine begin with, and `neigh/default` of the initial namespace
  /// shows.
  public NeighbourParameters defaults() {
    return defaults;
  }

  /// The settings that hold for the device, to be read.
  public NeighbourParameters parameters(NetDevice device) {
    OnDevice known = devices.get(device);
    return known == null ? defaults : known.parameters;
  }

  /// The device's own settings, to be written.
  public NeighbourParameters ownParameters(NetDevice device) {
    return onDevice(device).parameters;
  }

  private OnDevice onDevice(NetDevice device) {
    OnDevice known = devices.get(device);
    if (known == null) {
      known = new OnDevice(defaults.copy(), isNoArp(device));
      devices.put(device, known);
    }
    return known;
  }

  private static boolean isNoArp(NetDevice device) {
    return (device.flags() & DeviceFlags.NOARP) != 0;
  }

  /// Sets a default. Devices of the initial namespace follow that have not set it themselves; those
  /// of other namespaces keep what they began with (`neigh_copy_dflt_parms`).
  void setDefault(NeighbourSetting setting, int value) {
    for (Netns netns : machine.namespaces()) {
      for (int i = 0; i < netns.deviceCount(); i++) {
        OnDevice known = onDevice(netns.deviceAt(i));
        if (netns == machine.initialNetns()) {
          known.parameters.inherit(setting, value);
        }
      }
    }
    defaults.set(setting, value);
  }

  /// What the table is called (`NDTA_NAME`).
  public String name() {
    return family == Family.IPV4 ? "arp_cache" : "ndisc_cache";
  }

  /// How many hold the device's settings: the device and its entries.
  public int references(NetDevice device) {
    OnDevice known = devices.get(device);
    return known == null ? 1 : 1 + known.entries.size();
  }

  /// How long a confirmation holds on the device, in nanoseconds.
  public long reachableTime(NetDevice device) {
    long now = machine.world().loop().now();
    return ownParameters(device).reachableTime(device, family, now);
  }

  /// As [#reachableTime], of the settings that new devices begin with.
  public long defaultReachableTime() {
    NetDevice loopback = machine.initialNetns().device(1);
    return loopback == null ? 0 : reachableTime(loopback);
  }

  // ---- limits

  /// Below so many entries nothing is collected (`gc_thresh1`).
  public int threshold1() {
    return threshold1;
  }

  public void threshold1(int entries) {
    threshold1 = entries;
  }

  /// Above so many, old entries are collected when a new one is made (`gc_thresh2`).
  public int threshold2() {
    return threshold2;
  }

  public void threshold2(int entries) {
    threshold2 = entries;
  }

  /// So many there can be, permanent ones apart (`gc_thresh3`).
  public int threshold3() {
    return threshold3;
  }

  public void threshold3(int entries) {
    threshold3 = entries;
  }

  /// A setting that the kernel keeps and does not use any more, in seconds (`gc_interval`).
  public int gcInterval() {
    return gcIntervalSeconds;
  }

  public void gcInterval(int seconds) {
    gcIntervalSeconds = seconds;
  }

  /// What it has counted.
  public TableStatistics statistics() {
    return statistics;
  }

  /// How many entries there are, in all namespaces.
  public int size() {
    return all.size();
  }

  /// Which bits of a hash say where an entry is kept.
  public int hashMask() {
    return index.mask();
  }

  /// What hashes are mixed with, so that nobody can foresee them.
  public int hashRandom() {
    String name = machine.name() + "/neigh/" + family.word() + "/hash";
    return (int) machine.world().random(name).nextLong();
  }

  /// When entries had to make room, or else when the machine booted.
  public long lastFlush() {
    return statistics.forcedRuns == 0 ? made : lastForced;
  }

  /// When the time for which neighbours are believed was last drawn.
  public long lastDrawn(NetDevice device) {
    return ownParameters(device).drawn();
  }

  /// How many questions for others wait to be answered.
  public int proxyQueueLength() {
    return protocol().proxyQueueLength();
  }

  // ---- entries

  /// The entry, or null.
  public @Nullable Neighbour find(NetDevice device, long hi, long lo) {
    Neighbour found = index.find(device, key(device, hi), lo);
    statistics.lookups++;
    statistics.hits += found == null ? 0 : 1;
    return found;
  }

  /// On a device with one station at the other end, or with none, IPv4 has one entry for all
  /// destinations.
  private long key(NetDevice device, long hi) {
    boolean one = (device.flags() & (DeviceFlags.LOOPBACK | DeviceFlags.POINTOPOINT)) != 0;
    return one && oneForAll ? 0 : hi;
  }

  /// The entry, made when there is none; null when the table is full or the device has no part in
  /// the family (`neigh_create`).
  public @Nullable Neighbour obtain(NetDevice device, long hi, long lo) {
    long keyHi = key(device, hi);
    Neighbour known = index.find(device, keyHi, lo);
    if (known != null) {
      return known;
    }
    if (hasRoom()) {
      return make(device, keyHi, lo);
    }
    statistics.tableFulls++;
    if (machine.log().mayPrint()) {
      machine.log().print("neighbour: " + name() + ": neighbor table overflow!");
    }
    return null;
  }

  /// As [#obtain], for an entry that no limit counts: a permanent one.
  @Nullable Neighbour obtainExempt(NetDevice device, long hi, long lo) {
    long keyHi = key(device, hi);
    Neighbour known = index.find(device, keyHi, lo);
    return known != null ? known : make(device, keyHi, lo);
  }

  /// The entry of the next hop that the route and the packet's destination say: the gateway's, or
  /// the destination's own. The route keeps the last one. Null when none can be made.
  public @Nullable Neighbour forRoute(Route route, long destinationHi, long destinationLo) {
    boolean gateway = route.hasGateway();
    long hi = key(route.device(), gateway ? route.gatewayHi() : destinationHi);
    long lo = gateway ? route.gatewayLo() : destinationLo;
    Neighbour kept = (Neighbour) route.neighbour();
    if (kept != null && kept.hi() == hi && kept.lo() == lo && !kept.isDead()) {
      return kept;
    }
    Neighbour found = obtain(route.device(), hi, lo);
    route.neighbour(found);
    return found;
  }

  private @Nullable Neighbour make(NetDevice device, long hi, long lo) {
    OnDevice on = onDevice(device);
    Neighbour neighbour = new Neighbour(this, on.parameters, device, hi, lo);
    statistics.allocations++;
    if (!protocol().construct(neighbour)) {
      return null;
    }
    statistics.hashGrows += index.isFull() ? 1 : 0;
    index.add(neighbour);
    on.entries.add(neighbour);
    all.add(neighbour);
    if (all.size() >= threshold1 && !periodic.isArmed()) {
      armPeriodic();
    }
    return neighbour;
  }

  /// Takes the entry out; what waits for it is dropped.
  public void remove(Neighbour neighbour) {
    index.remove(neighbour);
    all.remove(neighbour);
    OnDevice on = devices.get(neighbour.device());
    if (on != null) {
      on.entries.remove(neighbour);
    }
    exempt -= neighbour.exempt ? 1 : 0;
    statistics.destroys++;
    neighbour.die(DropReason.NEIGH_DEAD);
    tell(neighbour, true);
  }

  /// The entries on the device, oldest first.
  public List<Neighbour> on(NetDevice device) {
    OnDevice known = devices.get(device);
    return known == null ? List.of() : List.copyOf(known.entries);
  }

  // ---- devices

  /// The device has gone down, lost its carrier or changed its address: its entries go, but for the
  /// fixed ones when `keepPermanent` (`neigh_flush_dev`).
  public void flush(NetDevice device, boolean keepPermanent) {
    for (Neighbour neighbour : on(device)) {
      if (!keepPermanent || !neighbour.is(NeighbourState.PERMANENT)) {
        remove(neighbour);
      }
    }
  }

  /// The device's flags may have changed: whether its neighbours need asking.
  void flagsChanged(NetDevice device) {
    OnDevice known = devices.get(device);
    if (known != null && known.noArp != isNoArp(device)) {
      known.noArp = isNoArp(device);
      flush(device, false);
    }
  }

  /// The device has been given an address of the family: no default reaches it any more.
  void addressGiven(NetDevice device) {
    if (device.netns() == machine.initialNetns()) {
      ownParameters(device).setAllOwn();
    }
  }

  /// The device leaves its namespace.
  void forget(NetDevice device) {
    flush(device, false);
    devices.remove(device);
  }

  // ---- collection

  private boolean hasRoom() {
    int counted = all.size() - exempt;
    if (counted < threshold2) {
      return true;
    }
    long now = machine.world().loop().now();
    if (counted >= threshold3 || (counted >= threshold2 && now > lastForced + FRESH)) {
      lastForced = now;
      return collectForced(counted - threshold2) > 0 || counted < threshold3;
    }
    return true;
  }

  /// Whether limits count the entry may have changed (`neigh_update_gc_list`).
  void recount(Neighbour neighbour) {
    boolean now = isExempt(neighbour);
    if (now != neighbour.exempt) {
      neighbour.exempt = now;
      exempt += now ? 1 : -1;
    }
  }

  private static boolean isExempt(Neighbour neighbour) {
    return neighbour.is(NeighbourState.PERMANENT) || neighbour.isExternal();
  }

  /// `neigh_forced_gc`: what no timer leads on and has not been touched for five seconds goes,
  /// oldest first, until `most` are gone; one goes in any case.
  private int collectForced(int most) {
    long now = machine.world().loop().now();
    statistics.forcedRuns++;
    int gone = 0;
    for (Neighbour neighbour : List.copyOf(all)) {
      boolean idle =
          neighbour.is(NeighbourState.FAILED | NeighbourState.NOARP)
              || now > neighbour.updated() + FRESH;
      if (idle && !neighbour.isTimed() && !isExempt(neighbour)) {
        remove(neighbour);
        if (++gone >= most) {
          return gone;
        }
      }
    }
    return gone;
  }

  private void armPeriodic() {
    long half = defaults.nanos(NeighbourSetting.BASE_REACHABLE_TIME) / 2;
    machine.world().loop().arm(periodic, machine.world().loop().now() + half);
  }

  /// `neigh_periodic_work`: entries that failed or were not used for `gc_stale_time` go, when there
  /// are many.
  private void collect() {
    statistics.periodicRuns++;
    if (all.size() < threshold1) {
      return;
    }
    long now = machine.world().loop().now();
    for (Neighbour neighbour : new ArrayList<>(all)) {
      if (isOld(neighbour, now)) {
        remove(neighbour);
      }
    }
    if (all.size() >= threshold1) {
      armPeriodic();
    }
  }

  private static boolean isOld(Neighbour neighbour, long now) {
    if (neighbour.is(NeighbourState.PERMANENT | NeighbourState.IN_TIMER)
        || neighbour.isExternal()) {
      return false;
    }
    neighbour.used(Math.max(neighbour.used(), neighbour.confirmed()));
    long stale = neighbour.parameters().nanos(NeighbourSetting.GC_STALE_TIME);
    return neighbour.is(NeighbourState.FAILED) || now >= neighbour.used() + stale;
  }

  // ---- managed entries

  /// The entry is looked for again and again from now on, or no longer.
  void manage(Neighbour neighbour, boolean on) {
    if (on) {
      managed.add(neighbour);
      armManager();
    } else {
      managed.remove(neighbour);
    }
  }

  private void armManager() {
    if (!manager.isArmed()) {
      long interval = defaults.nanos(NeighbourSetting.INTERVAL_PROBE_TIME);
      machine.world().loop().arm(manager, machine.world().loop().now() + interval);
    }
  }

  /// `neigh_managed_work`
  private void useManaged() {
    for (Neighbour neighbour : List.copyOf(managed)) {
      neighbour.use();
    }
    if (!managed.isEmpty()) {
      armManager();
    }
  }

  // ---- announcements

  void announce(Neighbour neighbour) {
    tell(neighbour, false);
  }

  private static void tell(Neighbour neighbour, boolean gone) {
    Netns netns = neighbour.device().netns();
    if (netns.hasMonitors()) {
      // Whoever changes it holds it meanwhile: a request, a message's receiver, its timer.
      NeighbourSnapshot snapshot = NeighbourSnapshot.of(neighbour, gone ? 0 : 1);
      netns.announce(new NeighbourAnnouncement(snapshot, gone));
    }
  }
}
