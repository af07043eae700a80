package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Icmpv6Test {
  private static final int IP = Ethernet.HEADER;
  private static final int AT = IP + Ipv6.HEADER;

  @Test
  void readsARealEcho() {
    byte[] frame = Frames.named("echo6");

    assertThat(Icmpv6.type(frame, AT)).isEqualTo(Icmpv6.ECHO_REQUEST);
    assertThat(Icmpv6.code(frame, AT)).isZero();
    assertThat(Icmpv6.checksum(frame, AT)).isEqualTo(0x6b30);
    assertThat(Icmpv6.id(frame, AT)).isEqualTo(9);
    assertThat(Icmpv6.sequence(frame, AT)).isEqualTo(2);
  }

  @Test
  void readsRealErrors() {
    byte[] big = Frames.named("tooBig");
    byte[] problem = Frames.named("pp1");

    assertThat(Icmpv6.type(big, AT)).isEqualTo(Icmpv6.PACKET_TOO_BIG);
    assertThat(Icmpv6.mtu(big, AT)).isEqualTo(1280);
    assertThat(Icmpv6.code(problem, AT)).isEqualTo(Icmpv6.UNKNOWN_NEXT_HEADER);
    assertThat(Icmpv6.pointer(problem, AT)).isEqualTo(6);
    assertThat(Ipv6.headerFits(big, AT + Icmpv6.HEADER, big.length)).isTrue();
  }

  @Test
  void pushesARealEcho() {
    byte[] frame = Frames.named("echo6");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(AT + Icmpv6.HEADER);

    int at = Icmpv6.push(packet, Icmpv6.ECHO_REQUEST, 0);
    byte[] bytes = packet.bytes();
    Icmpv6.id(bytes, at, 9);
    Icmpv6.sequence(bytes, at, 2);
    Icmpv6.fillChecksum(bytes, at - Ipv6.HEADER, at, packet.tail());
    packet.push(AT);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.transport()).isEqualTo(at);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[10];

    Icmpv6.type(bytes, 1, 0x81);
    Icmpv6.code(bytes, 1, 2);
    Icmpv6.checksum(bytes, 1, 0x0304);
    Icmpv6.id(bytes, 1, 0x0506);
    Icmpv6.sequence(bytes, 1, 0x0708);
    assertThat(bytes).isEqualTo(Frames.hex("00 8102030405060708 00"));

    Icmpv6.mtu(bytes, 1, 0x1112_1314);
    assertThat(bytes).isEqualTo(Frames.hex("00 8102030411121314 00"));

    Icmpv6.pointer(bytes, 1, 0x1516_1718);
    assertThat(bytes).isEqualTo(Frames.hex("00 8102030415161718 00"));
  }

  @Test
  void checksumCoversMessageAndAddresses() {
    byte[] frame = Frames.named("echo6");
    for (int i = IP + Ipv6.SOURCE; i < frame.length; i++) {
      frame[i] ^= 0x10;
      assertThat(Icmpv6.checksumHolds(frame, IP, AT, frame.length)).isFalse();
      frame[i] ^= 0x10;
    }

    assertThat(Icmpv6.checksumHolds(frame, IP, AT, frame.length)).isTrue();
  }

  @Test
  void needsEightBytes() {
    byte[] frame = Frames.named("echo6");

    assertThat(Icmpv6.fits(frame, AT, AT + 7)).isFalse();
    assertThat(Icmpv6.fits(frame, AT, AT + 8)).isTrue();
  }

  @Test
  void tellsErrorsFromOtherMessages() {
    assertThat(Icmpv6.isError(Icmpv6.PACKET_TOO_BIG)).isTrue();
    assertThat(Icmpv6.isError(127)).isTrue();
    assertThat(Icmpv6.isError(Icmpv6.ECHO_REQUEST)).isFalse();
    assertThat(Icmpv6.name(Icmpv6.NEIGHBOUR_SOLICITATION)).isEqualTo("neighbor solicitation");
    assertThat(Icmpv6.name(77)).isNull();
  }
}
