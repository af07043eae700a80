package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VxlanTest {
  @Test
  void readsWhatItPushed() {
    Packet packet = new CheckedPacketPool().allocate(0);
    int at = Vxlan.push(packet, Vxlan.HAS_NETWORK, 0xabcdef);
    byte[] bytes = packet.bytes();

    assertThat(Vxlan.fits(bytes, at, packet.tail())).isTrue();
    assertThat(Vxlan.fits(bytes, at, packet.tail() - 1)).isFalse();
    assertThat(Vxlan.flags(bytes, at)).isEqualTo(0x0800_0000);
    assertThat(Vxlan.network(bytes, at)).isEqualTo(0xabcdef);
    assertThat(Vxlan.reserved(bytes, at)).isZero();
  }

  @Test
  void keepsTheGroupBesideTheFlags() {
    byte[] bytes = {(byte) 0x88, 0x48, 1, 2, 0, 0, 5, 0};

    assertThat(Vxlan.group(bytes, 0)).isEqualTo(0x0102);
    assertThat(Vxlan.flags(bytes, 0) & ~Vxlan.GROUP_BITS).isEqualTo(Vxlan.HAS_NETWORK);
    assertThat(Vxlan.network(bytes, 0)).isEqualTo(5);
  }
}
