package dev.patchbay.device.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.PacketPool;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransmitHashTest {
  private static final int LENGTH = 60;

  private final Random random = new Random(1);
  private final PacketPool pool = new PacketPool();
  private final Packet packet = pool.allocate(LENGTH);
  private final int at = packet.put(LENGTH);

  private static TransmitHash hash(String... parts) {
    TransmitHash hash = TransmitHash.NONE;
    for (String part : parts) {
      hash = Objects.requireNonNull(hash.with(part));
    }
    return hash;
  }

  private void fill(int etherType, int start, int protocolAt) {
    byte[] bytes = packet.bytes();
    for (int i = 0; i < LENGTH; i++) {
      bytes[at + i] = (byte) random.nextInt();
    }
    Ethernet.type(bytes, at, etherType);
    bytes[at + Ethernet.HEADER] = (byte) start;
    bytes[at + Ethernet.HEADER + 6] = 0;
    bytes[at + Ethernet.HEADER + 7] = 0;
    bytes[at + Ethernet.HEADER + protocolAt] = IpProtocol.UDP;
  }

  /// All bytes from one index of the frame to another, joined by exclusive or.
  private int joined(int from, int to) {
    int joined = 0;
    for (int i = from; i < to; i++) {
      joined ^= packet.bytes()[at + i];
    }
    return joined & 0xff;
  }

  @Test
  void joinsTheBytesOfEachPartOfAnIpv4Frame() {
    for (int i = 0; i < 100; i++) {
      fill(EtherType.IPV4, 0x45, 9);

      assertThat(hash("eth").of(packet)).isEqualTo(joined(0, 12));
      assertThat(hash("l3").of(packet)).isEqualTo(joined(26, 34));
      assertThat(hash("l4").of(packet)).isEqualTo(joined(34, 38));
      assertThat(hash("eth", "ip", "udp").of(packet)).isEqualTo(joined(0, 12) ^ joined(26, 38));
    }
  }

  @Test
  void joinsTheBytesOfEachPartOfAnIpv6Frame() {
    for (int i = 0; i < 100; i++) {
      fill(EtherType.IPV6, 0x60, 6);

      assertThat(hash("ipv6").of(packet)).isEqualTo(joined(22, 54));
      assertThat(hash("ipv6", "l4").of(packet)).isEqualTo(joined(22, 58));
    }
  }
}
