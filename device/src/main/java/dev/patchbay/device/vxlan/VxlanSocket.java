package dev.patchbay.device.vxlan;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.device.tunnel.UdpTunnel;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.Encapsulation;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A socket of the kernel's own at which VXLAN devices listen (`vxlan_sock`): finds the device of
/// what comes by its network.
final class VxlanSocket implements Encapsulation {
  private final World world;
  private final Family family;
  private final int port;
  private final int flags;
  private final UdpSocket socket;
  private VxlanDevice[] devices = {};

  VxlanSocket(Netns netns, Family family, int port, int flags) throws SocketException {
    this.world = netns.world();
    this.family = family;
    this.port = port;
    this.flags = flags & VxlanFlag.OF_SOCKET;
    this.socket = UdpTunnel.open(netns, family, port, VxlanFlag.UDP_ZERO_CSUM6_RX.in(flags), this);
  }

  Family family() {
    return family;
  }

  int port() {
    return port;
  }

  int flags() {
    return flags;
  }

  UdpSocket socket() {
    return socket;
  }

  void close() {
    socket.close();
  }

  void add(VxlanDevice device) {
    VxlanDevice[] more = new VxlanDevice[devices.length + 1];
    System.arraycopy(devices, 0, more, 0, devices.length);
    more[devices.length] = device;
    devices = more;
  }

  /// Whether nobody is left who listens.
  boolean remove(VxlanDevice device) {
    VxlanDevice[] rest = new VxlanDevice[devices.length];
    int count = 0;
    for (VxlanDevice one : devices) {
      if (one != device) {
        rest[count++] = one;
      }
    }
    devices = Arrays.copyOf(rest, count);
    return count == 0;
  }

  /// The device of a network, or null (`vxlan_vs_find_vni`).
  @Nullable VxlanDevice find(int network, int link) {
    int wanted = VxlanFlag.COLLECT_METADATA.in(flags) ? 0 : network;
    for (VxlanDevice device : devices) {
      VxlanConfig config = device.config();
      if (device.serves(network, wanted) && (!config.isLinkLocal() || config.link() == link)) {
        return device;
      }
    }
    return null;
  }

  // ---- packets

  /// `vxlan_rcv`
  @Override
  public boolean receive(Packet packet, NetDevice by) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Udp.HEADER;
    if (!Vxlan.fits(bytes, at, packet.tail())
        || (Vxlan.flags(bytes, at) & Vxlan.HAS_NETWORK) == 0) {
      world.drop(packet, DropReason.TUNNEL_HDR);
      return true;
    }
    int network = Vxlan.network(bytes, at);
    VxlanDevice device = find(network, by.index());
    if (device == null) {
      world.drop(packet, DropReason.NO_TUNNEL);
      return true;
    }
    int unread = Vxlan.flags(bytes, at) & ~Vxlan.HAS_NETWORK;
    if (VxlanFlag.GBP.in(flags) && (unread & Vxlan.HAS_GROUP) != 0) {
      unread &= ~Vxlan.GROUP_BITS;
    }
    if (unread != 0 || Vxlan.reserved(bytes, at) != 0) {
      world.drop(packet, DropReason.TUNNEL_HDR);
      return true;
    }
    device.accept(packet, at, network);
    return true;
  }
}
