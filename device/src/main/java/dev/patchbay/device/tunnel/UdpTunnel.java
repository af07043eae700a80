package dev.patchbay.device.tunnel;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.Encapsulation;
import dev.patchbay.stack.udp.UdpSocket;

/// Opens the sockets of the kernel's own that tunnels over UDP listen at (net/ipv4/udp_tunnel.c).
public final class UdpTunnel {
  private UdpTunnel() {}

  /// A socket at every address of the family, and at the port, whose packets `receiver` gets
  /// (`udp_sock_create`, `setup_udp_tunnel_sock`). One above IPv6 keeps away from IPv4.
  ///
  /// @param takesNoChecksum whether it takes packets without a checksum above IPv6 (RFC 6935)
  /// @throws SocketException as [UdpSocket#bind(Ip, int)]
  public static UdpSocket open(
      Netns netns, Family family, int port, boolean takesNoChecksum, Encapsulation receiver)
      throws SocketException {
    UdpSocket socket = UdpSocket.ofKernel(netns, family);
    if (family == Family.IPV6) {
      socket.ipv6Only(true);
      socket.takesNoChecksum(takesNoChecksum);
    }
    try {
      socket.bind(family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6, port);
    } catch (SocketException e) {
      socket.close();
      throw e;
    }
    socket.encapsulation(receiver);
    return socket;
  }
}
