package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4Test {
  private static final int AT = Ethernet.HEADER;

  @Test
  void readsARealHeader() {
    byte[] frame = Frames.named("fragNeeded");

    assertThat(Ipv4.fits(frame, AT, frame.length)).isTrue();
    assertThat(Ipv4.version(frame, AT)).isEqualTo(4);
    assertThat(Ipv4.headerLength(frame, AT)).isEqualTo(20);
    assertThat(Ipv4.payload(frame, AT)).isEqualTo(34);
    assertThat(Ipv4.tos(frame, AT)).isEqualTo(0xc0);
    assertThat(Ipv4.totalLength(frame, AT)).isEqualTo(68);
    assertThat(Ipv4.identification(frame, AT)).isEqualTo(0x1234);
    assertThat(Ipv4.fragment(frame, AT)).isEqualTo(0x4000);
    assertThat(Ipv4.dontFragment(frame, AT)).isTrue();
    assertThat(Ipv4.moreFragments(frame, AT)).isFalse();
    assertThat(Ipv4.isFragment(frame, AT)).isFalse();
    assertThat(Ipv4.fragmentOffset(frame, AT)).isZero();
    assertThat(Ipv4.ttl(frame, AT)).isEqualTo(64);
    assertThat(Ipv4.protocol(frame, AT)).isEqualTo(IpProtocol.ICMP);
    assertThat(Ipv4.checksum(frame, AT)).isEqualTo(0x12c7);
    assertThat(Ipv4.checksumHolds(frame, AT)).isTrue();
    assertThat(Ip.format(Ipv4.source(frame, AT))).isEqualTo("10.0.0.254");
    assertThat(Ip.format(Ipv4.destination(frame, AT))).isEqualTo("10.0.0.1");
    assertThat(Ipv4.optionsLength(frame, AT)).isZero();
  }

  @Test
  void readsTheStartAsItReadsTheFields() {
    byte[] frame = Frames.named("fragNeeded");

    long start = Ipv4.start(frame, AT);

    assertThat(Ipv4.version(start)).isEqualTo(4);
    assertThat(Ipv4.headerLength(start)).isEqualTo(20);
    assertThat(Ipv4.tos(start)).isEqualTo(0xc0);
    assertThat(Ipv4.totalLength(start)).isEqualTo(68);
    assertThat(Ipv4.checksumHolds(frame, AT, start)).isTrue();
    assertThat(Ipv4.checksumHolds(new byte[20], 0)).isFalse();
  }

  @Test
  void readsFragments() {
    byte[] first = Frames.named("frag1");
    byte[] last = Frames.named("frag2");

    assertThat(Ipv4.isFragment(first, AT)).isTrue();
    assertThat(Ipv4.moreFragments(first, AT)).isTrue();
    assertThat(Ipv4.fragmentOffset(first, AT)).isZero();
    assertThat(Ipv4.isFragment(last, AT)).isTrue();
    assertThat(Ipv4.moreFragments(last, AT)).isFalse();
    assertThat(Ipv4.fragmentOffset(last, AT)).isEqualTo(48);
  }

  @Test
  void pushesTheHeaderItRead() {
    byte[] frame = Frames.named("echoRequest");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(Ethernet.HEADER + Ipv4.HEADER);

    int at = Ipv4.push(packet, 0x0a09_0001, 0x0a09_0002, IpProtocol.ICMP, 64);
    byte[] bytes = packet.bytes();
    Ipv4.identification(bytes, at, 0x1234);
    Ipv4.fragment(bytes, at, Ipv4.DONT_FRAGMENT);
    Ipv4.fillChecksum(bytes, at);
    packet.push(Ethernet.HEADER);

    assertThat(Frames.contents(packet)).endsWith(Arrays.copyOfRange(frame, AT, frame.length));
    assertThat(packet.network()).isEqualTo(at);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[22];

    Ipv4.headerLength(bytes, 1, 24);
    Ipv4.tos(bytes, 1, 0x01);
    Ipv4.totalLength(bytes, 1, 0x0203);
    Ipv4.identification(bytes, 1, 0x0405);
    Ipv4.fragment(bytes, 1, 0x0607);
    Ipv4.ttl(bytes, 1, 0x08);
    Ipv4.protocol(bytes, 1, 0x09);
    Ipv4.checksum(bytes, 1, 0x0a0b);
    Ipv4.source(bytes, 1, 0x0c0d_0e0f);
    Ipv4.destination(bytes, 1, 0x1011_1213);

    assertThat(bytes).isEqualTo(Frames.hex("00 46 0102030405060708090a0b0c0d0e0f10111213 00"));
  }

  @Test
  void fitsWhenWholeOnly() {
    byte[] frame = Frames.named("options");
    for (int tail = AT; tail < frame.length; tail++) {
      assertThat(Ipv4.fits(frame, AT, tail)).isFalse();
      assertThat(Ipv4.headerFits(frame, AT, tail)).isEqualTo(tail >= AT + 24);
    }

    assertThat(Ipv4.fits(frame, AT, frame.length)).isTrue();
  }

  /// First byte, total length, whether header and packet fit 34 bytes (20 of header, 14 of data).
  @ParameterizedTest
  @CsvSource({
    "0x45, 34, true, true",
    "0x45, 20, true, true",
    "0x45, 35, true, false",
    "0x45, 65535, true, false",
    "0x45, 19, true, false",
    "0x45, 0, true, false",
    "0x44, 34, false, false",
    "0x40, 34, false, false",
    "0x48, 34, true, true",
    "0x48, 31, true, false",
    "0x49, 34, false, false",
    "0x4f, 34, false, false",
    "0x65, 34, false, false",
    "0x05, 34, false, false",
  })
  void refusesLyingLengths(String first, int totalLength, boolean headerFits, boolean packetFits) {
    byte[] bytes = new byte[34];
    bytes[0] = Integer.decode(first).byteValue();
    Ipv4.totalLength(bytes, 0, totalLength);

    assertThat(Ipv4.headerFits(bytes, 0, 34)).isEqualTo(headerFits);
    assertThat(Ipv4.fits(bytes, 0, 34)).isEqualTo(packetFits);
  }

  @Test
  void decrementsTtlWithItsChecksum() {
    byte[] frame = Frames.named("echoRequest");
    for (int identification = 0; identification < 0x10000; identification += 7) {
      Ipv4.identification(frame, AT, identification);
      Ipv4.ttl(frame, AT, identification % 255 + 1);
      Ipv4.fillChecksum(frame, AT);

      int ttl = Ipv4.decrementTtl(frame, AT);

      assertThat(ttl).isEqualTo(identification % 255).isEqualTo(Ipv4.ttl(frame, AT));
      assertThat(Ipv4.checksumHolds(frame, AT)).isTrue();
      assertThat(Ipv4.protocol(frame, AT)).isEqualTo(IpProtocol.ICMP);
    }
  }

  @Test
  void replacesAddressesWithTheChecksum() {
    byte[] frame = Frames.named("echoRequest");
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int source = random.nextInt();
      int destination = random.nextInt();

      Ipv4.replaceSource(frame, AT, source);
      Ipv4.replaceDestination(frame, AT, destination);

      assertThat(Ipv4.source(frame, AT)).isEqualTo(source);
      assertThat(Ipv4.destination(frame, AT)).isEqualTo(destination);
      assertThat(Ipv4.checksumHolds(frame, AT)).isTrue();
      assertThat(Ipv4.protocol(frame, AT)).isEqualTo(IpProtocol.ICMP);
    }
  }

  @Test
  void writesAWholeHeaderThatReadsAsItWasWritten() {
    byte[] bytes = new byte[AT + Ipv4.HEADER];
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      int source = random.nextInt();
      int destination = random.nextInt();
      int word = random.nextInt(0x10000);

      Ipv4.write(
          bytes, AT, word & 0xff, 500 + i, word, Ipv4.DONT_FRAGMENT, 200, 17, source, destination);

      assertThat(Ipv4.version(bytes, AT)).isEqualTo(4);
      assertThat(Ipv4.headerLength(bytes, AT)).isEqualTo(Ipv4.HEADER);
      assertThat(Ipv4.tos(bytes, AT)).isEqualTo(word & 0xff);
      assertThat(Ipv4.totalLength(bytes, AT)).isEqualTo(500 + i);
      assertThat(Ipv4.identification(bytes, AT)).isEqualTo(word);
      assertThat(Ipv4.fragment(bytes, AT)).isEqualTo(Ipv4.DONT_FRAGMENT);
      assertThat(Ipv4.ttl(bytes, AT)).isEqualTo(200);
      assertThat(Ipv4.protocol(bytes, AT)).isEqualTo(17);
      assertThat(Ipv4.source(bytes, AT)).isEqualTo(source);
      assertThat(Ipv4.destination(bytes, AT)).isEqualTo(destination);
      assertThat(Ipv4.checksumHolds(bytes, AT)).isTrue();
    }
  }

  @Test
  void noticesAnyFlippedBit() {
    byte[] frame = Frames.named("options");
    for (int bit = 0; bit < 24 * 8; bit++) {
      if (bit >= 4 && bit < 8) {
        continue; // the header's length itself
      }
      frame[AT + bit / 8] ^= (byte) (1 << 7 - bit % 8);
      assertThat(Ipv4.checksumHolds(frame, AT)).isFalse();
      frame[AT + bit / 8] ^= (byte) (1 << 7 - bit % 8);
    }

    assertThat(Ipv4.checksumHolds(frame, AT)).isTrue();
  }

  @Test
  void findsOptions() {
    byte[] frame = Frames.named("options");

    assertThat(Ipv4.optionsLength(frame, AT)).isEqualTo(4);
    assertThat(Ipv4.option(frame, AT, Ipv4.OPTION_ROUTER_ALERT)).isEqualTo(AT + 20);
    assertThat(Ipv4.option(frame, AT, Ipv4.OPTION_RECORD_ROUTE)).isEqualTo(-1);
  }

  /// Options of a 40-byte header, the option looked for, and where it is.
  @ParameterizedTest
  @CsvSource({
    "01 01 94 04 0000, 148, 22",
    "07 07 04 01020304 01 44 04 0000, 68, 28",
    "00 94 04 0000, 148, -1",
    "07 00 94 04 0000, 148, -1",
    "07 01 94 04 0000, 148, -1",
    "07 15 94 04 0000, 148, -1",
    "07 ff, 7, -1",
    "01010101010101010101010101010101010101 94, 148, -1",
    "0101010101010101010101010101010101 94 03 00, 148, 37",
    "0101010101010101010101010101010101 94 04 00, 148, -1",
  })
  void walksOptionsWithoutTrust(String options, int kind, int found) {
    byte[] bytes = new byte[40];
    Ipv4.headerLength(bytes, 0, 40);
    byte[] given = Frames.hex(options);
    System.arraycopy(given, 0, bytes, 20, given.length);

    assertThat(Ipv4.option(bytes, 0, kind)).isEqualTo(found);
  }

  @Test
  void knowsAddresses() {
    assertThat(Ipv4.isLocalMulticast(Ip.of("224.0.0.251").toInt())).isTrue();
    assertThat(Ipv4.isLocalMulticast(Ip.of("224.0.1.1").toInt())).isFalse();
    assertThat(Ipv4.isZeroNet(Ip.of("0.1.2.3").toInt())).isTrue();
    assertThat(Ipv4.isZeroNet(Ip.of("1.0.0.0").toInt())).isFalse();
    assertThat(Mac.format(Ipv4.multicastMac(Ip.of("239.129.2.3").toInt())))
        .isEqualTo("01:00:5e:01:02:03");
    assertThat(Mac.format(Ipv4.multicastMac(Ip.of("224.127.255.1").toInt())))
        .isEqualTo("01:00:5e:7f:ff:01");
  }

  @Test
  void namesProtocols() {
    assertThat(IpProtocol.name(1)).isEqualTo("icmp");
    assertThat(IpProtocol.name(58)).isEqualTo("ipv6-icmp");
    assertThat(IpProtocol.name(0)).isEqualTo("ip");
    assertThat(IpProtocol.name(255)).isNull();
    assertThat(IpProtocol.number("udp")).isEqualTo(17);
    assertThat(IpProtocol.number("hopopt")).isZero();
    assertThat(IpProtocol.number("nonesuch")).isEqualTo(-1);
  }
}
