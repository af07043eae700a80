package dev.patchbay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.packet.Vxlan;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// What comes out of a wire for tunnels of every kind, true and false. Each is taken out of its
/// wrapping or dropped with a reason: the network says otherwise when it is closed.
class TunnelTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int KINDS = 9;

  private static final String TUNNELS =
      """
      ip -n r link add t1 type ipip local 10.0.0.2 remote 10.0.0.1
      ip -n r link add g1 type gre local 10.0.0.2 remote 10.0.0.1
      ip -n r link add g2 type gre local 10.0.0.2 remote 10.0.0.1 key 1 csum seq
      ip -n r link add g3 type gretap local 10.0.0.2 remote 10.0.0.1
      ip -n r link add s1 type sit local 10.0.0.2
      ip -n r link add x1 type vxlan id 1 dstport 4789 remote 10.0.0.1
      ip -n r link add e1 type erspan local 10.0.0.2 remote 10.0.0.1 key 3 seq erspan 1
      ip -n r link add n1 type geneve id 1 remote 10.0.0.1
      ip -n r link add t6 type ip6tnl mode any local fd00::2 remote fd00::1
      ip -n r link add h1 type ip6gre local fd00::2 remote fd00::1
      ip -n r link add h2 type ip6gretap local fd00::2 remote fd00::1 key 1 csum seq
      ip -n r link add h3 type ip6erspan local fd00::2 remote fd00::1 key 3 seq erspan_ver 2
      for d in t1 g1 g2 g3 s1 x1 e1 n1 t6 h1 h2 h3; do ip -n r link set $d up; done
      """;

  @TempDir static Path folder;

  /// The input is what follows the outer header, each after its kind and its length in a byte; the
  /// last one ends where the input ends.
  @FuzzTest(maxDuration = "", maxExecutions = 150)
  void everyPacketEnds(byte[] input) {
    try (Network network = new Network(folder)) {
      network.run(TUNNELS);
      for (int at = 0; at + 2 <= input.length; ) {
        int length = Math.min(input[at + 1] & 0xFF, input.length - at - 2);
        send(network, input[at] & 0xFF, input, at + 2, length);
        at += 2 + length;
      }
      Lab lab = network.lab();
      lab.world().loop().runUntil(lab.world().loop().now() + 10 * SECOND);
    }
  }

  private static void send(Network network, int kind, byte[] input, int from, int length) {
    Lab lab = network.lab();
    NetDevice sender = network.device("a", "eth0");
    NetDevice receiver = network.device("r", "left");
    Packet packet = lab.world().allocate(length);
    System.arraycopy(input, from, packet.bytes(), packet.put(length), length);
    int etherType = kind % KINDS < 5 ? wrap(packet, kind % KINDS) : wrap6(packet, kind % KINDS);
    Ethernet.push(packet, receiver.address().value(), sender.address().value(), etherType);
    sender.send(packet);
    lab.world().loop().runUntil(lab.world().loop().now() + SECOND / 100);
  }

  private static int wrap(Packet packet, int kind) {
    int protocol =
        switch (kind) {
          case 0 -> IpProtocol.IPIP;
          case 1 -> IpProtocol.GRE;
          case 2 -> IpProtocol.IPV6;
          default -> IpProtocol.UDP;
        };
    if (protocol == IpProtocol.UDP) {
      Udp.push(packet, 40_000, kind == 3 ? Vxlan.PORT : Geneve.PORT);
    }
    int to = Ip.of("10.0.0.2").toInt();
    int at = Ipv4.push(packet, Ip.of("10.0.0.1").toInt(), to, protocol, 64);
    Ipv4.fillChecksum(packet.bytes(), at);
    return EtherType.IPV4;
  }

  private static int wrap6(Packet packet, int kind) {
    int protocol =
        switch (kind) {
          case 5 -> IpProtocol.IPIP;
          case 6 -> IpProtocol.IPV6;
          case 7 -> IpProtocol.GRE;
          default -> IpProtocol.DESTINATION_OPTIONS;
        };
    int at = Ipv6.push(packet, protocol, 64);
    Ipv6.source(packet.bytes(), at, Ip.of("fd00::1").hi(), 1);
    Ipv6.destination(packet.bytes(), at, Ip.of("fd00::2").hi(), 2);
    return EtherType.IPV6;
  }
}
