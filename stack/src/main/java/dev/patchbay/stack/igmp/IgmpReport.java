package dev.patchbay.stack.igmp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.multicast.GroupReport;
import java.util.Arrays;

/// A report of version 3 in the making (RFC 3376 section 4.2).
final class IgmpReport extends GroupReport {
  /// 224.0.0.22, all routers that know version 3.
  private static final int ROUTERS = 0xe000_0016;

  /// Bytes that most reports find room in.
  private static final int USUAL = 64;

  private final NetDevice device;

  IgmpReport(NetDevice device) {
    super(Family.IPV4);
    this.device = device;
  }

  @Override
  protected Packet open() {
    Packet open = device.netns().world().allocate(USUAL);
    int at = open.put(MulticastListener.REPORT_HEADER);
    Arrays.fill(open.bytes(), at, at + MulticastListener.REPORT_HEADER, (byte) 0);
    Igmp.type(open.bytes(), at, Igmp.REPORT_V3);
    return open;
  }

  @Override
  protected int mtu() {
    return device.mtu();
  }

  @Override
  protected int room(int mtu) {
    return mtu - IgmpSender.header();
  }

  @Override
  protected void transmit(Packet whole) {
    IgmpSender.send(whole, device, ROUTERS);
  }
}
