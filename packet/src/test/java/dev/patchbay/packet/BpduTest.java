package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BpduTest {
  /// A root's message as Linux sends it: bridge 8000.02:00:00:00:00:01, port 1, forward delay 2 s.
  private static final String CONFIG =
      "0180c2000000 020000000101 0026 424203 0000 00 00 01 8000020000000001 00000000"
          + " 8000020000000001 8001 0000 1400 0100 0200";

  private static final int LINK = Ethernet.HEADER;
  private static final int AT = LINK + LogicalLink.HEADER;

  @Test
  void readsARootsMessage() {
    byte[] frame = Frames.hex(CONFIG);

    assertThat(LogicalLink.fits(frame, LINK, frame.length)).isTrue();
    assertThat(LogicalLink.destination(frame, LINK)).isEqualTo(LogicalLink.SPANNING_TREE);
    assertThat(LogicalLink.source(frame, LINK)).isEqualTo(LogicalLink.SPANNING_TREE);
    assertThat(LogicalLink.control(frame, LINK)).isEqualTo(LogicalLink.UNNUMBERED_INFORMATION);
    assertThat(Bpdu.fits(frame, AT, frame.length)).isTrue();
    assertThat(Bpdu.configFits(frame, AT, frame.length)).isTrue();
    assertThat(Bpdu.type(frame, AT)).isEqualTo(Bpdu.CONFIG);
    assertThat(Bpdu.flags(frame, AT)).isEqualTo(Bpdu.TOPOLOGY_CHANGE);
    assertThat(Bpdu.root(frame, AT)).isEqualTo(0x8000_0200_0000_0001L);
    assertThat(Bpdu.cost(frame, AT)).isZero();
    assertThat(Bpdu.bridge(frame, AT)).isEqualTo(0x8000_0200_0000_0001L);
    assertThat(Bpdu.port(frame, AT)).isEqualTo(0x8001);
    assertThat(Bpdu.messageAge(frame, AT)).isZero();
    assertThat(Bpdu.maxAge(frame, AT)).isEqualTo(20 * 256);
    assertThat(Bpdu.helloTime(frame, AT)).isEqualTo(256);
    assertThat(Bpdu.forwardDelay(frame, AT)).isEqualTo(2 * 256);
  }

  @Test
  void pushesTheSameMessage() {
    Packet packet = new CheckedPacketPool().allocate(0);

    int at = Bpdu.push(packet, Bpdu.CONFIG);
    byte[] bytes = packet.bytes();
    Bpdu.flags(bytes, at, Bpdu.TOPOLOGY_CHANGE);
    Bpdu.root(bytes, at, 0x8000_0200_0000_0001L);
    Bpdu.bridge(bytes, at, 0x8000_0200_0000_0001L);
    Bpdu.port(bytes, at, 0x8001);
    Bpdu.maxAge(bytes, at, 20 * 256);
    Bpdu.helloTime(bytes, at, 256);
    Bpdu.forwardDelay(bytes, at, 2 * 256);
    LogicalLink.push(packet, LogicalLink.SPANNING_TREE);
    Ethernet.push(packet, 0x0180_c200_0000L, 0x0200_0000_0101L, packet.length());

    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex(CONFIG));
  }

  @Test
  void pushesANotification() {
    Packet packet = new CheckedPacketPool().allocate(0);

    Bpdu.push(packet, Bpdu.TOPOLOGY_CHANGE_NOTIFICATION);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("00000080"));
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[Bpdu.CONFIGURATION + 2];

    Bpdu.type(bytes, 1, 1);
    Bpdu.flags(bytes, 1, 2);
    Bpdu.root(bytes, 1, 0x0304_0506_0708_090aL);
    Bpdu.cost(bytes, 1, 0xfb0c_0d0eL);
    Bpdu.bridge(bytes, 1, 0x0f10_1112_1314_1516L);
    Bpdu.port(bytes, 1, 0x1718);
    Bpdu.messageAge(bytes, 1, 0x191a);
    Bpdu.maxAge(bytes, 1, 0x1b1c);
    Bpdu.helloTime(bytes, 1, 0x1d1e);
    Bpdu.forwardDelay(bytes, 1, 0x1f20);

    assertThat(bytes)
        .isEqualTo(
            Frames.hex(
                "00 000000 01 02 030405060708090a fb0c0d0e 0f10111213141516"
                    + "1718 191a 1b1c 1d1e 1f20 00"));
    assertThat(Bpdu.cost(bytes, 1)).isEqualTo(0xfb0c_0d0eL);
  }

  @Test
  void fitsWhenWholeAndOfTheFirstVersion() {
    byte[] frame = Frames.hex(CONFIG);

    assertThat(Bpdu.fits(frame, AT, AT + 4)).isTrue();
    assertThat(Bpdu.fits(frame, AT, AT + 3)).isFalse();
    assertThat(Bpdu.configFits(frame, AT, frame.length - 1)).isFalse();
    frame[AT + 2] = 2;
    assertThat(Bpdu.fits(frame, AT, frame.length)).isFalse();
    assertThat(LogicalLink.fits(frame, LINK, LINK + 2)).isFalse();
  }
}
