package dev.patchbay.device.tunnel6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncapLimitTest {
  private static Packet wrapped(int limit) {
    Packet packet = new CheckedPacketPool().allocate(0);
    EncapLimit.push(packet, IpProtocol.IPV6, limit);
    Ipv6.push(packet, IpProtocol.DESTINATION_OPTIONS, 64);
    return packet;
  }

  @Test
  void findsTheOptionThatItPushed() {
    Packet packet = wrapped(200);

    int option = EncapLimit.find(packet.bytes(), packet.head(), packet.tail());

    assertThat(option).isEqualTo(packet.head() + Ipv6.HEADER + 2);
    assertThat(EncapLimit.value(packet.bytes(), option)).isEqualTo(200);
  }

  @Test
  void findsNothingWhereThereIsNoOption() {
    Packet packet = new CheckedPacketPool().allocate(0);
    Ipv6.push(packet, IpProtocol.UDP, 64);

    assertThat(EncapLimit.find(packet.bytes(), packet.head(), packet.tail())).isNegative();
  }

  @Test
  void findsNothingInAHeaderThatIsCutOff() {
    Packet packet = wrapped(4);

    assertThat(EncapLimit.find(packet.bytes(), packet.head(), packet.tail() - 1)).isNegative();
  }

  @Test
  void readsNothingBehindThePacketWhateverStandsThere() {
    Random random = new Random(1);
    byte[] bytes = new byte[96];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(bytes);
      bytes[6] = (byte) (random.nextBoolean() ? IpProtocol.DESTINATION_OPTIONS : 0);
      int tail = Ipv6.HEADER + random.nextInt(bytes.length - Ipv6.HEADER + 1);

      int option = EncapLimit.find(bytes, 0, tail);

      assertThat(option).isLessThan(tail - EncapLimit.VALUE);
    }
  }
}
