package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.multicast.Group;
import dev.patchbay.device.bridge.multicast.Mdb;
import dev.patchbay.device.bridge.multicast.MdbEntry;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests about multicast groups of bridges, refused in the kernel's order (net/bridge/br_mdb.c).
public final class MdbRequests {
  private static final int NO_VLAN_FROM = 4095;

  private MdbRequests() {}

  /// Puts a port, or the host, into a group (`br_mdb_add`).
  public static void add(NetDevice device, MdbRequest request) throws NetlinkException {
    BridgeDevice bridge = check(device, request);
    require(bridge.isUp(), "Bridge device is not running.");
    require(bridge.get(Setting.MCAST_SNOOPING) != 0, "Bridge's multicast processing is disabled.");
    BridgePort port = port(bridge, request);
    Group group = group(request);
    if (port == null && !group.isLink()) {
      require(!request.permanent(), "Flags are not allowed for host groups.");
      require(group.isStar(), "Groups with sources cannot be manually host joined.");
    }
    require(request.permanent() || !group.isLink(), "Only permanent L2 entries allowed.");
    if (port != null) {
      require(
          port.state() != PortState.DISABLED || request.permanent(),
          "Port is in disabled state and entry is not permanent.");
    }
    List<Group> groups = inVlans(bridge, port, group);
    if (groups.isEmpty()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (Group one : groups) {
      add(bridge, port, one, request.permanent());
    }
  }

  private static void add(
      BridgeDevice bridge, @Nullable BridgePort port, Group group, boolean permanent)
      throws NetlinkException {
    checkVlan(bridge, group.vlan());
    Mdb mdb = bridge.snooping().mdb();
    MdbEntry entry = mdb.obtain(group);
    if (entry == null) {
      throw new NetlinkException(Errno.E2BIG);
    }
    if (port == null) {
      if (entry.hostJoined()) {
        throw new NetlinkException(Errno.EEXIST, "bridge: Group is already joined by host.");
      }
      mdb.joinHost(entry, true);
    } else if (mdb.addByUser(entry, port, permanent) == null) {
      throw new NetlinkException(Errno.EEXIST, "bridge: Group is already joined by port.");
    }
  }

  /// `__br_mdb_choose_context`
  private static void checkVlan(BridgeDevice bridge, int vlan) throws NetlinkException {
    if (bridge.get(Setting.MCAST_VLAN_SNOOPING) != 0) {
      require(
          vlan != VlanGroup.NONE,
          "Cannot add an entry without a vlan when vlan snooping is enabled.");
      require(VlanSettings.contains(bridge, vlan), "Vlan is not configured.");
      require(bridge.vlanSettings().of(vlan).snoops(), "Vlan's multicast processing is disabled.");
    }
  }

  /// Takes a port, or the host, out of a group (`br_mdb_del`).
  public static void delete(NetDevice device, MdbRequest request) throws NetlinkException {
    BridgeDevice bridge = check(device, request);
    BridgePort port = port(bridge, request);
    Group group = group(request);
    if (!bridge.isUp() || bridge.get(Setting.MCAST_SNOOPING) == 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    boolean done = false;
    for (Group one : inVlans(bridge, port, group)) {
      done = delete(bridge.snooping().mdb(), port, one);
    }
    if (!done) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private static boolean delete(Mdb mdb, @Nullable BridgePort port, Group group) {
    MdbEntry entry = mdb.find(group);
    if (entry == null) {
      return false;
    }
    return port == null ? mdb.removeHost(entry) : mdb.removeByUser(entry, port);
  }

  /// Where the bridge keeps VLANs apart, a group in no VLAN is meant in each that the port is in.
  private static List<Group> inVlans(BridgeDevice bridge, @Nullable BridgePort port, Group group) {
    if (!bridge.filters() || group.vlan() != VlanGroup.NONE) {
      return List.of(group);
    }
    VlanGroup vlans = port == null ? bridge.vlans() : port.vlans();
    List<Group> groups = new ArrayList<>();
    for (BridgeVlan vlan : vlans.all()) {
      groups.add(group.in(vlan.id));
    }
    return groups;
  }

  // ---- refusals

  private static void require(boolean condition, String refusal) throws NetlinkException {
    if (!condition) {
      throw new NetlinkException(Errno.EINVAL, "bridge: " + refusal);
    }
  }

  private static BridgeDevice check(NetDevice device, MdbRequest request) throws NetlinkException {
    if (!(device instanceof BridgeDevice bridge)) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "bridge: Device is not a bridge.");
    }
    checkGroup(request.group());
    return bridge;
  }

  private static void checkGroup(Group group) throws NetlinkException {
    switch (group.protocol()) {
      case EtherType.IPV4 -> {
        int address = (int) (group.hi() >>> 32);
        require(Ipv4.isMulticast(address), "IPv4 entry group address is not multicast.");
        require(!Ipv4.isLocalMulticast(address), "IPv4 entry group address is local multicast.");
      }
      case EtherType.IPV6 -> {
        boolean allNodes = group.hi() == Ipv6.LINK_MULTICAST_HI && group.lo() == 1;
        require(!allNodes, "IPv6 entry group address is link-local all nodes.");
      }
      default -> require(Mac.isMulticast(group.hi()), "L2 entry group is not multicast.");
    }
    require(group.vlan() < NO_VLAN_FROM, "Invalid entry VLAN id.");
  }

  private static @Nullable BridgePort port(BridgeDevice bridge, MdbRequest request)
      throws NetlinkException {
    NetDevice device = request.port();
    if (device == bridge) {
      return null;
    }
    if (!(device.port() instanceof BridgePort port)) {
      throw new NetlinkException(Errno.EINVAL, "bridge: Net device is not a bridge port.");
    }
    require(port.bridge() == bridge, "Port belongs to a different bridge device.");
    return port;
  }

  /// The group from the source that the request names.
  private static Group group(MdbRequest request) throws NetlinkException {
    Group group = request.group();
    Ip source = request.source();
    if (source == null) {
      return group;
    }
    require(!group.isLink(), "Invalid protocol used with source address.");
    String family = group.protocol() == EtherType.IPV4 ? "IPv4" : "IPv6";
    require(source.family() == group.family(), family + " invalid source address length.");
    require(!source.isMulticast(), family + " multicast source address is not allowed.");
    return group.from(source.hi(), source.lo());
  }
}
