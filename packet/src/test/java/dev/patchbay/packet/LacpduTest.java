package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LacpduTest {
  private static final LacpEnd ACTOR = new LacpEnd(65535, 0x0200_0000_0001L, 15, 255, 1, 0x3d);
  private static final LacpEnd PARTNER = new LacpEnd(77, 0x0200_0000_0002L, 9, 128, 2, 0x3f);

  private static Packet pdu() {
    Packet packet = new PacketPool().allocate(Lacpdu.LENGTH);
    Lacpdu.push(packet, ACTOR, PARTNER);
    return packet;
  }

  @Test
  void tellsBothEnds() {
    Packet packet = pdu();

    assertThat(Lacpdu.end(packet.bytes(), packet.head(), Lacpdu.ACTOR)).isEqualTo(ACTOR);
    assertThat(Lacpdu.end(packet.bytes(), packet.head(), Lacpdu.PARTNER)).isEqualTo(PARTNER);
    assertThat(Lacpdu.subtype(packet.bytes(), packet.head())).isEqualTo(Lacpdu.LACP);
    assertThat(Lacpdu.version(packet.bytes(), packet.head())).isEqualTo(1);
  }

  @Test
  void isLaidOutAsTheStandardSays() {
    Packet packet = pdu();
    byte[] bytes = packet.bytes();
    int at = packet.head();

    assertThat(new int[] {bytes[at + 2], bytes[at + 3]}).containsExactly(1, 20);
    assertThat(new int[] {bytes[at + 22], bytes[at + 23]}).containsExactly(2, 20);
    assertThat(new int[] {bytes[at + 42], bytes[at + 43]}).containsExactly(3, 16);
    assertThat(bytes[at + 18]).isEqualTo((byte) 0x3d);
    assertThat(bytes[at + 38]).isEqualTo((byte) 0x3f);
  }

  @Test
  void doesNotFitWhenAByteIsMissing() {
    Packet packet = pdu();
    int at = packet.head();

    assertThat(Lacpdu.fits(packet.bytes(), at, packet.tail())).isTrue();
    assertThat(Lacpdu.fits(packet.bytes(), at, packet.tail() - 1)).isFalse();
    assertThat(Lacpdu.fits(packet.bytes(), -1, packet.tail())).isFalse();
  }
}
