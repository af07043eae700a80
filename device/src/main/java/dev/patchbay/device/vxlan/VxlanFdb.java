package dev.patchbay.device.vxlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.device.bridge.FdbAnnouncement;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbRequest;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.route.FdbGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The forwarding database of a VXLAN device: what was said (`vxlan_fdb_update`), what was learned
/// (`vxlan_snoop`), and the forgetting (`vxlan_cleanup`). The entry of the address that is all
/// zeros is for stations of which nothing is known.
final class VxlanFdb {
  static final long UNKNOWN = 0;

  private static final long SECOND = 1_000_000_000L;

  private final VxlanDevice device;
  private final VxlanTable table = new VxlanTable();
  private @Nullable Timer ageing;

  VxlanFdb(VxlanDevice device) {
    this.device = device;
  }

  private long now() {
    return device.netns().world().loop().now();
  }

  // ---- packets

  /// The entry of the station, which is needed now.
  @Nullable VxlanEntry find(long mac, int network) {
    VxlanEntry entry = table.find(mac, network);
    if (entry != null) {
      entry.used = now();
    }
    return entry;
  }

  /// A frame of the station has come from `hi`, `lo`. Returns whether that may be.
  boolean learn(long mac, int network, boolean ipv6, long hi, long lo, int link) {
    VxlanEntry entry = find(mac, network);
    if (entry == null) {
      if (device.isUp() && hasRoom()) {
        VxlanConfig config = device.config();
        VxlanEntry made = new VxlanEntry(mac, network, FdbSnapshot.State.REACHABLE, now());
        Ip from = ipv6 ? Ip.v6(hi, lo) : Ip.v4((int) (hi >>> 32));
        made.remotes.add(new VxlanRemote(from, config.port(), config.network(), link));
        insert(made);
        armAgeing(made.used);
      }
      return true;
    }
    if (entry.nexthop != null) {
      return false;
    }
    VxlanRemote remote = entry.remotes.getFirst();
    if (remote.address.hi() == hi && remote.address.lo() == lo && remote.link == link) {
      return true;
    }
    if (entry.isFixed()) {
      return false;
    }
    Ip from = ipv6 ? Ip.v6(hi, lo) : Ip.v4((int) (hi >>> 32));
    device
        .netns()
        .machine()
        .log()
        .print(
            device.name()
                + ": "
                + Mac.format(mac)
                + " migrated from "
                + remote.address.text()
                + " to "
                + from.text());
    remote.address = from;
    entry.updated = now();
    announce(entry, remote, false);
    return true;
  }

  private boolean hasRoom() {
    long limit = device.config().limit();
    return limit == 0 || table.size() < limit;
  }

  // ---- entries

  private void insert(VxlanEntry entry) {
    table.add(entry);
    announce(entry, first(entry), false);
  }

  private static @Nullable VxlanRemote first(VxlanEntry entry) {
    return entry.nexthop == null ? entry.remotes.getFirst() : null;
  }

  /// Knows the end for stations of which nothing is known.
  void addDefault(int network, Ip remote, int link) {
    int port = device.config().port();
    VxlanEntry entry = table.find(UNKNOWN, network);
    if (entry == null) {
      entry = new VxlanEntry(UNKNOWN, network, FdbSnapshot.State.PERMANENT, now());
      entry.remotes.add(new VxlanRemote(remote, port, network, link));
      insert(entry);
    } else {
      append(entry, remote, port, network, link);
    }
  }

  /// Forgets that end.
  void removeDefault(int network, Ip remote, int link) {
    VxlanEntry entry = table.find(UNKNOWN, network);
    if (entry != null) {
      removeEnd(entry, remote, device.config().port(), network, link);
    }
  }

  private void append(VxlanEntry entry, Ip address, int port, int network, int link) {
    for (VxlanRemote remote : entry.remotes) {
      if (remote.is(address, port, network, link)) {
        return;
      }
    }
    VxlanRemote remote = new VxlanRemote(address, port, network, link);
    entry.remotes.add(remote);
    announce(entry, remote, false);
  }

  private void removeEnd(VxlanEntry entry, Ip address, int port, int network, int link) {
    VxlanRemote end = null;
    for (VxlanRemote remote : entry.remotes) {
      if (remote.is(address, port, network, link)) {
        end = remote;
      }
    }
    if (end == null) {
      return;
    }
    if (entry.remotes.size() == 1) {
      remove(entry);
    } else {
      entry.remotes.remove(end);
      announce(entry, end, true);
    }
  }

  private void remove(VxlanEntry entry) {
    table.removeIf(one -> one == entry).forEach(this::announceGone);
  }

  /// Forgets what was learned; with `all` also what was said, save what is for unknown stations.
  void flush(boolean all) {
    table
        .removeIf(entry -> (all || !entry.isFixed()) && entry.mac != UNKNOWN)
        .forEach(this::announceGone);
  }

  // ---- ageing

  private void armAgeing(long used) {
    Timer timer = ageing;
    if (timer == null) {
      timer = new Timer(device.netns().machine().number(), this::age);
      ageing = timer;
    }
    if (device.config().ageing() != 0 && !timer.isArmed()) {
      device.netns().world().loop().arm(timer, used + device.config().ageing() * SECOND);
    }
  }

  /// The time after which entries are forgotten is another one.
  void ageingChanged() {
    if (ageing != null && ageing.isArmed()) {
      device.netns().world().loop().disarm(ageing);
    }
    age();
  }

  private void age() {
    if (!device.isUp()) {
      return;
    }
    long oldest = now() - device.config().ageing() * SECOND;
    table.removeIf(entry -> entry.ages() && entry.used <= oldest).forEach(this::announceGone);
    long next = Long.MAX_VALUE;
    for (VxlanEntry entry : table.all()) {
      if (entry.ages()) {
        next = Math.min(next, entry.used);
      }
    }
    if (next != Long.MAX_VALUE) {
      armAgeing(next);
    }
  }

  // ---- requests

  private VxlanRemote parse(FdbRemote words) throws NetlinkException {
    VxlanConfig config = device.config();
    Ip address = words.destination();
    NetDevice by = words.by();
    return new VxlanRemote(
        address == null ? (config.isIpv6() ? Ip.ANY6 : Ip.ANY4) : address,
        Objects.requireNonNullElse(words.port(), config.port()),
        Objects.requireNonNullElse(words.network(), config.network()),
        by == null ? 0 : by.index());
  }

  private int networkOf(FdbRemote words) {
    VxlanConfig config = device.config();
    return config.is(VxlanFlag.COLLECT_METADATA)
        ? Objects.requireNonNullElse(words.ownNetwork(), config.network())
        : config.network();
  }

  /// `vxlan_fdb_add`
  void add(FdbRequest request) throws NetlinkException {
    FdbRemote words = request.remote();
    if (words.destination() == null && words.nexthop() == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    VxlanRemote remote = parse(words);
    if (words.nexthop() == null
        && remote.address.isV6() != device.config().isIpv6()
        && !isFiltering()) {
      throw new NetlinkException(Errno.EAFNOSUPPORT);
    }
    VxlanEntry entry = table.find(request.mac(), networkOf(words));
    if (entry == null) {
      create(request, remote);
    } else if (request.mode() == FdbRequest.Mode.ADD) {
      throw new NetlinkException(Errno.EEXIST);
    } else {
      update(entry, request, remote);
    }
  }

  private boolean isFiltering() {
    return device.config().is(VxlanFlag.VNIFILTER);
  }

  private static boolean isForMany(long mac) {
    return mac == UNKNOWN || Mac.isMulticast(mac);
  }

  private void create(FdbRequest request, VxlanRemote remote) throws NetlinkException {
    if (request.mode() == FdbRequest.Mode.REPLACE && isForMany(request.mac())) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (!hasRoom()) {
      throw new NetlinkException(Errno.ENOSPC);
    }
    VxlanEntry entry =
        new VxlanEntry(request.mac(), networkOf(request.remote()), state(request), now());
    entry.router = request.router();
    entry.external = request.externLearn();
    lead(entry, request.remote(), remote);
    insert(entry);
    if (entry.ages()) {
      armAgeing(entry.used);
    }
  }

  /// The entry leads to that end from now on, or to a group of nexthops.
  private void lead(VxlanEntry entry, FdbRemote words, VxlanRemote remote) throws NetlinkException {
    Long id = words.nexthop();
    FdbGroup group =
        id == null
            ? null
            : FdbGroup.named(
                device.netns(), id, device.config().remote().family(), () -> remove(entry));
    entry.remotes.clear();
    entry.nexthop = group;
    if (group == null) {
      entry.remotes.add(remote);
    }
  }

  private static FdbSnapshot.State state(FdbRequest request) {
    return switch (request.state()) {
      case PERMANENT -> FdbSnapshot.State.PERMANENT;
      case STATIC -> FdbSnapshot.State.STATIC;
      case REACHABLE -> FdbSnapshot.State.REACHABLE;
    };
  }

  /// `vxlan_fdb_update_existing`
  private void update(VxlanEntry entry, FdbRequest request, VxlanRemote remote)
      throws NetlinkException {
    if (request.remote().nexthop() != null) {
      checkNexthop(entry, request.mode());
    }
    if (entry.state != state(request) || entry.router != request.router()) {
      entry.state = state(request);
      entry.router = request.router();
      entry.updated = now();
    }
    if (request.mode() == FdbRequest.Mode.REPLACE) {
      if (isForMany(entry.mac)) {
        throw new NetlinkException(Errno.EOPNOTSUPP, "Cannot replace non-unicast fdb entries.");
      }
      if (entry.nexthop == null || request.remote().nexthop() != null) {
        lead(entry, request.remote(), remote);
        announce(entry, first(entry), false);
      }
    } else if (isForMany(entry.mac)) {
      append(entry, remote.address, remote.port, remote.network, remote.link);
    }
  }

  private static void checkNexthop(VxlanEntry entry, FdbRequest.Mode mode) throws NetlinkException {
    if (entry.nexthop == null) {
      throw new NetlinkException(
          Errno.EOPNOTSUPP, "Cannot replace an existing non nexthop fdb with a nexthop.");
    }
    if (mode == FdbRequest.Mode.APPEND) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Cannot append to a nexthop fdb.");
    }
  }

  /// `vxlan_fdb_delete`
  void delete(FdbRequest request) throws NetlinkException {
    VxlanRemote remote = parse(request.remote());
    VxlanEntry entry = table.find(request.mac(), networkOf(request.remote()));
    if (entry == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (remote.address.isUnspecified()) {
      remove(entry);
    } else {
      removeEnd(entry, remote.address, remote.port, remote.network, remote.link);
    }
  }

  FdbSnapshot get(long mac, FdbRemote words) throws NetlinkException {
    VxlanConfig config = device.config();
    int asked = Objects.requireNonNullElse(words.network(), config.network());
    int network = config.is(VxlanFlag.COLLECT_METADATA) ? asked : config.network();
    VxlanEntry entry = table.find(mac, network);
    if (entry == null) {
      throw new NetlinkException(Errno.ENOENT, "Fdb entry not found.");
    }
    return snapshot(entry, first(entry));
  }

  List<FdbSnapshot> all() {
    List<FdbSnapshot> all = new ArrayList<>();
    for (VxlanEntry entry : table.all()) {
      if (entry.nexthop != null) {
        all.add(snapshot(entry, null));
        continue;
      }
      for (VxlanRemote remote : entry.remotes) {
        all.add(snapshot(entry, remote));
      }
    }
    return all;
  }

  // ---- shows

  /// `vxlan_fdb_info`: what is as usual is not said.
  private FdbSnapshot snapshot(VxlanEntry entry, @Nullable VxlanRemote remote) {
    VxlanConfig config = device.config();
    boolean external = config.is(VxlanFlag.COLLECT_METADATA) && entry.network != 0;
    Integer own = external ? (Integer) entry.network : null;
    FdbRemote shown =
        remote == null
            ? new FdbRemote(null, null, null, own, null, nexthopOf(entry))
            : new FdbRemote(
                remote.address,
                remote.port == 0 || remote.port == config.port() ? null : (Integer) remote.port,
                remote.network == config.network() ? null : (Integer) remote.network,
                own,
                remote.link == 0 ? null : device.underlay().device(remote.link),
                null);
    return new FdbSnapshot(
        entry.mac,
        0,
        device,
        null,
        entry.state,
        false,
        entry.external,
        now() - entry.used,
        now() - entry.updated,
        entry.router,
        shown);
  }

  private static @Nullable Long nexthopOf(VxlanEntry entry) {
    return entry.nexthop == null ? null : (Long) (entry.nexthop.id() & 0xffff_ffffL);
  }

  /// A frame cannot be sent because nobody knows where its station is, or a packet because nobody
  /// knows the station of its address (`vxlan_fdb_miss`, `vxlan_ip_miss`).
  void announceMiss(long station, @Nullable Ip address) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new MissAnnouncement(device, station, address));
    }
  }

  private void announce(VxlanEntry entry, @Nullable VxlanRemote remote, boolean gone) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new FdbAnnouncement(snapshot(entry, remote), gone));
    }
  }

  private void announceGone(VxlanEntry entry) {
    if (entry.nexthop == null) {
      entry.remotes.forEach(remote -> announce(entry, remote, true));
    } else {
      announce(entry, null, true);
    }
  }
}
