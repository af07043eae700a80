package dev.patchbay.core;

import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;

/// `lo`: what is sent here arrives here (drivers/net/loopback.c).
final class Loopback extends NetDevice {
  Loopback(Netns netns) {
    super(netns, null);
    flags(DeviceFlags.LOOPBACK);
    mtu(65536);
    mtuBounds(0, 0);
    broadcast(Mac.ZERO);
    gso(GsoLimits.SOFTWARE);
    features(
        Features.NETNS_LOCAL
            | Features.NO_QUEUE
            | Features.LOOPBACK
            | Features.LIVE_ADDRESS_CHANGE
            | Features.LIVE_ADDRESS_CHANGE
            | Features.HW_CSUM
            | Features.TSO
            | Features.UNREMOVABLE
            | Features.DONT_BRIDGE
            | Features.VLAN_CHALLENGED);
  }

  @Override
  public int hardwareType() {
    return ArpHardware.LOOPBACK;
  }

  @Override
  protected int transmit(Packet packet) {
    packet.owner(null);
    packet.originalDevice(null);
    arrive(packet);
    int bytes = packet.length();
    if (netns().machine().backlog().add(packet)) {
      countSent(bytes);
    }
    return 0;
  }

  /// The link header is not counted, on the way out neither.
  @Override
  protected void countReceived(Packet packet) {
    statistics().rxPackets++;
    statistics().rxBytes += packet.length();
  }
}
