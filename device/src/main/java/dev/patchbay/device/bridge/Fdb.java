package dev.patchbay.device.bridge;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.Netns;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forwarding database (net/bridge/br_fdb.c): where stations were last heard.
///
/// A station that is heard is learned, and moves when it is heard elsewhere. What was learned goes
/// when nothing has been heard for the ageing time: one timer a bridge, armed for the moment the
/// oldest entry is due, and only while there is one. The addresses of the bridge and its ports are
/// in the table, too (**local** entries), in each VLAN they belong to.
final class Fdb {
  /// Beyond this many nothing more is learned.
  static final int MOST = 1 << 20;

  /// Collections of garbage are at least so far apart, in nanoseconds.
  private static final long LEAST_DELAY = 10_000_000;

  /// The first one comes so long after the bridge has gone up.
  private static final long FIRST_DELAY = 100_000_000;

  private final BridgeDevice bridge;
  private final EventLoop loop;
  private final FdbTable table = new FdbTable();
  private final Timer gc;
  private long sequence;
  private int ageing;
  private long holdTime;

  /// When garbage is collected next, or would have been, had there been any; 0 when it is not.
  private long nextCollection;

  Fdb(BridgeDevice bridge) {
    this.bridge = bridge;
    this.loop = bridge.netns().world().loop();
    this.gc = new Timer(bridge.netns().machine().number(), this::collect);
  }

  // ---- what frames do

  @Nullable FdbEntry find(long mac, int vlan) {
    return table.find(mac, vlan);
  }

  /// A frame came from `mac` by `port` (`br_fdb_update`).
  void update(BridgePort port, long mac, int vlan) {
    if (holdTime == 0) {
      return;
    }
    FdbEntry entry = table.find(mac, vlan);
    if (entry == null) {
      if (table.size() < MOST) {
        add(port, mac, vlan, 0);
      }
    } else if (entry.isLocal()) {
      warnOfOwnAddress(port, mac, vlan);
    } else {
      entry.updated = loop.now();
      if (entry.port != port && (entry.flags & FdbEntry.STICKY) == 0) {
        entry.port = port;
        entry.set(FdbEntry.EXTERN_LEARN, false);
        announce(entry, false);
      }
    }
  }

  private void warnOfOwnAddress(BridgePort port, long mac, int vlan) {
    KernelLog log = bridge.netns().machine().log();
    if (log.mayPrint()) {
      bridge.warn(
          "received packet on %s with own address as source address (addr:%s, vlan:%d)"
              .formatted(port.device().name(), Mac.format(mac), vlan));
    }
  }

  /// As [#update], of a station that somebody vouches for (`NTF_USE`).
  void use(BridgePort port, long mac, int vlan) {
    update(port, mac, vlan);
    FdbEntry entry = table.find(mac, vlan);
    if (entry != null && !entry.isLocal()) {
      entry.set(FdbEntry.ADDED_BY_USER, true);
    }
  }

  // ---- entries

  FdbEntry add(@Nullable BridgePort port, long mac, int vlan, int flags) {
    FdbEntry entry = new FdbEntry(mac, vlan, port, flags, ++sequence, loop.now());
    table.add(entry);
    if (entry.ages()) {
      ageing++;
      arm();
    }
    announce(entry, false);
    return entry;
  }

  /// Tells monitors how an entry is now, or was (`fdb_notify`).
  void announce(FdbEntry entry, boolean gone) {
    Netns netns = bridge.netns();
    if (netns.hasMonitors()) {
      netns.announce(new FdbAnnouncement(FdbSnapshot.of(bridge, entry), gone));
    }
  }

  void remove(FdbEntry entry) {
    table.remove(entry);
    announce(entry, true);
    if (entry.ages() && --ageing == 0) {
      loop.disarm(gc);
    }
  }

  /// Changes the flags of an entry; whether it ages may change with them.
  void flags(FdbEntry entry, int flags) {
    boolean before = entry.ages();
    entry.flags = flags;
    if (before != entry.ages()) {
      ageing += before ? -1 : 1;
      arm();
    }
  }

  List<FdbEntry> newestFirst() {
    return table.newestFirst();
  }

  /// Removes what was learned at the port, or all that leads to it (`br_fdb_delete_by_port`); null
  /// is the bridge itself.
  void removeOf(@Nullable BridgePort port, boolean all) {
    for (FdbEntry entry : table.of(port)) {
      if (entry.isLocal() && all) {
        removeLocal(port, entry);
      } else if (all || entry.ages()) {
        remove(entry);
      }
    }
  }

  // ---- own addresses

  /// The bridge answers to the address, that of `port` or its own (`fdb_add_local`).
  void addLocal(@Nullable BridgePort port, long mac, int vlan) {
    if (!Mac.isUsable(mac)) {
      return;
    }
    FdbEntry entry = table.find(mac, vlan);
    if (entry != null && entry.isLocal()) {
      return;
    }
    if (entry != null) {
      bridge.warn(
          "adding interface %s with same address as a received packet (addr:%s, vlan:%d)"
              .formatted(
                  port == null ? bridge.name() : port.device().name(), Mac.format(mac), vlan));
      remove(entry);
    }
    add(port, mac, vlan, FdbEntry.LOCAL | FdbEntry.STATIC);
  }

  /// As [#addLocal], in every VLAN of the group and in none.
  void addLocal(@Nullable BridgePort port, long mac, VlanGroup vlans) {
    addLocal(port, mac, VlanGroup.NONE);
    for (BridgeVlan vlan : vlans.all()) {
      addLocal(port, mac, vlan.id);
    }
  }

  /// `port` no longer has the address; another one may (`fdb_delete_local`).
  private void removeLocal(@Nullable BridgePort port, FdbEntry entry) {
    for (int i = 0; i < bridge.ports().count(); i++) {
      BridgePort other = bridge.ports().get(i);
      if (other != port && has(other.device().address(), other.vlans(), entry)) {
        entry.port = other;
        entry.set(FdbEntry.ADDED_BY_USER, false);
        return;
      }
    }
    if (port != null && has(bridge.address(), bridge.vlans(), entry)) {
      entry.port = null;
      entry.set(FdbEntry.ADDED_BY_USER, false);
      return;
    }
    remove(entry);
  }

  private static boolean has(Mac address, VlanGroup vlans, FdbEntry entry) {
    return address.value() == entry.mac
        && (entry.vlan == VlanGroup.NONE || vlans.contains(entry.vlan));
  }

  /// A port's address has become another one (`br_fdb_changeaddr`).
  void changePortAddress(BridgePort port) {
    for (FdbEntry entry : table.of(port)) {
      if (isOwn(entry)) {
        removeLocal(port, entry);
      }
    }
    addLocal(port, port.device().address().value(), port.vlans());
  }

  /// The bridge's address becomes `after` (`br_fdb_change_mac_address`).
  void changeBridgeAddress(long before, long after) {
    removeOwn(before, VlanGroup.NONE);
    addLocal(null, after, VlanGroup.NONE);
    for (BridgeVlan vlan : bridge.vlans().all()) {
      removeOwn(before, vlan.id);
      addLocal(null, after, vlan.id);
    }
  }

  /// The port, or the bridge itself, leaves the VLAN.
  void leaveVlan(@Nullable BridgePort port, long mac, int vlan) {
    FdbEntry entry = table.find(mac, vlan);
    if (entry != null && isOwn(entry) && entry.port == port) {
      removeLocal(port, entry);
    }
  }

  /// What was learned of a port that has left the VLAN goes.
  void forget(@Nullable BridgePort port, int vlan) {
    for (FdbEntry entry : table.of(port)) {
      if (entry.vlan == vlan && entry.ages()) {
        remove(entry);
      }
    }
  }

  private void removeOwn(long mac, int vlan) {
    FdbEntry entry = table.find(mac, vlan);
    if (entry != null && isOwn(entry) && entry.port == null) {
      removeLocal(null, entry);
    }
  }

  private static boolean isOwn(FdbEntry entry) {
    return (entry.flags & (FdbEntry.LOCAL | FdbEntry.ADDED_BY_USER)) == FdbEntry.LOCAL;
  }

  // ---- ageing

  /// How long an entry stays without being heard of, in nanoseconds; with 0 nothing is learned.
  /// What is there goes by it at the next collection.
  void holdTime(long nanos) {
    holdTime = nanos;
  }

  /// When garbage is collected next, from now, in nanoseconds; 0 when it is not.
  long untilCollection() {
    return nextCollection == 0 ? 0 : nextCollection() - loop.now();
  }

  /// Collections are a hold time apart, whether or not there was anything to collect.
  private long nextCollection() {
    long late = loop.now() - nextCollection;
    if (late >= 0 && !gc.isArmed()) {
      long delay = Math.max(holdTime, LEAST_DELAY);
      nextCollection += (late / delay + 1) * delay;
    }
    return nextCollection;
  }

  private void arm() {
    if (ageing > 0 && nextCollection != 0 && !gc.isArmed()) {
      loop.arm(gc, nextCollection());
    }
  }

  /// The bridge goes up: collections begin.
  void start() {
    nextCollection = loop.now() + FIRST_DELAY;
    arm();
  }

  /// It goes down: its ports have forgotten what they learned.
  void stop() {
    nextCollection = 0;
    loop.disarm(gc);
  }

  /// What is due goes now.
  void collectNow() {
    loop.disarm(gc);
    nextCollection = loop.now();
    collect();
  }

  /// The bridge ends.
  void clear() {
    table.clear();
    ageing = 0;
    stop();
  }

  private void collect() {
    long now = loop.now();
    long delay = holdTime;
    List<FdbEntry> due = new ArrayList<>();
    for (int slot = 0; slot < table.slots(); slot++) {
      FdbEntry entry = table.at(slot);
      if (entry != null && entry.ages()) {
        long rest = entry.updated + holdTime - now;
        if (rest <= 0) {
          due.add(entry);
        } else {
          delay = Math.min(delay, rest);
        }
      }
    }
    due.forEach(this::remove);
    nextCollection = now + Math.max(delay, LEAST_DELAY);
    arm();
  }
}
