package dev.patchbay.filter.target;

import dev.patchbay.core.NetDevice;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.nat.DeviceAddress;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.tcp.TcpEndpoint;
import dev.patchbay.stack.tcp.TcpTable;
import dev.patchbay.stack.udp.UdpSocket;
import dev.patchbay.stack.udp.UdpTable;
import org.jspecify.annotations.Nullable;

/// Looks for the transparent socket that is to have a packet (`nf_tproxy_get_sock_v4`): one that
/// already speaks with its sender, or one that waits at another address or port. Used again for
/// each packet.
final class TransparentSocket {
  private final Ends ends = new Ends();

  /// The socket, or null.
  ///
  /// @param address where it waits; unspecified for the address of the device
  /// @param port where it waits, or 0 for the packet's own
  @Nullable IpSocket find(Inspection packet, Ip address, int port) {
    NetDevice in = packet.in();
    if (in == null) {
      return null;
    }
    ends.read(packet.packet(), packet.transport());
    boolean isTcp = packet.protocol() == IpProtocol.TCP;
    IpSocket socket = isTcp ? speaking(packet, in) : speakingUdp(packet, in);
    if (socket == null) {
      Ip waiting = address.isUnspecified() ? addressOf(packet, in) : address;
      ends.localHi = waiting.hi();
      ends.localLo = waiting.lo();
      ends.localPort = port == 0 ? packet.destinationPort() : port;
      socket = isTcp ? waiting(packet, in) : UdpTable.of(packet.netns()).find(ends, in);
    }
    return socket != null && socket.transparent() ? socket : null;
  }

  private @Nullable IpSocket speaking(Inspection packet, NetDevice in) {
    TcpEndpoint end = TcpTable.of(packet.netns()).find(ends, in);
    return end == null ? null : end.socket();
  }

  private @Nullable IpSocket waiting(Inspection packet, NetDevice in) {
    TcpEndpoint end = TcpTable.of(packet.netns()).listener(ends, in);
    return end == null ? null : end.socket();
  }

  private @Nullable IpSocket speakingUdp(Inspection packet, NetDevice in) {
    UdpSocket socket = UdpTable.of(packet.netns()).find(ends, in);
    boolean speaks = socket != null && socket.remote() != null && socket.local() != null;
    return speaks ? socket : null;
  }

  /// The first address of the device, or the packet's own destination.
  private Ip addressOf(Inspection packet, NetDevice in) {
    Ip first = DeviceAddress.first(in, packet.family());
    return first == null ? new Ip(ends.family, ends.localHi, ends.localLo) : first;
  }
}
