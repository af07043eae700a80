package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AggregationTest {
  private static final int MOST = 65_536;
  private static final int SIZE = 1000;

  private final PacketPool pool = new CheckedPacketPool();

  /// The segment number `index` of a connection, with so many bytes of data.
  private Packet segment(int index, int length, int flags) {
    Packet packet = pool.allocate(2000);
    int data = packet.put(length);
    for (int i = 0; i < length; i++) {
      packet.bytes()[data + i] = (byte) (index * 31 + i);
    }
    int at = Tcp.push(packet, 4000, 80, 12);
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, 7 + index * SIZE);
    Tcp.acknowledgement(bytes, at, 99);
    Tcp.flags(bytes, at, flags | Tcp.ACK);
    Tcp.window(bytes, at, 500);
    Tcp.putTimestamp(bytes, Tcp.putNops(bytes, at + Tcp.HEADER), 1234, 4321);
    int ip = Ipv4.push(packet, 0x0a000001, 0x0a000002, IpProtocol.TCP, 64);
    bytes = packet.bytes();
    Ipv4.identification(bytes, ip, 500 + index);
    Ipv4.fillChecksum(bytes, ip);
    long pseudo = Checksum.pseudoV4(bytes, ip, IpProtocol.TCP, packet.tail() - at);
    Tcp.fillChecksum(bytes, at, packet.tail() - at, pseudo);
    packet.link(ip);
    packet.network(ip);
    packet.protocol(EtherType.IPV4);
    return packet;
  }

  private Packet segment(int index) {
    return segment(index, SIZE, 0);
  }

  @Test
  void whatIsJoinedIsCutIntoTheSamePackets() {
    Packet held = segment(0);
    byte[] first = Frames.contents(held);
    Packet second = segment(1, 400, Tcp.PSH);

    assertThat(Aggregation.continues(held, second, MOST)).isTrue();
    Aggregation.join(held, second);
    Packet piece = pool.allocate(2000);
    Segmentation.cut(held, 0, piece);
    Packet last = pool.allocate(2000);
    Segmentation.cut(held, 1, last);

    assertThat(Segmentation.count(held)).isEqualTo(2);
    assertThat(Frames.contents(piece)).isEqualTo(first);
    assertThat(Frames.contents(last)).isEqualTo(Frames.contents(second));
  }

  @Test
  void takesOnlyWhatGoesOnWhereItEnds() {
    Packet held = segment(0);

    assertThat(Aggregation.continues(held, segment(2), MOST)).isFalse();
    assertThat(Aggregation.continues(held, segment(0), MOST)).isFalse();
    assertThat(Aggregation.continues(held, segment(1), MOST)).isTrue();
  }

  @Test
  void headersMustSayTheSame() {
    Packet held = segment(0);
    Packet hops = segment(1);
    Ipv4.ttl(hops.bytes(), hops.head(), 63);
    Packet clock = segment(1);
    clock.bytes()[clock.head() + Ipv4.HEADER + Tcp.HEADER + 7]++;
    Packet acknowledges = segment(1);
    Tcp.acknowledgement(acknowledges.bytes(), acknowledges.head() + Ipv4.HEADER, 100);

    assertThat(Aggregation.continues(held, hops, MOST)).isFalse();
    assertThat(Aggregation.continues(held, clock, MOST)).isFalse();
    assertThat(Aggregation.continues(held, acknowledges, MOST)).isFalse();
  }

  @Test
  void nothingGrowsBeyondTheLimit() {
    Packet held = segment(0);

    assertThat(Aggregation.continues(held, segment(1), held.length() + SIZE)).isFalse();
    assertThat(Aggregation.continues(held, segment(1), held.length() + SIZE + 1)).isTrue();
  }

  @Test
  void aShortOneOrOneThatMustNotWaitIsTheLast() {
    assertThat(Aggregation.ends(segment(1), SIZE)).isFalse();
    assertThat(Aggregation.ends(segment(1, 999, 0), SIZE)).isTrue();
    assertThat(Aggregation.ends(segment(1, SIZE, Tcp.PSH), SIZE)).isTrue();
    assertThat(Aggregation.ends(segment(1, 0, 0), 1)).isTrue();
  }

  @Test
  void onlyWholeAndCorrectSegmentsAreJoined() {
    Packet broken = segment(0);
    broken.bytes()[broken.tail() - 1]++;
    Packet fragment = segment(0);
    Ipv4.fragment(fragment.bytes(), fragment.head(), 0x2000);
    Ipv4.fillChecksum(fragment.bytes(), fragment.head());
    Packet padded = segment(0);
    padded.put(3);

    assertThat(Aggregation.isSegment(segment(0))).isTrue();
    assertThat(Aggregation.isSegment(broken)).isFalse();
    assertThat(Aggregation.isSegment(fragment)).isFalse();
    assertThat(Aggregation.isSegment(padded)).isFalse();
  }

  private Packet numbered(int index, int number, int fragment) {
    Packet packet = segment(index);
    Ipv4.identification(packet.bytes(), packet.head(), number);
    Ipv4.fragment(packet.bytes(), packet.head(), fragment);
    Ipv4.fillChecksum(packet.bytes(), packet.head());
    return packet;
  }

  @Test
  void oneNumberForAllIsKeptWhereNothingIsFragmented() {
    int whole = 0x4000;
    Packet held = numbered(0, 77, whole);
    Packet second = numbered(1, 77, whole);
    Packet third = numbered(2, 77, whole);

    assertThat(Aggregation.continues(held, second, MOST)).isTrue();
    assertThat(Aggregation.continues(numbered(0, 77, 0), numbered(1, 77, 0), MOST)).isFalse();
    assertThat(Aggregation.continues(held, numbered(1, 80, whole), MOST)).isFalse();
    Aggregation.join(held, second);
    assertThat(Aggregation.continues(held, numbered(2, 79, whole), MOST)).isFalse();
    assertThat(Aggregation.continues(held, third, MOST)).isTrue();
    Aggregation.join(held, third);
    Packet last = pool.allocate(2000);
    Segmentation.cut(held, 2, last);

    assertThat(Frames.contents(last)).isEqualTo(Frames.contents(third));
  }

  @Test
  void aRunThatCountsIsNotJoinedByOneThatDoesNot() {
    Packet held = numbered(0, 77, 0x4000);

    Aggregation.join(held, numbered(1, 78, 0x4000));

    assertThat(Aggregation.continues(held, numbered(2, 77, 0x4000), MOST)).isFalse();
    assertThat(Aggregation.continues(held, numbered(2, 79, 0x4000), MOST)).isTrue();
  }
}
