package dev.patchbay.device.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Packet;
import dev.patchbay.packet.PacketPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneQueueTest {
  private record Entry(Packet packet, long time) {}

  private final PacketPool pool = new PacketPool();
  private final LaneQueue queue = new LaneQueue();

  private Packet packet(int length) {
    Packet packet = pool.allocate(length);
    packet.put(length);
    return packet;
  }

  @Test
  void framesOfOneTimeStayInOrder() {
    Packet first = packet(1);
    Packet second = packet(1);

    queue.add(first, 5);
    queue.add(second, 5);

    assertThat(queue.remove()).isSameAs(first);
    assertThat(queue.remove()).isSameAs(second);
  }

  @Test
  void tellsWhenAFrameIsTheFirstNow() {
    assertThat(queue.add(packet(1), 5)).isTrue();
    assertThat(queue.add(packet(1), 5)).isFalse();
    assertThat(queue.add(packet(1), 4)).isTrue();
    assertThat(queue.firstTime()).isEqualTo(4);
  }

  @Test
  void countsFramesAndBytes() {
    queue.add(packet(100), 2);
    queue.add(packet(60), 1);

    queue.remove();

    assertThat(queue.count()).isEqualTo(1);
    assertThat(queue.bytes()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isAlwaysInOrderWhateverComes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Entry> model = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (model.isEmpty() || random.nextInt(100) < 52) {
        Entry entry = new Entry(packet(1), random.nextInt(200));
        model.add(entry);
        model.sort(Comparator.comparingLong(Entry::time));
        queue.add(entry.packet, entry.time);
      } else {
        assertThat(queue.firstTime()).isEqualTo(model.getFirst().time);
        assertThat(queue.remove()).isSameAs(model.removeFirst().packet);
      }
    }
    assertThat(queue.count()).isEqualTo(model.size());
  }
}
