package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;

/// `/proc/net/arp` (`arp_seq_show`).
final class ArpFile {
  private static final int COMPLETE = 0x2;
  private static final int PERMANENT = 0x4;
  private static final int PUBLISHED = 0x8;

  private ArpFile() {}

  static String text(Netns netns) {
    StringBuilder text =
        new StringBuilder(
            "IP address       HW type     Flags       HW address            Mask     Device\n");
    NeighbourTable table = NeighbourTable.of(netns.machine(), Family.IPV4);
    for (NetDevice device : netns.devices()) {
      for (Neighbour neighbour : table.on(device)) {
        if (neighbour.is(~NeighbourState.NOARP)) {
          String address = NeighbourSnapshot.octets(neighbour.address(), device.addressLength());
          line(
              text,
              neighbour.ip(),
              device.hardwareType(),
              flags(neighbour),
              address,
              device.name());
        }
      }
    }
    for (NeighbourSnapshot proxy : Neighbours.of(netns).proxies(Family.IPV4)) {
      NetDevice device = proxy.device() == null ? null : netns.device(proxy.ifindex());
      int type = device == null ? 0 : device.hardwareType();
      String name = device == null ? "*" : device.name();
      line(text, proxy.ip(), type, PUBLISHED | PERMANENT, Mac.ZERO.toString(), name);
    }
    return text.toString();
  }

  private static int flags(Neighbour neighbour) {
    if (neighbour.is(NeighbourState.PERMANENT)) {
      return PERMANENT | COMPLETE;
    }
    return neighbour.is(NeighbourState.VALID) ? COMPLETE : 0;
  }

  private static void line(
      StringBuilder text, Ip ip, int type, int flags, String mac, String device) {
    column(text, ip.text(), 17);
    column(text, "0x" + Integer.toHexString(type), 12);
    column(text, "0x" + Integer.toHexString(flags), 12);
    column(text, mac, 22);
    text.append("*        ").append(device).append('\n');
  }

  private static void column(StringBuilder text, String value, int width) {
    text.append(value).repeat(' ', Math.max(0, width - value.length()));
  }
}
