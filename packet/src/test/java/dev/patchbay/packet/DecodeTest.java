package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTest {
  static List<Frames.Frame> frames() {
    return Frames.all();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void printsARealFrame(Frames.Frame frame) {
    String line = Decode.line(frame.bytes(), 0, frame.bytes().length);

    assertThat(line).isEqualTo(frame.line());
  }

  @Test
  void printsFromTheLinkHeaderThoughItIsPulled() {
    Packet packet = packet("echoRequest");
    packet.link(packet.head());
    packet.pull(Ethernet.HEADER);
    packet.network(packet.head());

    assertThat(Decode.line(packet)).startsWith("02:00:00:00:00:01 > ").contains("ethertype IPv4");
  }

  @Test
  void printsFromTheNetworkHeaderWithoutALink() {
    Packet packet = packet("echoRequest");
    packet.pull(Ethernet.HEADER);
    packet.protocol(EtherType.IPV4);

    assertThat(Decode.line(packet))
        .isEqualTo("10.9.0.1 > 10.9.0.2: ICMP echo request, id 1, seq 1, length 64");
  }

  @Test
  void takesUnknownBytesForAFrame() {
    Packet packet = packet("arpRequest");

    assertThat(Decode.line(packet)).contains("Request who-has 10.0.0.2 tell 10.0.0.1");
  }

  @Test
  void printsATagBesideTheBytesAsIfInThem() {
    Packet inside = packet("vlan");
    Packet beside = packet("vlan");
    beside.vlan(EtherType.VLAN, VlanTag.remove(beside));

    assertThat(Decode.line(beside)).isEqualTo(Decode.line(inside)).contains("vlan 10, p 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void printsRandomBytes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      if (bytes.length >= Ethernet.HEADER) {
        Ethernet.type(bytes, 0, TYPES[random.nextInt(TYPES.length)]);
      }

      assertThat(Decode.line(bytes, 0, bytes.length)).isNotBlank().doesNotContain("\n");
    }
  }

  private static final int[] TYPES = {
    EtherType.IPV4, EtherType.IPV6, EtherType.ARP, EtherType.VLAN, EtherType.QINQ, 0x1234, 38
  };

  /// Real frames with a few bytes changed, cut short: nearly right is where readers fail.
  @ParameterizedTest
  @MethodSource("frames")
  void printsBrokenFrames(Frames.Frame frame) {
    Random random = new Random(frame.name().hashCode());
    for (int i = 0; i < 500; i++) {
      byte[] bytes = Arrays.copyOf(frame.bytes(), random.nextInt(frame.bytes().length + 1));
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }

      assertThat(Decode.line(bytes, 0, bytes.length)).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void printsALongChainOfExtensionHeaders() {
    byte[] bytes = new byte[Ethernet.HEADER + Ipv6.HEADER + 65528];
    Ethernet.type(bytes, 0, EtherType.IPV6);
    bytes[Ethernet.HEADER] = 0x60;
    Ipv6.payloadLength(bytes, Ethernet.HEADER, 65528);

    String line = Decode.line(bytes, 0, bytes.length);

    assertThat(line).contains("HBH HBH HBH").endsWith("[|HBH]");
  }

  private static Packet packet(String name) {
    return Frames.packet(new CheckedPacketPool(), Frames.named(name));
  }
}
