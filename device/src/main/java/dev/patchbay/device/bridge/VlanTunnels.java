package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VLANs of a port that are mapped to tunnels, and the frames between them
/// (net/bridge/br_vlan_tunnel.c).
public final class VlanTunnels {
  /// One of them.
  public record Mapping(int vlan, int tunnel) {}

  private VlanTunnels() {}

  /// Those of a port, by VLAN; null when the device is no port that maps any.
  public static @Nullable List<Mapping> of(NetDevice device) {
    if (!(device.port() instanceof BridgePort port) || !port.has(PortFlag.VLAN_TUNNEL)) {
      return null;
    }
    List<Mapping> mappings = new ArrayList<>();
    for (BridgeVlan vlan : port.vlans().all()) {
      if (vlan.tunnel != null) {
        mappings.add(new Mapping(vlan.id, (int) vlan.tunnel.id()));
      }
    }
    return mappings;
  }

  /// Maps VLANs, or maps them no longer; what comes before a refusal stays done
  /// (`br_process_vlan_tunnel_info`).
  static void apply(@Nullable BridgePort port, VlanRequest request, TunnelRange range, boolean add)
      throws NetlinkException {
    if (port == null || !port.has(PortFlag.VLAN_TUNNEL)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    int more = request.to() - request.from();
    if (more != 0 && range.to() - range.from() != more) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (int i = 0; i <= more; i++) {
      BridgeVlan vlan = port.vlans().find(request.from() + i);
      if (add) {
        map(port.vlans(), vlan, range.from() + i);
      } else if (vlan != null) {
        vlan.tunnel = null;
      }
    }
  }

  private static void map(VlanGroup group, @Nullable BridgeVlan vlan, int tunnel)
      throws NetlinkException {
    if (vlan == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (vlan.tunnel != null || find(group, tunnel) != null) {
      throw new NetlinkException(Errno.EEXIST);
    }
    vlan.tunnel = TunnelKey.of(tunnel);
  }

  private static @Nullable BridgeVlan find(VlanGroup group, long tunnel) {
    for (BridgeVlan vlan : group.all()) {
      if (vlan.tunnel != null && vlan.tunnel.id() == tunnel) {
        return vlan;
      }
    }
    return null;
  }

  /// The port maps nothing any more.
  static void clear(VlanGroup group) {
    group.all().forEach(vlan -> vlan.tunnel = null);
  }

  /// A frame has come in by a tunnel: it is in the VLAN of that (`br_handle_ingress_vlan_tunnel`).
  static void enter(BridgePort port, Packet packet) {
    if (packet.vlan() != Packet.NO_VLAN || !(packet.tunnel() instanceof TunnelKey key)) {
      return;
    }
    BridgeVlan vlan = find(port.vlans(), key.id());
    if (vlan != null) {
      packet.tunnel(null);
      packet.vlan((int) port.bridge().get(Setting.VLAN_PROTOCOL), vlan.id);
    }
  }

  /// A frame leaves by the tunnel of its VLAN, without the tag (`br_handle_egress_vlan_tunnel`).
  static void leave(TunnelKey tunnel, Packet packet) {
    if (tunnel.id() != 0 && packet.vlan() != Packet.NO_VLAN) {
      packet.vlan(0, Packet.NO_VLAN);
      packet.destination(null);
      packet.tunnel(tunnel);
    }
  }
}
