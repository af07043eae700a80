package dev.patchbay.device.vxlan;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VXLAN devices that were made in a namespace, and the sockets at which they listen
/// (`vxlan_net`).
final class VxlanSockets implements NetnsPart {
  private static final Key<VxlanSockets> KEY = new Key<>(VxlanSockets::new);

  private final Netns netns;
  private final List<VxlanDevice> devices = new ArrayList<>(2);
  private final List<VxlanSocket> sockets = new ArrayList<>(2);

  private VxlanSockets(Netns netns) {
    this.netns = netns;
  }

  static VxlanSockets of(Netns netns) {
    return netns.part(KEY);
  }

  /// What was made here does not outlive the namespace, wherever it is.
  @Override
  public void tearDown() {
    List<NetDevice> left = new ArrayList<>(devices);
    left.removeIf(device -> !device.isRegistered());
    Links.unregister(left);
  }

  List<VxlanDevice> devices() {
    return devices;
  }

  /// Whether another device has the network at the same port (`vxlan_vni_in_use`).
  boolean hasNetwork(VxlanConfig config, int network, @Nullable VxlanDevice self) {
    for (VxlanDevice device : devices) {
      VxlanConfig its = device.config();
      if (device != self
          && serves(device, network)
          && its.port() == config.port()
          && ((its.flags() ^ config.flags()) & VxlanFlag.OF_SOCKET) == 0
          && its.isIpv6() == config.isIpv6()
          && (!config.isLinkLocal() || its.link() == config.link())) {
        return true;
      }
    }
    return false;
  }

  private static boolean serves(VxlanDevice device, int network) {
    VxlanNetworks networks = device.networks();
    return networks == null ? device.config().network() == network : networks.find(network) != null;
  }

  /// The socket at which the device listens above the family, if it is open.
  @Nullable VxlanSocket find(Family family, int port, int flags) {
    int wanted = flags & VxlanFlag.OF_SOCKET;
    for (VxlanSocket socket : sockets) {
      if (socket.family() == family && socket.port() == port && socket.flags() == wanted) {
        return socket;
      }
    }
    return null;
  }

  /// Lets the device listen above the family.
  VxlanSocket open(VxlanDevice device, Family family) throws SocketException {
    VxlanConfig config = device.config();
    VxlanSocket socket = find(family, config.port(), config.flags());
    if (socket == null) {
      socket = new VxlanSocket(netns, family, config.port(), config.flags());
      sockets.add(socket);
    }
    socket.add(device);
    return socket;
  }

  /// The device listens no longer; the last one closes the socket.
  void close(VxlanDevice device, VxlanSocket socket) {
    if (socket.remove(device)) {
      sockets.remove(socket);
      socket.close();
    }
  }
}
