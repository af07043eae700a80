package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IcmpTest {
  private static final int AT = Ethernet.HEADER + Ipv4.HEADER;

  @Test
  void readsARealEcho() {
    byte[] frame = Frames.named("ifrag1");

    assertThat(Icmp.type(frame, AT)).isEqualTo(Icmp.ECHO_REQUEST);
    assertThat(Icmp.code(frame, AT)).isZero();
    assertThat(Icmp.id(frame, AT)).isEqualTo(7);
    assertThat(Icmp.sequence(frame, AT)).isEqualTo(3);
  }

  @Test
  void readsRealErrors() {
    byte[] needed = Frames.named("fragNeeded");
    byte[] redirect = Frames.named("redirectHost");
    byte[] problem = Frames.named("paramProblem");

    assertThat(Icmp.type(needed, AT)).isEqualTo(Icmp.UNREACHABLE);
    assertThat(Icmp.code(needed, AT)).isEqualTo(Icmp.FRAGMENTATION_NEEDED);
    assertThat(Icmp.mtu(needed, AT)).isEqualTo(1400);
    assertThat(Icmp.unused(needed, AT)).isEqualTo(1400);
    assertThat(Icmp.checksum(needed, AT)).isEqualTo(0x0cb3);
    assertThat(Ip.format(Icmp.gateway(redirect, AT))).isEqualTo("10.0.0.253");
    assertThat(Icmp.pointer(problem, AT)).isEqualTo(20);
    assertThat(Ipv4.headerFits(needed, AT + Icmp.HEADER, needed.length)).isTrue();
  }

  @Test
  void pushesARealEcho() {
    byte[] frame = Frames.named("echoRequest");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(AT + Icmp.HEADER);

    int at = Icmp.push(packet, Icmp.ECHO_REQUEST, 0);
    byte[] bytes = packet.bytes();
    Icmp.id(bytes, at, 1);
    Icmp.sequence(bytes, at, 1);
    Icmp.fillChecksum(bytes, at, packet.tail());
    packet.push(AT);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.transport()).isEqualTo(at);
  }

  @Test
  void pushesARealError() {
    byte[] frame = Frames.named("fragNeeded");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(AT + Icmp.HEADER);

    int at = Icmp.push(packet, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED);
    Icmp.mtu(packet.bytes(), at, 1400);
    Icmp.fillChecksum(packet.bytes(), at, packet.tail());
    packet.push(AT);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[10];

    Icmp.type(bytes, 1, 1);
    Icmp.code(bytes, 1, 2);
    Icmp.checksum(bytes, 1, 0x0304);
    Icmp.id(bytes, 1, 0x0506);
    Icmp.sequence(bytes, 1, 0x0708);
    assertThat(bytes).isEqualTo(Frames.hex("00 0102030405060708 00"));

    Icmp.unused(bytes, 1, 0);
    Icmp.mtu(bytes, 1, 0x1112);
    assertThat(bytes).isEqualTo(Frames.hex("00 0102030400001112 00"));

    Icmp.unused(bytes, 1, 0);
    Icmp.pointer(bytes, 1, 0x13);
    assertThat(bytes).isEqualTo(Frames.hex("00 0102030413000000 00"));

    Icmp.gateway(bytes, 1, 0x1415_1617);
    assertThat(bytes).isEqualTo(Frames.hex("00 0102030414151617 00"));
  }

  @Test
  void checksumCoversTheWholeMessage() {
    byte[] frame = Frames.named("echoRequest");
    for (int i = AT; i < frame.length; i++) {
      frame[i] ^= 0x10;
      assertThat(Icmp.checksumHolds(frame, AT, frame.length)).isFalse();
      frame[i] ^= 0x10;
    }

    assertThat(Icmp.checksumHolds(frame, AT, frame.length)).isTrue();
  }

  @Test
  void needsEightBytes() {
    byte[] frame = Frames.named("echoRequest");

    assertThat(Icmp.fits(frame, AT, AT + 7)).isFalse();
    assertThat(Icmp.fits(frame, AT, AT + 8)).isTrue();
  }

  @Test
  void tellsErrorsFromQueries() {
    assertThat(Icmp.isError(Icmp.UNREACHABLE)).isTrue();
    assertThat(Icmp.isError(Icmp.REDIRECT)).isTrue();
    assertThat(Icmp.isError(Icmp.ECHO_REQUEST)).isFalse();
    assertThat(Icmp.isError(77)).isFalse();
    assertThat(Icmp.name(Icmp.TIME_EXCEEDED)).isEqualTo("time exceeded");
    assertThat(Icmp.name(77)).isNull();
  }
}
