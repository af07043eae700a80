package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The nexthop objects of a namespace, and the requests about them (`RTM_NEWNEXTHOP`,
/// `RTM_DELNEXTHOP`, `RTM_GETNEXTHOP`; net/ipv4/nexthop.c).
public final class Nexthops implements NetnsPart {
  private static final Key<Nexthops> KEY = new Key<>(Nexthops::new);
  private static final long SECOND = 1_000_000_000L;

  /// How long a bucket must be idle when nothing is said, in seconds.
  private static final long IDLE = 120;

  private final Netns netns;
  private final TreeMap<Integer, Nexthop> all = new TreeMap<>(Integer::compareUnsigned);
  private int lastGiven;

  private Nexthops(Netns netns) {
    this.netns = netns;
  }

  public static Nexthops of(Netns netns) {
    return netns.part(KEY);
  }

  private long now() {
    return netns.world().loop().now();
  }

  @Nullable Nexthop find(int id) {
    return all.get(id);
  }

  /// The nexthop that a route names.
  static Nexthop named(Netns netns, int id) throws NetlinkException {
    Nexthop nexthop = netns.hasPart(KEY) ? of(netns).find(id) : null;
    if (nexthop == null) {
      throw NexthopChecks.invalid("Nexthop id does not exist.");
    }
    return nexthop;
  }

  // ---- requests

  /// Makes a nexthop; with `replace` of the one that has the number.
  public void add(NexthopRequest request, boolean replace) throws NetlinkException {
    NexthopChecks.check(request);
    Nexthop.Member[] members = members(request);
    if (replace && request.id == 0) {
      throw NexthopChecks.invalid("Replace requires nexthop id.");
    }
    int id = request.id == 0 ? unused() : request.id;
    Nexthop made = new Nexthop(id);
    made.protocol = request.protocol;
    made.fdb = request.fdb;
    if (request.group != null) {
      made.members = members;
      made.buckets = request.resilient ? buckets(request, members) : null;
    } else {
      fill(made, request);
    }
    Nexthop old = all.get(id);
    if (old == null) {
      all.put(id, made);
      announce(made, false);
    } else if (replace) {
      replace(old, made);
    } else {
      throw new NetlinkException(Errno.EEXIST);
    }
  }

  private int unused() {
    int id = lastGiven;
    do {
      id++;
    } while (id == 0 || all.containsKey(id));
    lastGiven = id;
    return id;
  }

  private Nexthop.Member[] members(NexthopRequest request) throws NetlinkException {
    List<NexthopRequest.Member> group = request.group;
    if (group == null) {
      return new Nexthop.Member[0];
    }
    NexthopChecks.checkEach(group);
    Nexthop.Member[] members = new Nexthop.Member[group.size()];
    for (int i = 0; i < members.length; i++) {
      Nexthop member = all.get(group.get(i).id());
      if (member == null) {
        throw NexthopChecks.invalid("Invalid nexthop id.");
      }
      NexthopChecks.checkMember(member, members.length, request.fdb);
      members[i] = new Nexthop.Member(member, group.get(i).weight());
    }
    return members;
  }

  private ResilientTable buckets(NexthopRequest request, Nexthop.Member[] members)
      throws NetlinkException {
    Nexthop old = all.get(request.id);
    ResilientTable before = old == null ? null : old.buckets;
    int size = request.buckets;
    if (size == 0) {
      throw NexthopChecks.invalid("Number of buckets needs to be non-0.");
    }
    if (size < 0 && before == null) {
      throw NexthopChecks.invalid("Number of buckets not specified for nexthop group insertion.");
    }
    long idle = request.idleTimer * SECOND;
    long unbalanced = request.unbalancedTimer * SECOND;
    if (request.idleTimer < 0) {
      idle = before == null ? IDLE * SECOND : before.idleTimer();
    }
    if (request.unbalancedTimer < 0) {
      unbalanced = before == null ? 0 : before.unbalancedTimer();
    }
    int buckets = size < 0 && before != null ? before.size() : size;
    return new ResilientTable(buckets, members, idle, unbalanced, now());
  }

  private void fill(Nexthop made, NexthopRequest request) throws NetlinkException {
    Family family = request.family == null ? Family.IPV4 : request.family;
    made.family = family;
    made.gateway = request.gateway;
    made.blackhole = request.blackhole;
    if (request.fdb) {
      return;
    }
    NetDevice device = request.blackhole ? netns.loopback() : request.device;
    int flags = request.onlink ? NextHopFlags.ONLINK : 0;
    Fib fib = Fib.of(netns, family);
    made.hop =
        family == Family.IPV4
            ? new Ipv4NextHops(fib, (Ipv4Lookup) fib.lookup()).hop(device, request.gateway, flags)
            : new Ipv6NextHops(fib).hop(device, request.gateway, flags, request.blackhole);
    EncapChecks.check(netns.machine(), request.encap);
    made.hop.encap = request.encap;
  }

  private void replace(Nexthop old, Nexthop made) throws NetlinkException {
    checkRoutes(old, made);
    for (Nexthop group : groupsOf(old)) {
      if (made.blackhole && group.members.length > 1) {
        throw NexthopChecks.invalid(
            "Blackhole nexthop can not be a member of a group with more than one path.");
      }
      checkRoutes(group, made);
    }
    NexthopChecks.checkReplace(old, made);
    old.become(made);
    announce(old, false);
    refresh(old);
    announceRoutes(old);
    for (Nexthop group : groupsOf(old)) {
      refresh(group);
      announceRoutes(group);
    }
  }

  /// Those that speak of routes alone hear what routes by it have become (`nexthop_compat_mode`).
  /// Whether routes that name a next hop object tell what it says, for those who know no such
  /// objects (`nexthop_compat_mode`).
  static boolean areCompatible(Netns netns) {
    return Fib.of(netns, Family.IPV4).setting(RouteSetting.NEXTHOP_COMPAT_MODE) != 0;
  }

  private void announceRoutes(Nexthop nexthop) {
    if (!areCompatible(netns)) {
      return;
    }
    for (Family family : Family.values()) {
      Fib fib = Fib.of(netns, family);
      fib.entries(entry -> entry.way.nexthop == nexthop)
          .forEach(entry -> fib.announce(entry, false));
    }
  }

  private void checkRoutes(Nexthop used, Nexthop made) throws NetlinkException {
    for (Family family : Family.values()) {
      Fib fib = Fib.of(netns, family);
      if (fib.ways().has(way -> way.nexthop == used)) {
        NexthopChecks.checkRoute(made, family, Scope.GLOBAL);
      }
    }
  }

  private List<Nexthop> groupsOf(Nexthop nexthop) {
    return all.values().stream().filter(one -> one.has(nexthop)).toList();
  }

  /// Routes by it follow what it has become.
  private void refresh(Nexthop nexthop) {
    for (Family family : Family.values()) {
      Fib fib = Fib.of(netns, family);
      fib.ways()
          .forEach(way -> {
            if (way.nexthop == nexthop) {
              nexthop.lead(way);
            }
          });
      fib.flushCache();
    }
  }

  /// Takes a nexthop away, its routes, and the groups that would be empty without it.
  ///
  /// @throws NetlinkException `ENOENT` when there is none of the number
  public void delete(int id) throws NetlinkException {
    Nexthop nexthop = all.get(id);
    if (nexthop == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    remove(nexthop, true);
  }

  private void remove(Nexthop nexthop, boolean told) {
    if (told) {
      announce(nexthop, true);
    }
    all.remove(nexthop.id);
    List.copyOf(nexthop.gone).forEach(Runnable::run);
    for (Family family : Family.values()) {
      removeRoutes(Fib.of(netns, family), nexthop);
    }
    for (Nexthop group : groupsOf(nexthop)) {
      removeFrom(group, nexthop, told);
    }
  }

  /// IPv4 flushes them without a word, as when a device goes.
  private static void removeRoutes(Fib fib, Nexthop nexthop) {
    if (fib.ways().has(way -> way.nexthop == nexthop)) {
      fib.entries(entry -> entry.way.nexthop == nexthop)
          .forEach(fib.family() == Family.IPV4 ? fib::take : fib::remove);
    }
  }

  private void removeFrom(Nexthop group, Nexthop nexthop, boolean told) {
    if (group.members.length == 1) {
      remove(group, told);
      return;
    }
    group.members =
        Arrays.stream(group.members)
            .filter(member -> member.nexthop() != nexthop)
            .toArray(Nexthop.Member[]::new);
    if (group.buckets != null) {
      group.buckets.members(group.members);
    }
    refresh(group);
    if (told) {
      announce(group, false);
    }
  }

  private void announce(Nexthop nexthop, boolean gone) {
    if (netns.hasMonitors()) {
      netns.announce(new NexthopAnnouncement(snapshot(nexthop), gone));
    }
  }

  // ---- devices

  /// Nexthops go with their device, and with its carrier, without a word (`nexthop_flush_dev`).
  static void notify(NetdeviceEvent event, NetDevice device) {
    if (!device.netns().hasPart(KEY)) {
      return;
    }
    boolean leaves = event == NetdeviceEvent.UNREGISTER;
    boolean fails =
        event == NetdeviceEvent.DOWN
            || (event == NetdeviceEvent.CHANGE && !DeviceRoutes.isRunning(device));
    Nexthops nexthops = of(device.netns());
    for (Nexthop one : leaves || fails ? List.copyOf(nexthops.all.values()) : List.<Nexthop>of()) {
      if (one.isBy(device) && (leaves || !one.blackhole)) {
        nexthops.remove(one, false);
      }
    }
  }

  // ---- what is told

  /// One of them.
  ///
  /// @throws NetlinkException `ENOENT` when there is none of the number
  public NexthopSnapshot get(int id) throws NetlinkException {
    Nexthop nexthop = all.get(id);
    if (nexthop == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    return snapshot(nexthop);
  }

  /// All of them, by their numbers.
  public List<NexthopSnapshot> snapshots() {
    List<NexthopSnapshot> snapshots = new ArrayList<>();
    all.values().forEach(nexthop -> snapshots.add(snapshot(nexthop)));
    return snapshots;
  }

  private NexthopSnapshot snapshot(Nexthop nexthop) {
    NextHop hop = nexthop.hop;
    Ip gateway = nexthop.gateway;
    int scope = nexthop.fdb && !nexthop.isGroup() ? Scope.LINK : scope(nexthop, hop);
    return new NexthopSnapshot(
        nexthop.id,
        nexthop.family,
        gateway,
        hop == null || nexthop.blackhole ? null : hop.device.name(),
        hop == null ? 0 : hop.device.index(),
        scope,
        nexthop.protocol,
        hop == null ? 0 : hop.flags & (NextHopFlags.ONLINK | NextHopFlags.LINKDOWN),
        nexthop.blackhole,
        nexthop.fdb,
        Arrays.stream(nexthop.members)
            .map(member -> new NexthopRequest.Member(member.nexthop().id, member.weight()))
            .toList(),
        resilient(nexthop),
        hop == null ? null : hop.encap);
  }

  private static int scope(Nexthop nexthop, @Nullable NextHop hop) {
    return hop == null || nexthop.blackhole ? Scope.GLOBAL : hop.scope;
  }

  private NexthopSnapshot.@Nullable Resilient resilient(Nexthop nexthop) {
    ResilientTable table = nexthop.buckets;
    if (table == null) {
      return null;
    }
    table.keepUp(now());
    List<NexthopSnapshot.Bucket> buckets = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      Nexthop owner = table.owner(i);
      buckets.add(new NexthopSnapshot.Bucket(owner == null ? 0 : owner.id, table.idle(i, now())));
    }
    return new NexthopSnapshot.Resilient(
        buckets, table.idleTimer(), table.unbalancedTimer(), table.unbalanced(now()));
  }
}
