package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArpTest {
  private static final int AT = Ethernet.HEADER;

  @Test
  void readsARealRequest() {
    byte[] frame = Frames.named("arpUnicastRequest");

    assertThat(Arp.fits(frame, AT, frame.length)).isTrue();
    assertThat(Arp.hardwareType(frame, AT)).isEqualTo(Arp.ETHERNET);
    assertThat(Arp.protocolType(frame, AT)).isEqualTo(EtherType.IPV4);
    assertThat(Arp.hardwareLength(frame, AT)).isEqualTo(6);
    assertThat(Arp.protocolLength(frame, AT)).isEqualTo(4);
    assertThat(Arp.operation(frame, AT)).isEqualTo(Arp.REQUEST);
    assertThat(Mac.format(Arp.senderMac(frame, AT))).isEqualTo("02:00:00:00:00:01");
    assertThat(Ip.format(Arp.senderIp(frame, AT))).isEqualTo("10.0.0.1");
    assertThat(Mac.format(Arp.targetMac(frame, AT))).isEqualTo("02:00:00:00:00:02");
    assertThat(Ip.format(Arp.targetIp(frame, AT))).isEqualTo("10.0.0.2");
  }

  @Test
  void pushesARealReply() {
    long a = Mac.of("02:00:00:00:00:01").value();
    long b = Mac.of("02:00:00:00:00:02").value();
    Packet packet = new CheckedPacketPool().allocate(0);

    int at = Arp.push(packet, Arp.REPLY, b, 0x0a00_0002, a, 0x0a00_0001);
    Ethernet.push(packet, a, b, EtherType.ARP);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("arpReply"));
    assertThat(packet.network()).isEqualTo(at);
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[30];

    Arp.hardwareType(bytes, 1, 0x0102);
    Arp.protocolType(bytes, 1, 0x0304);
    Arp.hardwareLength(bytes, 1, 5);
    Arp.protocolLength(bytes, 1, 6);
    Arp.operation(bytes, 1, 0x0708);
    Arp.senderMac(bytes, 1, 0x090a_0b0c_0d0eL);
    Arp.senderIp(bytes, 1, 0x0f10_1112);
    Arp.targetMac(bytes, 1, 0x1314_1516_1718L);
    Arp.targetIp(bytes, 1, 0x191a_1b1c);

    assertThat(bytes)
        .isEqualTo(Frames.hex("00 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c 00"));
  }

  @Test
  void fitsWhenWholeOnly() {
    byte[] frame = Frames.named("arpRequest");
    for (int tail = AT; tail < frame.length; tail++) {
      assertThat(Arp.fits(frame, AT, tail)).isFalse();
    }

    assertThat(Arp.fits(frame, AT, frame.length)).isTrue();
  }

  @Test
  void refusesOtherAddressLengths() {
    byte[] frame = Frames.named("arpRequest");
    Arp.hardwareLength(frame, AT, 20);
    assertThat(Arp.fits(frame, AT, frame.length)).isFalse();

    Arp.hardwareLength(frame, AT, 6);
    Arp.protocolLength(frame, AT, 16);
    assertThat(Arp.fits(frame, AT, frame.length)).isFalse();
  }
}
