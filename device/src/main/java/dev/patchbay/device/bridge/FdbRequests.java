package dev.patchbay.device.bridge;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.HardwareAddresses;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests about forwarding databases (`rtnl_fdb_add` and its kin, net/core/rtnetlink.c,
/// net/bridge/br_fdb.c): those of bridges, and the addresses that other devices listen to.
public final class FdbRequests {
  private FdbRequests() {}

  // ---- add

  /// Makes `device`, or the bridge above it, know the address.
  public static void add(NetDevice device, FdbRequest request) throws NetlinkException {
    if (device.hardwareType() != ArpHardware.ETHER) {
      throw new NetlinkException(Errno.EINVAL, "FDB add only supported for Ethernet devices.");
    }
    boolean done = false;
    if (request.master() && device.port() instanceof BridgePort port) {
      addToBridge(port.bridge(), port, request);
      done = true;
    }
    if (request.self()) {
      if (device instanceof BridgeDevice bridge) {
        addToBridge(bridge, null, request);
        announce(device, request.mac(), false);
      } else if (device instanceof FdbOwner owner) {
        owner.addEntry(request);
        announce(device, request, false);
      } else if (device instanceof FdbDevice own) {
        own.addEntry(request);
        announce(device, request.mac(), false);
      } else {
        listen(device, request);
      }
      done = true;
    }
    if (!done) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  /// `br_fdb_add`: without a VLAN, in each that the port is in.
  private static void addToBridge(
      BridgeDevice bridge, @Nullable BridgePort port, FdbRequest request) throws NetlinkException {
    if (request.mac() == 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    VlanGroup vlans = port == null ? bridge.vlans() : port.vlans();
    if (request.vlan() != VlanGroup.NONE) {
      if (!vlans.contains(request.vlan())) {
        throw new NetlinkException(Errno.EINVAL);
      }
      add(bridge, port, request, request.vlan());
      return;
    }
    add(bridge, port, request, VlanGroup.NONE);
    for (BridgeVlan vlan : vlans.all()) {
      add(bridge, port, request, vlan.id);
    }
  }

  private static void add(
      BridgeDevice bridge, @Nullable BridgePort port, FdbRequest request, int vlan)
      throws NetlinkException {
    if (request.use()) {
      if (port == null) {
        throw new NetlinkException(Errno.EINVAL);
      }
      if (port.state().learns()) {
        bridge.fdb().use(port, request.mac(), vlan);
      }
    } else if (request.externLearn()) {
      addExternal(bridge, port, request, vlan);
    } else {
      addEntry(bridge, port, request, vlan);
    }
  }

  /// `br_fdb_external_learn_add`
  private static void addExternal(
      BridgeDevice bridge, @Nullable BridgePort port, FdbRequest request, int vlan)
      throws NetlinkException {
    if (port == null && request.state() != FdbRequest.State.PERMANENT) {
      throw new NetlinkException(
          Errno.EINVAL, "bridge: FDB entry towards bridge must be permanent.");
    }
    int flags = FdbEntry.EXTERN_LEARN | FdbEntry.ADDED_BY_USER;
    if (port == null) {
      flags |= FdbEntry.LOCAL;
    }
    Fdb fdb = bridge.fdb();
    FdbEntry entry = fdb.find(request.mac(), vlan);
    if (entry == null) {
      fdb.add(port, request.mac(), vlan, flags);
      return;
    }
    entry.updated = bridge.now();
    entry.port = port;
    fdb.flags(entry, entry.flags | flags);
  }

  /// `fdb_add_entry`
  private static void addEntry(
      BridgeDevice bridge, @Nullable BridgePort port, FdbRequest request, int vlan)
      throws NetlinkException {
    checkState(port, request);
    Fdb fdb = bridge.fdb();
    FdbEntry entry = fdb.find(request.mac(), vlan);
    if (entry == null && !request.create()) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (entry != null && request.exclusive()) {
      throw new NetlinkException(Errno.EEXIST);
    }
    int flags = flags(request);
    if (entry == null) {
      fdb.add(port, request.mac(), vlan, flags);
      return;
    }
    // What is asked for never equals what is there, but for entries that age: of the bits that say
    // so
    // there is one more in the request.
    boolean modified =
        entry.port != port || entry.flags != flags || request.state() != FdbRequest.State.REACHABLE;
    entry.port = port;
    entry.used = bridge.now();
    if (modified) {
      entry.updated = bridge.now();
    }
    fdb.flags(entry, flags);
    if (modified) {
      fdb.announce(entry, false);
    }
  }

  private static void checkState(@Nullable BridgePort port, FdbRequest request)
      throws NetlinkException {
    boolean permanent = request.state() == FdbRequest.State.PERMANENT;
    if (port != null && request.state() == FdbRequest.State.REACHABLE && !port.state().learns()) {
      throw new NetlinkException(Errno.EPERM);
    }
    if ((port == null && !permanent) || (request.sticky() && permanent)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private static int flags(FdbRequest request) {
    int kind =
        switch (request.state()) {
          case PERMANENT -> FdbEntry.LOCAL | FdbEntry.STATIC;
          case STATIC -> FdbEntry.STATIC;
          case REACHABLE -> 0;
        };
    return kind | FdbEntry.ADDED_BY_USER | (request.sticky() ? FdbEntry.STICKY : 0);
  }

  /// `ndo_dflt_fdb_add`: the device listens to the address.
  private static void listen(NetDevice device, FdbRequest request) throws NetlinkException {
    if (request.state() != FdbRequest.State.PERMANENT || request.vlan() != VlanGroup.NONE) {
      throw new NetlinkException(Errno.EINVAL);
    }
    HardwareAddresses addresses = addresses(device, request.mac());
    if (addresses.contains(request.mac())) {
      if (request.exclusive()) {
        throw new NetlinkException(Errno.EEXIST);
      }
      return;
    }
    addresses.add(request.mac());
    announce(device, request.mac(), false);
  }

  /// Tells monitors of an address that a device listens to (`rtnl_fdb_notify`).
  private static void announce(NetDevice device, long mac, boolean gone) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new FdbAnnouncement(FdbSnapshot.ofOwn(device, mac), gone));
    }
  }

  /// As the other, of a device that keeps a database itself.
  private static void announce(NetDevice device, FdbRequest request, boolean gone) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      FdbSnapshot.State state =
          switch (request.state()) {
            case PERMANENT -> FdbSnapshot.State.PERMANENT;
            case STATIC -> FdbSnapshot.State.STATIC;
            case REACHABLE -> FdbSnapshot.State.REACHABLE;
          };
      FdbSnapshot own = FdbSnapshot.ofOwn(device, request.mac(), state);
      netns.announce(new FdbAnnouncement(own, gone));
    }
  }

  private static HardwareAddresses addresses(NetDevice device, long mac) {
    return Mac.isMulticast(mac) ? device.receiveMode().multicast() : device.receiveMode().unicast();
  }

  // ---- delete

  /// Makes `device`, or the bridge above it, forget the address.
  public static void delete(NetDevice device, FdbRequest request) throws NetlinkException {
    boolean done = false;
    if (request.master() && device.port() instanceof BridgePort port) {
      deleteFromBridge(port.bridge(), port, request);
      done = true;
    }
    if (request.self()) {
      if (device instanceof BridgeDevice bridge) {
        deleteFromBridge(bridge, null, request);
        announce(device, request.mac(), true);
      } else if (device instanceof FdbOwner owner) {
        owner.deleteEntry(request);
        announce(device, request, true);
      } else if (device instanceof FdbDevice own) {
        own.deleteEntry(request);
        announce(device, request.mac(), true);
      } else if (request.state() != FdbRequest.State.PERMANENT) {
        throw new NetlinkException(Errno.EINVAL);
      } else if (!addresses(device, request.mac()).remove(request.mac())) {
        throw new NetlinkException(Errno.ENOENT);
      } else {
        announce(device, request.mac(), true);
      }
      done = true;
    }
    if (!done) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  private static void deleteFromBridge(
      BridgeDevice bridge, @Nullable BridgePort port, FdbRequest request) throws NetlinkException {
    VlanGroup vlans = port == null ? bridge.vlans() : port.vlans();
    boolean found = delete(bridge.fdb(), port, request.mac(), request.vlan());
    if (request.vlan() == VlanGroup.NONE) {
      for (BridgeVlan vlan : vlans.all()) {
        found |= delete(bridge.fdb(), port, request.mac(), vlan.id);
      }
    }
    if (!found) {
      throw new NetlinkException(Errno.ENOENT);
    }
  }

  private static boolean delete(Fdb fdb, @Nullable BridgePort port, long mac, int vlan) {
    FdbEntry entry = fdb.find(mac, vlan);
    if (entry == null || entry.port != port) {
      return false;
    }
    fdb.remove(entry);
    return true;
  }

  // ---- flush

  /// Which entries go (`NLM_F_BULK`): null and 0 stand for any.
  ///
  /// @param port the device that the entries lead to
  /// @param flags what those entries have, of the bits in `flagsMask`
  public record Flush(@Nullable NetDevice port, int vlan, int flags, int flagsMask) {
    public static final int PERMANENT = FdbEntry.LOCAL;
    public static final int STATIC = FdbEntry.STATIC;
    public static final int STICKY = FdbEntry.STICKY;
    public static final int ADDED_BY_USER = FdbEntry.ADDED_BY_USER;
    public static final int EXTERN_LEARN = FdbEntry.EXTERN_LEARN;

    /// Hardware knows the entry: that of no device here.
    public static final int OFFLOADED = 1 << 5;

    boolean takes(FdbEntry entry, BridgeDevice bridge) {
      NetDevice device = entry.port == null ? bridge : entry.port.device();
      return (port == null || port == device)
          && (vlan == VlanGroup.NONE || vlan == entry.vlan)
          && (entry.flags & flagsMask) == flags;
    }
  }

  /// Removes the entries of a bridge, asked for at the bridge itself (`self`), or of the bridge
  /// above a port (`master`): then those of the port.
  public static void flush(NetDevice device, boolean self, boolean master, Flush which)
      throws NetlinkException {
    if (master && device.port() instanceof BridgePort port) {
      NetDevice only = which.port() == null ? device : which.port();
      flush(port.bridge(), new Flush(only, which.vlan(), which.flags(), which.flagsMask()));
    } else if (self && device instanceof BridgeDevice bridge) {
      flush(bridge, which);
    } else {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  private static void flush(BridgeDevice bridge, Flush which) throws NetlinkException {
    NetDevice port = which.port();
    if (port != null && port != bridge && port.master() != bridge) {
      throw new NetlinkException(
          Errno.EINVAL, "bridge: Flush device is not a bridge or bridge port.");
    }
    for (FdbEntry entry : bridge.fdb().newestFirst()) {
      if (which.takes(entry, bridge)) {
        bridge.fdb().remove(entry);
      }
    }
  }

  /// Removes what ages or was learned elsewhere: all but static entries.
  static void flushLearned(BridgeDevice bridge) throws NetlinkException {
    flush(bridge, new Flush(null, VlanGroup.NONE, 0, FdbEntry.STATIC));
  }

  // ---- look

  /// The entry of an address in the database of `bridge`.
  ///
  /// @throws NetlinkException when there is none, or no such database
  public static FdbSnapshot get(NetDevice bridge, long mac, int vlan) throws NetlinkException {
    return get(bridge, mac, vlan, FdbRemote.NONE);
  }

  /// As the other, of a device that may have a database for a tunnel.
  public static FdbSnapshot get(NetDevice bridge, long mac, int vlan, FdbRemote remote)
      throws NetlinkException {
    if (bridge instanceof FdbOwner owner) {
      return owner.entry(mac, remote);
    }
    if (!(bridge instanceof BridgeDevice of)) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Fdb get operation not supported by device.");
    }
    FdbEntry entry = of.fdb().find(mac, vlan);
    if (entry == null) {
      throw new NetlinkException(Errno.ENOENT, "Fdb entry not found.");
    }
    return FdbSnapshot.of(of, entry);
  }

  /// All that is known in a namespace, in the order the kernel tells it: device by device, first
  /// what its bridge knows of it. Only of `bridge` and its ports, and only of `device`, where not
  /// null (`rtnl_fdb_dump`).
  public static List<FdbSnapshot> all(
      Netns netns, @Nullable NetDevice bridge, @Nullable NetDevice device) {
    List<FdbSnapshot> all = new ArrayList<>();
    for (NetDevice one : netns.devices()) {
      if ((device == null || device == one) && (bridge == null || isOf(one, bridge))) {
        addAll(one, all);
      }
    }
    return all;
  }

  /// Whether it is the bridge or a port of it; what is no bridge has neither.
  private static boolean isOf(NetDevice device, NetDevice bridge) {
    return bridge instanceof BridgeDevice && (bridge == device || bridge == device.master());
  }

  private static void addAll(NetDevice device, List<FdbSnapshot> all) {
    if (device.port() instanceof BridgePort port) {
      addEntries(port.bridge(), port, all);
    }
    if (device instanceof FdbOwner owner) {
      all.addAll(owner.entries());
      return;
    }
    addAddresses(device, device.receiveMode().unicast(), all);
    addAddresses(device, device.receiveMode().multicast(), all);
    if (device instanceof BridgeDevice bridge) {
      addEntries(bridge, null, all);
    }
  }

  private static void addEntries(
      BridgeDevice bridge, @Nullable BridgePort port, List<FdbSnapshot> all) {
    for (FdbEntry entry : bridge.fdb().newestFirst()) {
      if (entry.port == port) {
        all.add(FdbSnapshot.of(bridge, entry));
      }
    }
  }

  private static void addAddresses(
      NetDevice device, HardwareAddresses addresses, List<FdbSnapshot> all) {
    for (HardwareAddresses.Entry entry : addresses.entries()) {
      all.add(FdbSnapshot.ofOwn(device, entry.mac()));
    }
  }
}
