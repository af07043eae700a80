package dev.patchbay.qdisc.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.qdisc.action.PeditKey.Header;
import org.junit.jupiter.api.Test;

class PeditKeyTest {
  private final Packet packet = datagram();

  private static Packet datagram() {
    Packet packet = new CheckedPacketPool().allocate(64);
    Udp.push(packet, 1000, 2000);
    int ip = Ipv4.push(packet, 0, 0, IpProtocol.UDP, 64);
    packet.link(ip);
    packet.network(ip);
    packet.protocol(EtherType.IPV4);
    return packet;
  }

  @Test
  void keepsTheBytesUnderTheMask() {
    PeditKey ttl = new PeditKey(Header.IPV4, 8, false, 0x0500_0000, 0x00ff_ffff);

    assertThat(ttl.apply(packet)).isTrue();

    assertThat(Ipv4.ttl(packet.bytes(), packet.network())).isEqualTo(5);
    assertThat(Ipv4.protocol(packet.bytes(), packet.network())).isEqualTo(IpProtocol.UDP);
  }

  @Test
  void addsWithinTheField() {
    PeditKey lessTtl = new PeditKey(Header.IPV4, 8, true, 0xff00_0000, 0x00ff_ffff);

    assertThat(lessTtl.apply(packet)).isTrue();

    assertThat(Ipv4.ttl(packet.bytes(), packet.network())).isEqualTo(63);
  }

  @Test
  void findsPortsBehindTheNetworkHeader() {
    PeditKey port = new PeditKey(Header.UDP, 0, false, 53, 0xffff_0000);

    assertThat(port.apply(packet)).isTrue();

    int udp = packet.network() + Ipv4.HEADER;
    assertThat(Udp.destinationPort(packet.bytes(), udp)).isEqualTo(53);
    assertThat(Udp.sourcePort(packet.bytes(), udp)).isEqualTo(1000);
  }

  @Test
  void leavesAPacketWithoutTheHeaderAlone() {
    PeditKey port = new PeditKey(Header.TCP, 0, false, 53, 0xffff_0000);

    assertThat(port.apply(packet)).isFalse();
    assertThat(new PeditKey(Header.NETWORK, 400, false, 1, 0).apply(packet)).isFalse();
  }
}
