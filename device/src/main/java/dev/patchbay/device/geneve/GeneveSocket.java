package dev.patchbay.device.geneve;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.device.tunnel.UdpTunnel;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.Encapsulation;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket of the kernel's own at which Geneve devices listen (`geneve_sock`): finds the device of
/// what comes by its network and its sender.
final class GeneveSocket implements Encapsulation {
  private final World world;
  private final Family family;
  private final int port;
  private final UdpSocket socket;
  private final List<GeneveDevice> devices = new ArrayList<>(1);

  GeneveSocket(Netns netns, Family family, int port, boolean takesNoChecksum)
      throws SocketException {
    this.world = netns.world();
    this.family = family;
    this.port = port;
    this.socket = UdpTunnel.open(netns, family, port, takesNoChecksum, this);
  }

  boolean isAt(Family wanted, int number) {
    return family == wanted && port == number;
  }

  void add(GeneveDevice device) {
    devices.add(device);
  }

  /// The device listens no longer; returns whether nobody is left who does, and closes it then.
  boolean remove(GeneveDevice device) {
    devices.remove(device);
    if (devices.isEmpty()) {
      socket.close();
    }
    return devices.isEmpty();
  }

  // ---- packets

  /// `geneve_udp_encap_recv`
  @Override
  public boolean receive(Packet packet, NetDevice by) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Udp.HEADER;
    if (!Geneve.fits(bytes, at, packet.tail())) {
      world.drop(packet, DropReason.TUNNEL_HDR);
      return true;
    }
    GeneveDevice device = find(packet, Geneve.network(bytes, at));
    if (device == null) {
      world.drop(packet, DropReason.NO_TUNNEL);
    } else {
      device.accept(packet, at);
    }
    return true;
  }

  /// One whose packets bring their addresses takes everything.
  private @Nullable GeneveDevice find(Packet packet, int network) {
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    boolean six = family == Family.IPV6;
    long hi = six ? Ipv6.sourceHi(bytes, outer) : Ip.hi(Ipv4.source(bytes, outer));
    long lo = six ? Ipv6.sourceLo(bytes, outer) : 0;
    for (int i = 0; i < devices.size(); i++) {
      GeneveConfig config = devices.get(i).config();
      Ip remote = config.remote();
      boolean between = config.network() == network && remote.hi() == hi && remote.lo() == lo;
      if (config.external() || between) {
        return devices.get(i);
      }
    }
    return null;
  }
}
