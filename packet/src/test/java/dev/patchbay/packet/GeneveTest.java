package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeneveTest {
  @Test
  void readsWhatItPushed() {
    Packet packet = new CheckedPacketPool().allocate(0);
    Geneve.push(packet, EtherType.TEB, 0xabcdef);
    byte[] bytes = packet.bytes();
    int at = packet.head();

    assertThat(Geneve.fits(bytes, at, packet.tail())).isTrue();
    assertThat(Geneve.fits(bytes, at, packet.tail() - 1)).isFalse();
    assertThat(Geneve.length(bytes, at)).isEqualTo(Geneve.HEADER);
    assertThat(Geneve.protocol(bytes, at)).isEqualTo(EtherType.TEB);
    assertThat(Geneve.network(bytes, at)).isEqualTo(0xabcdef);
    assertThat(Geneve.isCritical(bytes, at)).isFalse();
  }

  @Test
  void countsItsOptionsIn() {
    byte[] bytes = {1, 0x40, 0x65, 0x58, 0, 0, 5, 0, 1, 2, (byte) 0x80, 0};

    assertThat(Geneve.length(bytes, 0)).isEqualTo(12);
    assertThat(Geneve.fits(bytes, 0, 12)).isTrue();
    assertThat(Geneve.fits(bytes, 0, 11)).isFalse();
    assertThat(Geneve.isCritical(bytes, 0)).isTrue();
  }

  @Test
  void knowsOneVersion() {
    byte[] bytes = {0x40, 0, 0x65, 0x58, 0, 0, 5, 0};

    assertThat(Geneve.fits(bytes, 0, bytes.length)).isFalse();
  }
}
