package dev.patchbay.device.vxlan;

import dev.patchbay.device.tunnel.RecentWay;
import dev.patchbay.packet.Ip;

/// An end that frames for a station go to (`vxlan_rdst`).
final class VxlanRemote {
  Ip address;
  int port;
  int network;

  /// The index of the device by which it is reached, or 0.
  int link;

  /// How it is reached above IPv4.
  final RecentWay way = new RecentWay();

  VxlanRemote(Ip address, int port, int network, int link) {
    this.address = address;
    this.port = port;
    this.network = network;
    this.link = link;
  }

  boolean is(Ip other, int otherPort, int otherNetwork, int otherLink) {
    return port == otherPort
        && network == otherNetwork
        && link == otherLink
        && address.equals(other);
  }
}
