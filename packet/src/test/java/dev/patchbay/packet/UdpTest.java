package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpTest {
  private static final int IP = Ethernet.HEADER;
  private static final int AT = IP + Ipv4.HEADER;
  private static final int AT6 = IP + Ipv6.HEADER;

  @Test
  void readsARealHeader() {
    byte[] frame = Frames.named("udp");

    assertThat(Udp.fits(frame, AT, frame.length)).isTrue();
    assertThat(Udp.sourcePort(frame, AT)).isEqualTo(40000);
    assertThat(Udp.destinationPort(frame, AT)).isEqualTo(5000);
    assertThat(Udp.length(frame, AT)).isEqualTo(13);
    assertThat(Udp.checksum(frame, AT)).isEqualTo(0xf836);
  }

  @Test
  void pushesTheHeaderItRead() {
    byte[] frame = Frames.named("udp");
    Packet packet = Frames.packet(new CheckedPacketPool(), frame);
    packet.pull(AT + Udp.HEADER);

    int at = Udp.push(packet, 40000, 5000);
    byte[] bytes = packet.bytes();
    Udp.fillChecksum(bytes, at, pseudo(bytes, at - Ipv4.HEADER, at));
    packet.push(AT);

    assertThat(Frames.contents(packet)).isEqualTo(frame);
    assertThat(packet.transport()).isEqualTo(at);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[10];

    Udp.sourcePort(bytes, 1, 0x0102);
    Udp.destinationPort(bytes, 1, 0x0304);
    Udp.length(bytes, 1, 0x0506);
    Udp.checksum(bytes, 1, 0x0708);

    assertThat(bytes).isEqualTo(Frames.hex("00 0102030405060708 00"));
  }

  /// The length field, the bytes that are there, whether that fits.
  @ParameterizedTest
  @CsvSource({
    "8, 8, true",
    "12, 12, true",
    "8, 12, true",
    "7, 12, false",
    "0, 12, false",
    "13, 12, false",
    "65535, 12, false",
    "8, 7, false",
    "0, 0, false",
  })
  void refusesLyingLengths(int length, int available, boolean fits) {
    byte[] bytes = new byte[12];
    Udp.length(bytes, 0, length);

    assertThat(Udp.fits(bytes, 0, available)).isEqualTo(fits);
    assertThat(Udp.headerFits(bytes, 0, available)).isEqualTo(available >= 8);
  }

  @Test
  void checksumCoversDataPortsAndAddresses() {
    byte[] frame = Frames.named("udp");
    for (int i = IP + Ipv4.SOURCE; i < frame.length; i++) {
      if (i == AT + 4 || i == AT + 5) {
        continue; // the length itself
      }
      frame[i] ^= 0x10;
      assertThat(Udp.checksumHolds(frame, AT, pseudo(frame, IP, AT))).isFalse();
      frame[i] ^= 0x10;
    }

    assertThat(Udp.checksumHolds(frame, AT, pseudo(frame, IP, AT))).isTrue();
  }

  @Test
  void checksumsOverIpv6() {
    byte[] frame = Frames.named("udp6");
    long pseudo = Checksum.pseudoV6(frame, IP, IpProtocol.UDP, Udp.length(frame, AT6));
    int right = Udp.checksum(frame, AT6);
    assertThat(Udp.checksumHolds(frame, AT6, pseudo)).isTrue();

    Udp.checksum(frame, AT6, 0x1234);
    Udp.fillChecksum(frame, AT6, pseudo);

    assertThat(Udp.checksum(frame, AT6)).isEqualTo(right);
  }

  @Test
  void zeroMeansNoChecksum() {
    byte[] frame = Frames.named("udp");
    Udp.checksum(frame, AT, 0);
    frame[AT + 8] ^= 1;

    assertThat(Udp.checksumHolds(frame, AT, pseudo(frame, IP, AT))).isTrue();
  }

  @Test
  void sendsAComputedZeroAsOnes() {
    byte[] frame = Frames.named("udp");
    int checksum = Udp.checksum(frame, AT);
    // Data that makes up for the checksum brings the sum to zero.
    Wire.u16(frame, AT + 8, Checksum.foldSum(Wire.u16(frame, AT + 8) + checksum));

    Udp.fillChecksum(frame, AT, pseudo(frame, IP, AT));

    assertThat(Udp.checksum(frame, AT)).isEqualTo(0xffff);
    assertThat(Udp.checksumHolds(frame, AT, pseudo(frame, IP, AT))).isTrue();
  }

  private static long pseudo(byte[] bytes, int ip, int at) {
    return Checksum.pseudoV4(bytes, ip, IpProtocol.UDP, Udp.length(bytes, at));
  }
}
