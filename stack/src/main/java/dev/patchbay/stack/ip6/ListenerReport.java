package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.multicast.GroupReport;

/// A report of version 2 in the making (RFC 3810 section 5.2).
final class ListenerReport extends GroupReport {
  /// The last half of ff02::16, all routers that know version 2.
  private static final long ROUTERS_LO = 0x16;

  /// Bytes that most reports find room in.
  private static final int USUAL = 256;

  private final Ip6Output output;
  private final NetDevice device;

  ListenerReport(Ip6Output output, NetDevice device) {
    super(Family.IPV6);
    this.output = output;
    this.device = device;
  }

  @Override
  protected Packet open() {
    Packet open = MulticastSender.allocate(device, USUAL);
    open.put(MulticastListener.REPORT_HEADER);
    byte[] bytes = open.bytes();
    Icmpv6.type(bytes, open.head(), Icmpv6.LISTENER_REPORT_V2);
    Icmpv6.code(bytes, open.head(), 0);
    Icmpv6.unused(bytes, open.head(), 0);
    return open;
  }

  @Override
  protected int mtu() {
    return device.mtu();
  }

  @Override
  protected int room(int mtu) {
    return mtu - Ipv6.HEADER - MulticastSender.ROUTER_ALERT;
  }

  @Override
  protected void transmit(Packet whole) {
    MulticastSender.send(output, whole, device, Ipv6.LINK_MULTICAST_HI, ROUTERS_LO);
  }
}
