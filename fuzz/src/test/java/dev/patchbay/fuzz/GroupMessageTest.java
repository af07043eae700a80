package dev.patchbay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Messages about multicast groups, true and false, at the port of a bridge that snoops and asks.
/// Each is heeded or dropped with a reason: the network says otherwise when it is closed.
class GroupMessageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int OPTIONS = 8;

  @TempDir static Path folder;

  /// The input is messages, each after its length in a byte: of MLD where the length is odd, else
  /// of IGMP.
  @FuzzTest(maxDuration = "", maxExecutions = 150)
  void everyMessageEnds(byte[] input) {
    try (Network network = new Network(folder)) {
      Lab lab = network.lab();
      network.run(
          "ip -n r link set br0 type bridge mcast_querier 1 mcast_igmp_version 3"
              + " mcast_mld_version 2 mcast_stats_enabled 1");
      NetDevice sender = network.device("b", "eth0");
      for (int at = 0; at < input.length; ) {
        int length = Math.min(input[at] & 0xFF, input.length - at - 1);
        Packet packet = lab.world().allocate(length);
        System.arraycopy(input, at + 1, packet.bytes(), packet.put(length), length);
        if (length % 2 == 0) {
          sendIgmp(packet, sender);
        } else {
          sendMld(packet, sender);
        }
        lab.world().loop().runUntil(lab.world().loop().now() + SECOND);
        at += 1 + length;
      }
      lab.world().loop().runUntil(lab.world().loop().now() + 300 * SECOND);
    }
  }

  private static void sendIgmp(Packet packet, NetDevice sender) {
    if (packet.length() >= Igmp.HEADER) {
      Igmp.fillChecksum(packet.bytes(), packet.head(), packet.tail());
    }
    int ip = Ipv4.push(packet, 0x0a00_0009, Ipv4.ALL_HOSTS, IpProtocol.IGMP, 1);
    Ipv4.fillChecksum(packet.bytes(), ip);
    long group = Ipv4.multicastMac(Ipv4.ALL_HOSTS);
    Ethernet.push(packet, group, sender.address().value(), EtherType.IPV4);
    sender.send(packet);
  }

  private static void sendMld(Packet packet, NetDevice sender) {
    packet.transport(packet.head());
    int options = packet.push(OPTIONS);
    for (int i = 0; i < OPTIONS; i++) {
      packet.bytes()[options + i] = 0;
    }
    packet.bytes()[options] = IpProtocol.ICMPV6;
    int ip = Ipv6.push(packet, IpProtocol.HOP_BY_HOP, 1);
    byte[] bytes = packet.bytes();
    Ipv6.source(bytes, ip, Ipv6.LINK_LOCAL_HI, 9);
    Ipv6.destination(bytes, ip, Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_NODES_LO);
    if (packet.tail() - packet.transport() >= Icmpv6.HEADER) {
      Icmpv6.fillChecksum(bytes, ip, packet.transport(), packet.tail());
    }
    long group = Ipv6.multicastMac(Ipv6.ALL_NODES_LO);
    Ethernet.push(packet, group, sender.address().value(), EtherType.IPV6);
    sender.send(packet);
  }
}
