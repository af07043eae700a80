package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6Test {
  private static final int AT = Ethernet.HEADER;

  @Test
  void readsARealHeader() {
    byte[] frame = Frames.named("udp6flow");

    assertThat(Ipv6.fits(frame, AT, frame.length)).isTrue();
    assertThat(Ipv6.version(frame, AT)).isEqualTo(6);
    assertThat(Ipv6.trafficClass(frame, AT)).isEqualTo(0xb8);
    assertThat(Ipv6.flowLabel(frame, AT)).isEqualTo(0xabcde);
    assertThat(Ipv6.payloadLength(frame, AT)).isEqualTo(13);
    assertThat(Ipv6.nextHeader(frame, AT)).isEqualTo(IpProtocol.UDP);
    assertThat(Ipv6.hopLimit(frame, AT)).isEqualTo(64);
    assertThat(Ip.format(Ipv6.sourceHi(frame, AT), Ipv6.sourceLo(frame, AT))).isEqualTo("fe80::1");
    assertThat(Ip.format(Ipv6.destinationHi(frame, AT), Ipv6.destinationLo(frame, AT)))
        .isEqualTo("fe80::2");
  }

  @Test
  void pushesTheHeaderItRead() {
    byte[] frame = Frames.named("udp6flow");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(Ethernet.HEADER + Ipv6.HEADER);

    int at = Ipv6.push(packet, IpProtocol.UDP, 64);
    byte[] bytes = packet.bytes();
    Ipv6.trafficClass(bytes, at, 0xb8);
    Ipv6.flowLabel(bytes, at, 0xabcde);
    Ipv6.source(bytes, at, 0xfe80L << 48, 1);
    Ipv6.destination(bytes, at, 0xfe80L << 48, 2);
    packet.push(Ethernet.HEADER);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.network()).isEqualTo(at);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[42];
    bytes[1] = 0x60;

    Ipv6.trafficClass(bytes, 1, 0x12);
    Ipv6.flowLabel(bytes, 1, 0x34567);
    Ipv6.payloadLength(bytes, 1, 0x0102);
    Ipv6.nextHeader(bytes, 1, 0x03);
    Ipv6.hopLimit(bytes, 1, 0x04);
    Ipv6.source(bytes, 1, 0x1011121314151617L, 0x18191a1b1c1d1e1fL);
    Ipv6.destination(bytes, 1, 0x2021222324252627L, 0x28292a2b2c2d2e2fL);

    assertThat(bytes)
        .isEqualTo(
            Frames.hex(
                "00 61234567 0102 03 04 101112131415161718191a1b1c1d1e1f"
                    + "202122232425262728292a2b2c2d2e2f 00"));
  }

  @Test
  void fieldsThatShareBytesLeaveEachOther() {
    byte[] bytes = Frames.hex("6fffffff");

    Ipv6.trafficClass(bytes, 0, 0);
    assertThat(bytes).isEqualTo(Frames.hex("600fffff"));

    Ipv6.trafficClass(bytes, 0, 0xff);
    Ipv6.flowLabel(bytes, 0, 0);
    assertThat(bytes).isEqualTo(Frames.hex("6ff00000"));
  }

  @Test
  void fitsWhenWholeOnly() {
    byte[] frame = Frames.named("udp6");
    for (int tail = AT; tail < frame.length; tail++) {
      assertThat(Ipv6.fits(frame, AT, tail)).isFalse();
      assertThat(Ipv6.headerFits(frame, AT, tail)).isEqualTo(tail >= AT + 40);
    }

    assertThat(Ipv6.fits(frame, AT, frame.length)).isTrue();
  }

  @Test
  void refusesAnotherVersion() {
    byte[] frame = Frames.named("udp6");
    frame[AT] = 0x45;

    assertThat(Ipv6.headerFits(frame, AT, frame.length)).isFalse();
    assertThat(Ipv6.fits(frame, AT, frame.length)).isFalse();
  }

  @Test
  void decrementsTheHopLimit() {
    byte[] frame = Frames.named("udp6");

    assertThat(Ipv6.decrementHopLimit(frame, AT)).isEqualTo(63);
    assertThat(Ipv6.hopLimit(frame, AT)).isEqualTo(63);
    assertThat(Ipv6.nextHeader(frame, AT)).isEqualTo(IpProtocol.UDP);
  }

  @ParameterizedTest
  @CsvSource({
    "udp6, 17, 54",
    "destopts, 17, 62",
    "mld2, 58, 62",
    "routing, 17, 62",
    "frag6_1, 17, 62",
    "frag6_2, 44, 54",
    "proto253_6, 253, 54",
  })
  void skipsTheExtensionsOfRealPackets(String name, int protocol, int at) {
    byte[] frame = Frames.named(name);

    long skipped = Ipv6.skipExtensions(frame, AT, frame.length);

    assertThat(skipped).isNotNegative();
    assertThat(Ipv6.transportProtocol(skipped)).isEqualTo(protocol);
    assertThat(Ipv6.transportAt(skipped)).isEqualTo(at);
  }

  /// Extension headers, the first's kind, and protocol and index of what follows, or -1 and 0.
  @ParameterizedTest
  @CsvSource({
    "11 01 000000000000 0000000000000000, 0, 17, 16",
    "3c 00 000000000000 2b 00 000000000000 11 00 000000000000, 0, 17, 24",
    "11 04 00000000 00000000 0000000000000000 00000000, 51, 17, 24",
    "3b 00 000000000000, 0, -1, 0",
    "11 00 0000000000, 0, -1, 0",
    "00 00 000000000000, 0, -1, 0",
    "11 ff 000000000000, 0, 17, 2048",
    "00 ff 000000000000, 0, -1, 0",
    "11 00 0008 00000000, 44, 44, 0",
    "11 00 0001 00000000, 44, 17, 8",
    "11 00 0007 00000000, 44, 17, 8",
  })
  void walksExtensionsWithoutTrust(String headers, int kind, int protocol, int at) {
    byte[] bytes = Frames.hex(headers);

    long skipped = Ipv6.skipExtensions(bytes, 0, bytes.length, kind);

    if (protocol < 0) {
      assertThat(skipped).isNegative();
    } else {
      assertThat(Ipv6.transportProtocol(skipped)).isEqualTo(protocol);
      assertThat(Ipv6.transportAt(skipped)).isEqualTo(at);
    }
  }

  @Test
  void readsAFragmentHeader() {
    byte[] frame = Frames.named("frag6_2");
    int at = AT + Ipv6.HEADER;

    assertThat(Ipv6Fragment.fits(frame, at, frame.length)).isTrue();
    assertThat(Ipv6Fragment.fits(frame, at, at + 7)).isFalse();
    assertThat(Ipv6Fragment.nextHeader(frame, at)).isEqualTo(IpProtocol.UDP);
    assertThat(Ipv6Fragment.offset(frame, at)).isEqualTo(48);
    assertThat(Ipv6Fragment.moreFragments(frame, at)).isFalse();
    assertThat(Ipv6Fragment.identification(frame, at)).isEqualTo(0x1234);
  }

  @Test
  void writesAFragmentHeader() {
    byte[] bytes = new byte[10];

    Ipv6Fragment.write(bytes, 1, IpProtocol.UDP, 65528, true, 0x01020304);

    assertThat(bytes).isEqualTo(Frames.hex("00 11 00 fff9 01020304 00"));
    assertThat(Ipv6Fragment.offset(bytes, 1)).isEqualTo(65528);
    assertThat(Ipv6Fragment.moreFragments(bytes, 1)).isTrue();
  }

  @Test
  void makesTheAddressesOfTheRfcs() {
    // RFC 4291 section 2.7.1 and appendix A, RFC 2464 sections 4 and 7.
    Ip ip = Ip.of("4037::1:800:200e:8c6c");
    long lo = Ipv6.solicitedNodeLo(ip.lo());

    assertThat(Ip.format(Ipv6.LINK_MULTICAST_HI, lo)).isEqualTo("ff02::1:ff0e:8c6c");
    assertThat(Ipv6.isSolicitedNode(Ipv6.LINK_MULTICAST_HI, lo)).isTrue();
    assertThat(Ipv6.isSolicitedNode(Ipv6.LINK_MULTICAST_HI, 1)).isFalse();
    assertThat(Mac.format(Ipv6.multicastMac(lo))).isEqualTo("33:33:ff:0e:8c:6c");
    long id = Ipv6.interfaceId(Mac.of("34:56:78:9a:bc:de").value());
    assertThat(Ip.format(Ipv6.LINK_LOCAL_HI, id)).isEqualTo("fe80::3656:78ff:fe9a:bcde");
    id = Ipv6.interfaceId(Mac.of("02:00:00:00:00:01").value());
    assertThat(Ip.format(Ipv6.LINK_LOCAL_HI, id)).isEqualTo("fe80::ff:fe00:1");
  }

  @Test
  void knowsMulticastScopes() {
    assertThat(Ipv6.multicastScope(Ip.of("ff02::1").hi())).isEqualTo(2);
    assertThat(Ipv6.multicastScope(Ip.of("ff3e::1").hi())).isEqualTo(14);
  }
}
