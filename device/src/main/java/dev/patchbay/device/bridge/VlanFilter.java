package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import org.jspecify.annotations.Nullable;

/// Which VLAN a frame is in, and where it may go (net/bridge/br_vlan.c). While a frame passes
/// through the bridge its tag is beside it, whether it came with one or not.
final class VlanFilter {
  /// In [Packet#flags]: the frame is in the VLAN of its tag.
  static final int FILTERED = 2;

  /// In [Packet#flags]: its VLAN is in the learning state.
  private static final int LEARNING = 8;

  /// What [#enter] says of a frame that may not come in.
  static final int REFUSED = -1;

  private VlanFilter() {}

  /// Puts a frame that has come in by a port, or from the bridge itself, into its VLAN, which it
  /// returns: [VlanGroup#NONE] where the bridge looks at no tags (`br_allowed_ingress`).
  static int enter(BridgeDevice bridge, VlanGroup group, Packet packet) {
    if (!bridge.filters()) {
      return VlanGroup.NONE;
    }
    packet.flags(packet.flags() | FILTERED);
    int protocol = (int) bridge.get(Setting.VLAN_PROTOCOL);
    if (packet.vlan() == Packet.NO_VLAN
        && packet.protocol() == protocol
        && !VlanTag.pullInside(packet)) {
      return REFUSED;
    }
    BridgeVlan vlan = group.find(tag(group, packet, protocol));
    if (vlan == null || !vlan.state.learns()) {
      return REFUSED;
    }
    if (vlan.state == PortState.LEARNING) {
      packet.flags(packet.flags() | LEARNING);
    }
    if (bridge.get(Setting.VLAN_STATS_ENABLED) != 0) {
      vlan.statistics.rxBytes += packet.length();
      vlan.statistics.rxPackets++;
    }
    return vlan.id;
  }

  /// The id in the tag of the frame, which gets that of frames without one if it names none.
  private static int tag(VlanGroup group, Packet packet, int protocol) {
    boolean tagged = packet.vlan() != Packet.NO_VLAN;
    if (tagged && packet.vlanProtocol() != protocol) {
      pushInside(packet);
      tagged = false;
    }
    int id = tagged ? VlanTag.id(packet.vlan()) : VlanGroup.NONE;
    if (id == VlanGroup.NONE && group.pvid() != VlanGroup.NONE) {
      id = group.pvid();
      packet.vlan(protocol, tagged ? packet.vlan() | id : id);
    }
    return id;
  }

  private static void pushInside(Packet packet) {
    packet.unpull(Ethernet.HEADER);
    VlanTag.pushInside(packet);
    packet.pull(Ethernet.HEADER);
    packet.network(packet.head());
  }

  /// The VLAN in which the source of a frame for the bridge protocols is learned, or [#REFUSED]
  /// (`br_should_learn`).
  static int learnsIn(BridgeDevice bridge, VlanGroup group, Packet packet) {
    if (!bridge.filters()) {
      return VlanGroup.NONE;
    }
    boolean tagged =
        packet.vlan() != Packet.NO_VLAN
            && packet.vlanProtocol() == (int) bridge.get(Setting.VLAN_PROTOCOL);
    int id = tagged ? VlanTag.id(packet.vlan()) : VlanGroup.NONE;
    if (id == VlanGroup.NONE) {
      return group.pvid() == VlanGroup.NONE ? REFUSED : group.pvid();
    }
    return group.contains(id) ? id : REFUSED;
  }

  /// Whether addresses are learned in the frame's VLAN, and nothing passes.
  static boolean onlyLearns(Packet packet) {
    return (packet.flags() & LEARNING) != 0;
  }

  /// Whether the frame may leave by a port, or to the bridge itself (`br_allowed_egress`).
  static boolean mayLeave(VlanGroup group, Packet packet) {
    if ((packet.flags() & FILTERED) == 0) {
      return true;
    }
    BridgeVlan vlan = group.find(VlanTag.id(packet.vlan()));
    return vlan != null && vlan.state == PortState.FORWARDING;
  }

  /// Takes the tag away where the frame leaves without (`br_handle_vlan`). Returns false when the
  /// frame may not leave.
  static boolean leave(BridgeDevice bridge, VlanGroup group, Packet packet) {
    if ((packet.flags() & FILTERED) == 0) {
      return true;
    }
    @Nullable BridgeVlan vlan = group.find(VlanTag.id(packet.vlan()));
    if (vlan == null) {
      return false;
    }
    if (bridge.get(Setting.VLAN_STATS_ENABLED) != 0) {
      vlan.statistics.txBytes += packet.length();
      vlan.statistics.txPackets++;
    }
    if (vlan.untagged) {
      packet.vlan(0, Packet.NO_VLAN);
    }
    if (vlan.tunnel != null) {
      VlanTunnels.leave(vlan.tunnel, packet);
    }
    return true;
  }
}
