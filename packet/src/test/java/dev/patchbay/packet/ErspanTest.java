package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErspanTest {
  private static byte[] pushed(Packet packet) {
    byte[] header = new byte[packet.length()];
    System.arraycopy(packet.bytes(), packet.head(), header, 0, header.length);
    return header;
  }

  @Test
  void writesTheIndexOfVersionOne() {
    Packet packet = new CheckedPacketPool().allocate(0);
    Erspan.push(packet, 30, true, 123);

    assertThat(pushed(packet)).containsExactly(0x10, 0, 4, 30, 0, 0, 0, 123);
  }

  @Test
  void writesTimeHardwareAndDirectionOfVersionTwo() {
    Packet packet = new CheckedPacketPool().allocate(0);
    Erspan.push(packet, 1023, false, 700_000, true, 7);

    assertThat(pushed(packet)).containsExactly(0x20, 0, 3, (byte) 0xff, 0, 0, 0, 7, 0, 0, 0, 0x78);
  }

  @Test
  void readsVersionAndSession() {
    byte[] bytes = {0x10, 0, 7, 30, 0, 0, 0, 1};

    assertThat(Erspan.fits(bytes, 0, 8)).isTrue();
    assertThat(Erspan.fits(bytes, 0, 7)).isFalse();
    assertThat(Erspan.version(bytes, 0)).isEqualTo(1);
    assertThat(Erspan.session(bytes, 0)).isEqualTo(0x31e);
  }

  @Test
  void doesNotFitInAVersionThatNobodyKnows() {
    byte[] bytes = new byte[16];
    bytes[0] = 0x30;

    assertThat(Erspan.fits(bytes, 0, bytes.length)).isFalse();
  }
}
