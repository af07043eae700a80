package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private final Random random = new Random(1071);

  /// One 16-bit word after another, as RFC 1071 section 1 says it.
  private static int naive(byte[] bytes, int from, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = bytes[from + i] & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void sumsTheExampleOfRfc1071() {
    byte[] bytes = Frames.hex("0001 f203 f4f5 f6f7");

    assertThat(Checksum.foldSum(Checksum.sum(bytes, 0, 8))).isEqualTo(0xddf2);
    assertThat(Checksum.of(bytes, 0, 8)).isEqualTo(0x220d);
  }

  @Test
  void sumsAsTheNaiveWayDoes() {
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = randomBytes(random.nextInt(1, 200));
      int from = random.nextInt(bytes.length);
      int length = random.nextInt(bytes.length - from + 1);

      assertThat(Checksum.of(bytes, from, length)).isEqualTo(naive(bytes, from, length));
    }
  }

  @Test
  void sumsTheLargestPacketOfOnes() {
    byte[] bytes = new byte[65535];
    Arrays.fill(bytes, (byte) 0xff);

    assertThat(Checksum.of(bytes, 0, 65535)).isEqualTo(naive(bytes, 0, 65535));
    assertThat(Checksum.of(bytes, 1, 65534)).isEqualTo(naive(bytes, 1, 65534));
  }

  @Test
  void foldsAnySum() {
    assertThat(Checksum.foldSum(0)).isZero();
    assertThat(Checksum.foldSum(0xffff)).isEqualTo(0xffff);
    assertThat(Checksum.foldSum(0x1_0000)).isEqualTo(1);
    assertThat(Checksum.foldSum(0x1_ffff_ffffL)).isEqualTo(1);
    for (int i = 0; i < 1000; i++) {
      long sum = random.nextLong() >>> 1 + random.nextInt(63);

      int folded = Checksum.foldSum(sum);

      assertThat(folded).isBetween(0, 0xffff);
      assertThat(folded % 0xffff).isEqualTo((int) (sum % 0xffff));
    }
  }

  @Test
  void pseudoHeadersAreTheSameFromNumbersAndFromBytes() {
    byte[] bytes = randomBytes(60);
    int v4 = 3;
    int v6 = 5;

    assertThat(Checksum.foldSum(Checksum.pseudoV4(bytes, v4, 17, 1234)))
        .isEqualTo(
            Checksum.foldSum(
                Checksum.pseudo(Ipv4.source(bytes, v4), Ipv4.destination(bytes, v4), 17, 1234)));
    assertThat(Checksum.foldSum(Checksum.pseudoV6(bytes, v6, 58, 65535)))
        .isEqualTo(
            Checksum.foldSum(
                Checksum.pseudo(
                    Ipv6.sourceHi(bytes, v6),
                    Ipv6.sourceLo(bytes, v6),
                    Ipv6.destinationHi(bytes, v6),
                    Ipv6.destinationLo(bytes, v6),
                    58,
                    65535)));
  }

  @Test
  void pseudoHeaderIsTheOneOfTheRfc() {
    byte[] header = Frames.hex("c0000201 c6336407 00 11 0012");

    int folded = Checksum.foldSum(Checksum.pseudo(0xc000_0201, 0xc633_6407, 17, 18));

    assertThat(folded).isEqualTo(~naive(header, 0, 12) & 0xffff);
  }

  /// RFC 1624 section 4: the case that RFC 1141's equation gets wrong.
  @Test
  void updatesTheExampleOfRfc1624() {
    assertThat(Checksum.replace16(0xdd2f, 0x5555, 0x3285)).isEqualTo(0x0000);
  }

  @Test
  void updatesAsIfComputedAnew() {
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = randomBytes(40);
      int before = Checksum.of(bytes, 0, 40);
      int short16 = Wire.u16(bytes, 2);
      int int32 = Wire.i32(bytes, 6);
      long long64 = Wire.i64(bytes, 10);

      Wire.u16(bytes, 2, random.nextInt());
      Wire.i32(bytes, 6, random.nextInt());
      Wire.i64(bytes, 10, random.nextLong());
      int after = Checksum.replace16(before, short16, Wire.u16(bytes, 2));
      after = Checksum.replace32(after, int32, Wire.i32(bytes, 6));
      after = Checksum.replace64(after, long64, Wire.i64(bytes, 10));

      assertThat(after).isEqualTo(Checksum.of(bytes, 0, 40));
    }
  }

  @Test
  void resolvesAPartialChecksumToTheFullOne() {
    byte[] frame = Frames.named("udp");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    int ip = packet.head() + Ethernet.HEADER;
    int udp = Ipv4.payload(packet.bytes(), ip);
    int length = Udp.length(packet.bytes(), udp);
    long pseudo = Checksum.pseudoV4(packet.bytes(), ip, IpProtocol.UDP, length);
    Udp.checksum(packet.bytes(), udp, Checksum.foldSum(pseudo));
    packet.checksumPartial(udp, Udp.CHECKSUM_OFFSET);

    Checksum.resolve(packet);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.checksum()).isEqualTo(Packet.ChecksumState.NONE);
  }

  @Test
  void resolvesWithoutTouchingAClone() {
    CheckedPacketPool pool = new CheckedPacketPool();
    Packet packet = Frames.packet(pool, Frames.hex("0000 ffff 0102"));
    packet.checksumPartial(packet.head(), 2);
    Packet clone = pool.clone(packet);

    Checksum.resolve(packet);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("0000 fefd 0102"));
    assertThat(Frames.contents(clone)).isEqualTo(Frames.hex("0000 ffff 0102"));
    assertThat(clone.checksum()).isEqualTo(Packet.ChecksumState.PARTIAL);
    pool.free(packet);
    pool.free(clone);
  }

  @Test
  void seesAllOnesInTheirMultiplesAlone() {
    for (long times : new long[] {1, 2, 0x10001, 0x7fff_ffffL, 0x1_0000_0000L}) {
      long sum = times * 0xffff;

      assertThat(Checksum.isAllOnes(sum)).isTrue();
      assertThat(Checksum.isAllOnes(sum - 1)).isFalse();
      assertThat(Checksum.isAllOnes(sum + 1)).isFalse();
    }
    assertThat(Checksum.isAllOnes(0)).isFalse();
  }

  @Test
  void storesAResolvedZeroAsOnes() {
    Packet packet = Frames.packet(new CheckedPacketPool(), Frames.hex("fffe 0001 0000"));
    packet.checksumPartial(packet.head(), 2);

    Checksum.resolve(packet);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("fffe ffff 0000"));
  }

  @Test
  void leavesAPacketAloneThatNeedsNothing() {
    byte[] bytes = Frames.hex("0102030405060708");
    Packet packet = Frames.packet(new CheckedPacketPool(), bytes);
    packet.checksum(Packet.ChecksumState.UNNECESSARY);

    Checksum.resolve(packet);

    assertThat(Frames.contents(packet)).isEqualTo(bytes);
    assertThat(packet.checksum()).isEqualTo(Packet.ChecksumState.UNNECESSARY);
  }
}
