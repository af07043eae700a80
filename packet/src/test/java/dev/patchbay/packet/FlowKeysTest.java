package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowKeysTest {
  private static final int TO = 64;

  private final PacketPool pool = new PacketPool();
  private final FlowKeys keys = new FlowKeys();

  private Packet datagram() {
    Packet packet = pool.allocate(TO);
    packet.put(8);
    Udp.push(packet, 1000, 53);
    Ipv4.push(packet, 0x0a00_0001, 0x0a00_0002, IpProtocol.UDP, TO);
    return packet;
  }

  private FlowKeys dissect(Packet packet, int etherType, int flags) {
    return keys.dissect(packet.bytes(), etherType, packet.head(), packet.tail(), flags);
  }

  @Test
  void findsAddressesAndPorts() {
    FlowKeys found = dissect(datagram(), EtherType.IPV4, FlowKeys.STOP_AT_ENCAPSULATION);

    assertThat(found.etherType).isEqualTo(EtherType.IPV4);
    assertThat(found.sourceHi).isEqualTo(Ip.hi(0x0a00_0001));
    assertThat(found.destinationHi).isEqualTo(Ip.hi(0x0a00_0002));
    assertThat(found.protocol).isEqualTo(IpProtocol.UDP);
    assertThat(found.sourcePort).isEqualTo(1000);
    assertThat(found.destinationPort).isEqualTo(53);
    assertThat(found.isEncapsulated).isFalse();
  }

  @Test
  void goesIntoTunnelsOrStopsBeforeThem() {
    Packet packet = datagram();
    Gre.push(packet, Gre.KEY, EtherType.IPV4, 7, 0);
    Ipv6.push(packet, IpProtocol.GRE, TO);

    assertThat(dissect(packet, EtherType.IPV6, FlowKeys.STOP_AT_ENCAPSULATION).etherType)
        .isEqualTo(EtherType.IPV6);
    assertThat(keys.isEncapsulated).isTrue();
    assertThat(keys.destinationPort).isZero();

    assertThat(dissect(packet, EtherType.IPV6, 0).etherType).isEqualTo(EtherType.IPV4);
    assertThat(keys.isEncapsulated).isTrue();
    assertThat(keys.destinationPort).isEqualTo(53);
  }

  @Test
  void hasNoPortsOfAPiece() {
    Packet packet = datagram();
    Ipv4.fragment(packet.bytes(), packet.head(), 0x2000);

    assertThat(dissect(packet, EtherType.IPV4, FlowKeys.STOP_AT_ENCAPSULATION).protocol)
        .isEqualTo(IpProtocol.UDP);
    assertThat(keys.sourcePort).isZero();
  }

  @Test
  void stopsWhereTunnelsNeverEnd() {
    Packet packet = datagram();
    for (int i = 0; i < 30; i++) {
      Ipv4.push(packet, i, i, IpProtocol.IPIP, TO);
    }

    assertThat(dissect(packet, EtherType.IPV4, 0).protocol).isEqualTo(IpProtocol.IPIP);
  }

  @Test
  void hashesBothWaysAlike() {
    Packet there = datagram();
    Packet back = datagram();
    Ipv4.source(back.bytes(), back.head(), 0x0a00_0002);
    Ipv4.destination(back.bytes(), back.head(), 0x0a00_0001);
    Udp.sourcePort(back.bytes(), back.head() + Ipv4.HEADER, 53);
    Udp.destinationPort(back.bytes(), back.head() + Ipv4.HEADER, 1000);

    long hash = dissect(there, EtherType.IPV4, 0).hash(7);

    assertThat(dissect(back, EtherType.IPV4, 0).hash(7)).isEqualTo(hash);
    assertThat(keys.hash(8)).isNotEqualTo(hash);
  }
}
