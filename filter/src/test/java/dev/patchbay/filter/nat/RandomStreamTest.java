package dev.patchbay.filter.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.filter.Gate;
import dev.patchbay.filter.Packets;
import dev.patchbay.filter.conntrack.ConntrackLimits;
import dev.patchbay.packet.Ip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes: nothing is thrown, no entry and no packet is left over, and what was right stays
/// right.
class RandomStreamTest {
  private static final int PACKETS = 4000;

  private final Gate gate = new Gate();
  private final List<byte[]> seen = new ArrayList<>();

  private static String host(Random random, boolean v4) {
    int number = 1 + random.nextInt(5);
    return v4 ? "10.0.0." + number : "fd00::" + number;
  }

  private byte[] sound(Random random) {
    boolean v4 = random.nextInt(3) > 0;
    String from = host(random, v4);
    String to = host(random, v4);
    int port = 1000 + random.nextInt(4);
    int other = 1000 + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> Packets.udp(from, port, to, other);
      case 1 -> Packets.echo(from, to, random.nextBoolean(), port);
      case 2 ->
          seen.isEmpty()
              ? Packets.udp(from, port, to, other)
              : errorAbout(random, seen.get(random.nextInt(seen.size())));
      default ->
          Packets.tcp(
              from,
              port,
              to,
              other,
              random.nextInt(64),
              random.nextInt(3000),
              random.nextInt(3000));
    };
  }

  private static byte[] errorAbout(Random random, byte[] packet) {
    boolean v4 = packet[0] >>> 4 == 4;
    String to = Packets.source(packet);
    return Packets.unreachable(host(random, v4), to, packet);
  }

  private void forwardSound(Random random) {
    byte[] result = gate.forward(sound(random));
    if (result != null) {
      assertThat(Packets.isSound(result)).as(Packets.ends(result)).isTrue();
      if (result.length < 80) {
        seen.add(result);
      }
    }
  }

  private void forwardDamaged(Random random) {
    byte[] packet = sound(random);
    for (int i = random.nextInt(4); i >= 0; i--) {
      packet[1 + random.nextInt(packet.length - 1)] = (byte) random.nextInt();
    }
    if (packet[0] >>> 4 == 4) {
      // What comes here has passed the stack's own checks.
      packet[0] = 0x45;
      packet[2] = 0;
      packet[3] = (byte) packet.length;
    }
    gate.forward(packet);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void survivesARandomStream(int seed) {
    Random random = new Random(seed);
    ConntrackLimits.of(gate.machine).connections(50);
    NatRange[] ranges = {
      NatRange.address(Ip.of("192.0.2.1")),
      NatRange.addresses(Ip.of("192.0.2.1"), Ip.of("192.0.2.9")),
      NatRange.address(Ip.of("192.0.2.1")).withPorts(3000, 3003),
      NatRange.address(Ip.of("192.0.2.1")).choosing(true, false)
    };

    for (int i = 0; i < PACKETS; i++) {
      boolean four = random.nextInt(3) > 0;
      gate.source(four && random.nextBoolean() ? ranges[random.nextInt(ranges.length)] : null);
      if (random.nextInt(4) == 0) {
        forwardDamaged(random);
      } else {
        forwardSound(random);
      }
      assertThat(gate.conntrack.size()).isLessThanOrEqualTo(50);
      if (random.nextInt(200) == 0) {
        gate.pass(Duration.ofSeconds(random.nextInt(60)));
      }
    }

    gate.isBalanced();
    gate.pass(Duration.ofDays(6));
    assertThat(gate.conntrack.size()).isZero();
    assertThat(gate.loop.nextTime()).isEqualTo(Long.MAX_VALUE);
    gate.isBalanced();
  }
}
