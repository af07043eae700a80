package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;

/// Packets whose addresses cannot be right, as the kernel's log tells of them where `log_martians`
/// says so (RFC 1812 section 5.3.8).
final class Martians {
  private Martians() {}

  /// Tells of a packet that was refused for this reason.
  static void log(Packet packet, NetDevice device, DropReason reason) {
    if (!isLogged(device)) {
      return;
    }
    KernelLog log = device.netns().machine().log();
    byte[] bytes = packet.bytes();
    int at = packet.network();
    String source = Ip.format(Ipv4.source(bytes, at));
    String destination = Ip.format(Ipv4.destination(bytes, at));
    if (isDestination(reason, Ipv4.destination(bytes, at))) {
      log.warn(
          "IPv4: martian destination "
              + destination
              + " from "
              + source
              + ", dev "
              + device.name());
    } else {
      log.warn(
          "IPv4: martian source " + destination + " from " + source + ", on dev " + device.name());
      log.warn("ll header: 00000000:" + header(packet, device.headerLength()));
    }
  }

  /// Tells of a packet that was dropped because nobody here follows source routes.
  static void logSourceRoute(Packet packet, NetDevice device) {
    if (isLogged(device)) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      String ends =
          Ip.format(Ipv4.source(bytes, at)) + " -> " + Ip.format(Ipv4.destination(bytes, at));
      device.netns().machine().log().print("IPv4: source route option " + ends);
    }
  }

  private static boolean isLogged(NetDevice device) {
    InetDevice inet = InetDevice.inet(device);
    return inet != null
        && inet.either(Ipv4Setting.LOG_MARTIANS)
        && device.netns().machine().log().mayPrint();
  }

  private static boolean isDestination(DropReason reason, int destination) {
    return reason == DropReason.IP_INADDRERRORS
        || (reason == DropReason.IP_LOCALNET && Ipv4.isLoopback(destination));
  }

  private static String header(Packet packet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int octet = packet.bytes()[packet.link() + i] & 0xff;
      text.append(' ').append(Character.forDigit(octet >> 4, 16));
      text.append(Character.forDigit(octet & 0xf, 16));
    }
    return text.toString();
  }
}
