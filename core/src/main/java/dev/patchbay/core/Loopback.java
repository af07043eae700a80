package dev.patchbay.core;

import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;

/// `lo`: what is sent here arrives here (drivers/net/loopback.c).
final class Loopback extends NetDevice {
  Loopback(Netns netns) {
    super(netns, null);
    nameOrigin(NameOrigin.PREDICTABLE);
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
  public Ethtool ethtool() {
    return ANSWERS;
  }

  private static final Ethtool ANSWERS =
      new Ethtool() {
        @Override
        public boolean hasLinkState() {
          return true;
        }

        @Override
        public boolean stampsSent() {
          return true;
        }
      };

  @Override
  protected Offloads usualOffloads() {
    long fixed =
        Offloads.PIECES
            | Offload.set(
                Offload.RX_CHECKSUM,
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.TX_CHECKSUM_SCTP,
                Offload.HIGHDMA,
                Offload.VLAN_CHALLENGED,
                Offload.TX_LOCKLESS,
                Offload.NETNS_LOCAL,
                Offload.LOOPBACK);
    long own =
        Offloads.TCP_SEGMENTATION
            | Offloads.SOFT
            | Offload.set(
                Offload.TX_SCTP_SEGMENTATION, Offload.TX_UDP_SEGMENTATION, Offload.TX_GSO_LIST);
    return Offloads.of(fixed | own, own | Offloads.SOFT_OFF);
  }

  @Override
  protected int transmit(Packet packet) {
    packet.owner(null);
    packet.originalIndex(0);
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
