package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
  private final CheckedPacketPool pool = new CheckedPacketPool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.outstandingAllocations()).isEmpty();
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void movesItsEndsWithoutMovingBytes() {
    Packet packet = pool.allocate(100);
    byte[] bytes = packet.bytes();
    int start = packet.head();

    assertThat(packet.put(60)).isEqualTo(start);
    assertThat(packet.push(14)).isEqualTo(start - 14);
    assertThat(packet.length()).isEqualTo(74);
    assertThat(packet.pull(34)).isEqualTo(start + 20);
    assertThat(packet.length()).isEqualTo(40);
    packet.trim(30);
    assertThat(packet.length()).isEqualTo(30);
    packet.trim(31);
    assertThat(packet.length()).isEqualTo(30);
    assertThat(packet.tail()).isEqualTo(start + 50);

    assertThat(packet.bytes()).isSameAs(bytes);
    pool.free(packet);
  }

  @Test
  void growsAtTheEnd() {
    Packet packet = Frames.packet(pool, Frames.hex("010203"));
    int head = packet.head();

    int at = packet.put(5000);

    assertThat(at).isEqualTo(head + 3);
    assertThat(packet.head()).isEqualTo(head);
    assertThat(packet.length()).isEqualTo(5003);
    assertThat(packet.bytes().length).isGreaterThanOrEqualTo(packet.tail());
    assertThat(Frames.contents(packet)).startsWith(1, 2, 3);
    pool.free(packet);
  }

  @Test
  void growsInFrontAndKeepsItsOffsets() {
    Packet packet = Frames.packet(pool, Frames.hex("0102030405060708090a0b"));
    int head = packet.head();
    packet.link(head);
    packet.network(head + 1);
    packet.transport(head + 2);
    packet.innerNetwork(head + 3);
    packet.innerTransport(head + 4);
    packet.checksumPartial(head + 5, 6);

    packet.push(1000);

    byte[] bytes = packet.bytes();
    assertThat(bytes[packet.link()]).isEqualTo((byte) 1);
    assertThat(bytes[packet.network()]).isEqualTo((byte) 2);
    assertThat(bytes[packet.transport()]).isEqualTo((byte) 3);
    assertThat(bytes[packet.innerNetwork()]).isEqualTo((byte) 4);
    assertThat(bytes[packet.innerTransport()]).isEqualTo((byte) 5);
    assertThat(bytes[packet.checksumStart()]).isEqualTo((byte) 6);
    assertThat(packet.checksumOffset()).isEqualTo(6);
    assertThat(packet.link() - packet.head()).isEqualTo(1000);
    assertThat(packet.length()).isEqualTo(1011);
    assertThat(packet.head()).isGreaterThanOrEqualTo(PacketPool.HEADROOM);
    pool.free(packet);
  }

  @Test
  void leavesUnsetOffsetsUnsetWhenItGrows() {
    Packet packet = pool.allocate(0);

    packet.push(1000);

    assertThat(packet.link()).isEqualTo(Packet.UNSET);
    assertThat(packet.network()).isEqualTo(Packet.UNSET);
    assertThat(packet.transport()).isEqualTo(Packet.UNSET);
    assertThat(packet.innerNetwork()).isEqualTo(Packet.UNSET);
    assertThat(packet.innerTransport()).isEqualTo(Packet.UNSET);
    pool.free(packet);
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 1000})
  void keepsPulledHeadersWhenItMoves(int pushed) {
    Packet packet = Frames.packet(pool, Frames.hex("11 22 33 44"));
    packet.network(packet.head());
    packet.pull(2);
    packet.transport(packet.head());
    packet.pull(1);
    Packet clone = pool.clone(packet);

    packet.edit();
    clone.put(pushed);

    for (Packet each : List.of(packet, clone)) {
      assertThat(each.bytes()[each.network()]).isEqualTo((byte) 0x11);
      assertThat(each.bytes()[each.transport()]).isEqualTo((byte) 0x33);
      assertThat(each.bytes()[each.head()]).isEqualTo((byte) 0x44);
      pool.free(each);
    }
  }

  @Test
  void sharesBytesWithItsClone() {
    Packet packet = Frames.packet(pool, Frames.hex("0102"));
    assertThat(packet.isShared()).isFalse();

    Packet clone = pool.clone(packet);

    assertThat(clone.bytes()).isSameAs(packet.bytes());
    assertThat(packet.isShared()).isTrue();
    assertThat(clone.isShared()).isTrue();
    pool.free(clone);
    assertThat(packet.isShared()).isFalse();
    pool.free(packet);
  }

  @Test
  void pushingIntoSharedHeadroomUnshares() {
    Packet packet = Frames.packet(pool, Frames.hex("aabb 0102"));
    packet.link(packet.head());
    packet.pull(2);
    Packet clone = pool.clone(packet);

    int at = clone.push(2);
    Wire.u16(clone.bytes(), at, 0xccdd);
    assertThat(Frames.contents(clone)).isEqualTo(Frames.hex("ccdd 0102"));

    assertThat(packet.push(2)).isEqualTo(packet.link());
    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("aabb 0102"));
    pool.free(packet);
    pool.free(clone);
  }

  @Test
  void theOriginalUnsharesLikeTheClone() {
    Packet packet = Frames.packet(pool, Frames.hex("0102"));
    Packet clone = pool.clone(packet);
    byte[] shared = clone.bytes();

    packet.edit()[packet.head()] = 9;

    assertThat(clone.bytes()).isSameAs(shared);
    assertThat(packet.bytes()).isNotSameAs(shared);
    assertThat(Frames.contents(clone)).isEqualTo(Frames.hex("0102"));
    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("0902"));
    pool.free(packet);
    pool.free(clone);
  }

  @Test
  void puttingIntoSharedTailroomUnshares() {
    Packet packet = Frames.packet(pool, Frames.hex("0102030405"));
    packet.trim(2);
    Packet clone = pool.clone(packet);

    int cloned = clone.put(1);
    clone.bytes()[cloned] = 7;
    int original = packet.put(1);
    packet.bytes()[original] = 8;

    assertThat(Frames.contents(clone)).isEqualTo(Frames.hex("010207"));
    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("010208"));
    pool.free(packet);
    pool.free(clone);
  }

  @Test
  void theLastHolderWritesInPlace() {
    Packet packet = Frames.packet(pool, Frames.hex("0102"));
    Packet clone = pool.clone(packet);
    byte[] shared = clone.bytes();
    pool.free(packet);

    byte[] own = clone.edit();

    assertThat(own).isSameAs(shared);
    pool.free(clone);
  }

  @Test
  void pullingTrimmingAndReadingShareOn() {
    Packet packet = Frames.packet(pool, Frames.hex("01020304"));
    Packet clone = pool.clone(packet);

    clone.pull(1);
    clone.trim(2);

    assertThat(clone.bytes()).isSameAs(packet.bytes());
    assertThat(Frames.contents(clone)).isEqualTo(Frames.hex("0203"));
    assertThat(Frames.contents(packet)).isEqualTo(Frames.hex("01020304"));
    pool.free(packet);
    pool.free(clone);
  }

  @Test
  void scrubbingKeepsTheMarkWithinANamespace() {
    Packet packet = pool.allocate(0);
    packet.mark(5);
    packet.timestamp(6);
    packet.priority(7);
    packet.type(Packet.Type.OTHERHOST);

    packet.scrub(false);
    assertThat(packet.mark()).isEqualTo(5);
    assertThat(packet.timestamp()).isEqualTo(6);
    assertThat(packet.priority()).isZero();
    assertThat(packet.type()).isEqualTo(Packet.Type.HOST);

    packet.scrub();
    assertThat(packet.mark()).isZero();
    assertThat(packet.timestamp()).isZero();
    pool.free(packet);
  }

  /// Clones are pushed to, put to, pulled and edited in any order; each must go on holding what was
  /// put into it, whatever happens to the others.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverChangesAnotherPacketsBytes(long seed) {
    Random random = new Random(seed);
    Packet[] packets = new Packet[8];
    byte[][] expected = new byte[packets.length][];
    for (int step = 0; step < 3000; step++) {
      int i = random.nextInt(packets.length);
      if (packets[i] == null) {
        int from = random.nextInt(packets.length);
        packets[i] =
            packets[from] == null ? Frames.packet(pool, new byte[20]) : pool.clone(packets[from]);
        expected[i] = Frames.contents(packets[i]);
      } else {
        change(packets, i, random);
        expected[i] = packets[i] == null ? null : Frames.contents(packets[i]);
      }
      for (int other = 0; other < packets.length; other++) {
        if (packets[other] != null) {
          assertThat(Frames.contents(packets[other])).isEqualTo(expected[other]);
        }
      }
    }
    for (Packet packet : packets) {
      if (packet != null) {
        pool.free(packet);
      }
    }
  }

  private void change(Packet[] packets, int i, Random random) {
    Packet packet = packets[i];
    int count = random.nextInt(random.nextInt(10) == 0 ? 400 : 20);
    switch (random.nextInt(6)) {
      case 0 -> fill(packet, packet.push(count), count, random);
      case 1 -> fill(packet, packet.put(count), count, random);
      case 2 -> packet.pull(Math.min(count, packet.length()));
      case 3 -> packet.trim(count);
      case 4 -> fill(packet.edit(), packet.head(), packet.length(), random);
      default -> {
        pool.free(packet);
        packets[i] = null;
      }
    }
  }

  private static void fill(Packet packet, int at, int count, Random random) {
    fill(packet.bytes(), at, count, random);
  }

  private static void fill(byte[] bytes, int at, int count, Random random) {
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) random.nextInt();
    }
  }
}
