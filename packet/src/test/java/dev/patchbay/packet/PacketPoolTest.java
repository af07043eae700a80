package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketPoolTest {
  private static final class Hanger
      implements Packet.Device,
          Packet.Destination,
          Packet.Connection,
          Packet.Owner,
          Packet.BridgePorts,
          Packet.TunnelMetadata,
          Packet.Trace {}

  private final PacketPool pool = new PacketPool();

  private static void setEverything(Packet packet) {
    Hanger hanger = new Hanger();
    packet.link(1);
    packet.network(2);
    packet.transport(3);
    packet.innerNetwork(4);
    packet.innerTransport(5);
    packet.device(hanger);
    packet.originalIndex(15);
    packet.protocol(6);
    packet.type(Packet.Type.OUTGOING);
    packet.vlan(7, 8);
    packet.mark(9);
    packet.priority(10);
    packet.hash(11);
    packet.flags(12);
    packet.timestamp(13);
    packet.destination(hanger);
    packet.connection(hanger, 14);
    packet.owner(hanger);
    packet.bridgePorts(hanger);
    packet.tunnel(hanger);
    packet.checksumPartial(15, 16);
    packet.segmentation(17, 18);
    packet.trace(hanger);
  }

  @Test
  void forgetsEverythingBeforeAPacketIsUsedAgain() {
    Packet first = pool.allocate(100);
    first.put(50);
    setEverything(first);
    pool.free(first);

    Packet again = pool.allocate(100);

    assertThat(again).isSameAs(first);
    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("pool")
        .isEqualTo(new PacketPool().allocate(100));
  }

  @Test
  void clonesEverythingThatIsKnown() {
    Packet packet = pool.allocate(100);
    packet.put(50);
    setEverything(packet);
    pool.free(pool.allocate(1));

    Packet clone = pool.clone(packet);

    assertThat(clone).isNotSameAs(packet).usingRecursiveComparison().isEqualTo(packet);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 129, 1920, 1921, 10112, 10113, 66432, 66433, 1_000_000})
  void hasRoomForWhatWasAsked(int capacity) {
    for (int round = 0; round < 3; round++) {
      Packet packet = pool.allocate(capacity);
      byte[] bytes = packet.bytes();

      packet.put(capacity);

      assertThat(packet.bytes()).isSameAs(bytes);
      assertThat(packet.head()).isEqualTo(PacketPool.HEADROOM);
      pool.free(packet);
    }
  }

  @Test
  void usesBytesAgain() {
    Packet packet = pool.allocate(100);
    byte[] bytes = packet.bytes();
    pool.free(packet);

    assertThat(pool.allocate(90).bytes()).isSameAs(bytes);
  }

  @Test
  void keepsSharedBytesUntilTheLastHolderIsGone() {
    Packet packet = pool.allocate(100);
    byte[] bytes = packet.bytes();
    Packet clone = pool.clone(packet);
    pool.free(packet);

    Packet other = pool.allocate(100);
    assertThat(other.bytes()).isNotSameAs(bytes);

    pool.free(clone);
    assertThat(pool.allocate(100).bytes()).isSameAs(bytes);
  }

  @Test
  void givesBackWhatAnUnsharingLeftBehind() {
    Packet packet = pool.allocate(100);
    byte[] bytes = packet.bytes();

    packet.push(1000);

    assertThat(pool.allocate(100).bytes()).isSameAs(bytes);
  }

  @Test
  void neverHandsOutBytesTwice() {
    Packet[] packets = new Packet[300];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < packets.length; i++) {
        packets[i] = pool.allocate(10);
        int at = packets[i].put(1);
        packets[i].bytes()[at] = (byte) i;
      }
      for (int i = 0; i < packets.length; i++) {
        assertThat(packets[i].bytes()[packets[i].head()]).isEqualTo((byte) i);
        pool.free(packets[i]);
      }
    }
  }

  @Test
  void countsWhatIsOut() {
    Packet packet = pool.allocate(1);
    Packet clone = pool.clone(packet);

    assertThat(pool.created()).isEqualTo(1);
    assertThat(pool.cloned()).isEqualTo(1);
    assertThat(pool.outstanding()).isEqualTo(2);
    pool.free(packet);
    pool.free(clone);
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void theCheckedPoolFindsADoubleFree() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = checked.allocate(1);
    checked.free(packet);

    assertThatThrownBy(() -> checked.free(packet))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("freed twice");
    assertThat(checked.outstanding()).isZero();
  }

  @Test
  void theCheckedPoolFindsAForeignPacket() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet foreign = new CheckedPacketPool().allocate(1);

    assertThatThrownBy(() -> checked.free(foreign)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCheckedPoolTellsWhereALeakWasAllocated() {
    CheckedPacketPool checked = new CheckedPacketPool();
    checked.free(checked.allocate(1));
    checked.allocate(1);

    assertThat(checked.outstandingAllocations()).hasSize(1);
    assertThat(checked.outstandingAllocations().getFirst().getStackTrace())
        .anyMatch(
            frame -> frame.getMethodName().equals("theCheckedPoolTellsWhereALeakWasAllocated"));
  }

  @Test
  void theCheckedPoolFindsAWriteToSharedBytes() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = Frames.packet(checked, Frames.hex("0102"));
    Packet clone = checked.clone(packet);

    packet.bytes()[packet.head()] = 9;

    assertThatThrownBy(() -> checked.free(clone))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("written while");
  }

  @Test
  void theCheckedPoolFindsAWriteIntoSharedHeadroom() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = Frames.packet(checked, Frames.hex("0102"));
    packet.pull(1);
    checked.clone(packet);

    packet.bytes()[packet.head() - 1] = 9;

    assertThatThrownBy(packet::edit).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCheckedPoolAllowsAWriteOnceTheOtherIsGone() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = Frames.packet(checked, Frames.hex("0102"));
    Packet clone = checked.clone(packet);
    checked.free(clone);

    packet.edit()[packet.head()] = 9;
    Packet second = checked.clone(packet);
    checked.free(packet);
    checked.free(second);

    assertThat(checked.outstandingAllocations()).isEmpty();
  }

  /// What is done to the freed packet.
  static List<Consumer<Packet>> uses() {
    return List.of(
        packet -> packet.push(1),
        packet -> packet.put(1),
        packet -> packet.pool.clone(packet),
        packet -> Ethernet.type(packet.bytes(), packet.head()));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void theCheckedPoolFindsUseAfterFree(Consumer<Packet> use) {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = Frames.packet(checked, new byte[20]);
    checked.clone(packet);
    checked.free(packet);

    assertThatThrownBy(() -> use.accept(packet)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void theCheckedPoolSpoilsFreedBytes() {
    CheckedPacketPool checked = new CheckedPacketPool();
    Packet packet = Frames.packet(checked, Frames.hex("0102"));
    Packet clone = checked.clone(packet);
    byte[] kept = packet.bytes();
    int head = packet.head();

    checked.free(packet);
    assertThat(kept[head]).isEqualTo((byte) 1);

    checked.free(clone);
    assertThat(kept[head]).isNotEqualTo((byte) 1);
  }
}
