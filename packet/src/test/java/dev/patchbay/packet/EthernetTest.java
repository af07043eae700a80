package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EthernetTest {
  private static final long A = Mac.of("02:00:00:00:00:01").value();
  private static final long B = Mac.of("02:00:00:00:00:02").value();

  @Test
  void readsARealHeader() {
    byte[] frame = Frames.named("echoRequest");

    assertThat(Ethernet.fits(frame, 0, frame.length)).isTrue();
    assertThat(Ethernet.destination(frame, 0)).isEqualTo(B);
    assertThat(Ethernet.source(frame, 0)).isEqualTo(A);
    assertThat(Ethernet.type(frame, 0)).isEqualTo(EtherType.IPV4);
    assertThat(Ethernet.protocol(frame, 0, frame.length)).isEqualTo(EtherType.IPV4);
  }

  @Test
  void pushesTheHeaderItRead() {
    byte[] frame = Frames.named("echoRequest");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(Ethernet.HEADER);

    int at = Ethernet.push(packet, B, A, EtherType.IPV4);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.link()).isEqualTo(at).isEqualTo(packet.head());
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[16];

    Ethernet.destination(bytes, 1, 0x0102_0304_0506L);
    Ethernet.source(bytes, 1, 0x0708_090a_0b0cL);
    Ethernet.type(bytes, 1, 0xfdfe);

    assertThat(bytes).isEqualTo(Frames.hex("00 0102030405060708090a0b0c fdfe 00"));
  }

  @Test
  void needsFourteenBytes() {
    byte[] bytes = new byte[20];

    assertThat(Ethernet.fits(bytes, 3, 16)).isFalse();
    assertThat(Ethernet.fits(bytes, 3, 17)).isTrue();
  }

  @Test
  void tellsEtherTypesFromLengths() {
    byte[] bytes = new byte[20];
    Ethernet.type(bytes, 0, 0x0600);
    assertThat(Ethernet.protocol(bytes, 0, 20)).isEqualTo(0x0600);

    Ethernet.type(bytes, 0, 0x05ff);
    assertThat(Ethernet.protocol(bytes, 0, 20)).isEqualTo(EtherType.P_802_2);

    bytes[14] = -1;
    bytes[15] = -1;
    assertThat(Ethernet.protocol(bytes, 0, 20)).isEqualTo(EtherType.P_802_3);
    assertThat(Ethernet.protocol(bytes, 0, 15)).isEqualTo(EtherType.P_802_2);
  }

  @Test
  void namesTypes() {
    assertThat(EtherType.name(0x86dd)).isEqualTo("IPv6");
    assertThat(EtherType.name(0x1234)).isNull();
    assertThat(EtherType.isVlan(0x8100)).isTrue();
    assertThat(EtherType.isVlan(0x88a8)).isTrue();
    assertThat(EtherType.isVlan(0x0800)).isFalse();
  }
}
