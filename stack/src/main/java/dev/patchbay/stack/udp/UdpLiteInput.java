package dev.patchbay.stack.udp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.TransportProtocol;
import dev.patchbay.stack.ip6.TransportProtocol6;

/// Receives UDP-Lite (RFC 3828): no program here has a socket of it, so that every sender is told
/// that there is none.
final class UdpLiteInput implements TransportProtocol, TransportProtocol6 {
  @Override
  public void receive(Packet packet, NetDevice device) {
    if (Udp.fits(packet.bytes(), packet.head(), packet.tail())) {
      Family family = UdpInput.isIpv4(packet) ? Family.IPV4 : Family.IPV6;
      UdpInput.unreachable(packet, device, family);
    } else {
      device.netns().world().drop(packet, DropReason.PKT_TOO_SMALL);
    }
  }
}
