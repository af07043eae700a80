package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreTest {
  private static final byte[] WHOLE = {
    (byte) 0xb0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4
  };

  private static Packet pushed(int flags) {
    Packet packet = new CheckedPacketPool().allocate(4);
    System.arraycopy(WHOLE, 16, packet.bytes(), packet.put(4), 4);
    Gre.push(packet, flags, EtherType.IPV4, 7, 9);
    return packet;
  }

  @Test
  void writesEachOptionThatTheFlagsName() {
    Packet packet = pushed(Gre.CHECKSUM | Gre.KEY | Gre.SEQUENCE);
    byte[] bytes = packet.bytes();
    int at = packet.head();

    assertThat(Gre.fits(bytes, at, packet.tail())).isTrue();
    assertThat(Gre.protocol(bytes, at)).isEqualTo(EtherType.IPV4);
    assertThat(Gre.key(bytes, at)).isEqualTo(7);
    assertThat(Gre.sequence(bytes, at)).isEqualTo(9);
    assertThat(Gre.checksumHolds(bytes, at, packet.tail())).isTrue();
    bytes[packet.tail() - 1]++;
    assertThat(Gre.checksumHolds(bytes, at, packet.tail())).isFalse();
  }

  @Test
  void readsOptionsWhereverTheyStand() {
    Packet packet = pushed(Gre.SEQUENCE);

    assertThat(Gre.sequence(packet.bytes(), packet.head())).isEqualTo(9);
    assertThat(Gre.key(packet.bytes(), packet.head())).isZero();
    assertThat(packet.length()).isEqualTo(4 + 4 + 4);
  }

  @Test
  void doesNotFitWithoutItsOptionsOrWithRouting() {
    assertThat(Gre.fits(WHOLE, 0, 15)).isFalse();
    assertThat(Gre.fits(WHOLE, 0, 16)).isTrue();
    byte[] routed = {0x40, 0, 8, 0};
    assertThat(Gre.fits(routed, 0, routed.length)).isFalse();
    byte[] other = {0, 1, 8, 0};
    assertThat(Gre.fits(other, 0, other.length)).isFalse();
  }
}
