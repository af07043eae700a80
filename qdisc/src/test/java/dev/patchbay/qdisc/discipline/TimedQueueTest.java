package dev.patchbay.qdisc.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Packet;
import dev.patchbay.packet.PacketPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimedQueueTest {
  private record Entry(long time, Packet packet) {}

  private final PacketPool pool = new PacketPool();
  private final TimedQueue queue = new TimedQueue();

  @Test
  void givesPacketsByTimeAndThoseOfOneTimeAsTheyCame() {
    Random random = new Random(7);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      entries.add(new Entry(random.nextInt(20), pool.allocate(64)));
    }

    entries.forEach(entry -> queue.add(entry.packet, entry.time));

    entries.sort(Comparator.comparingLong(Entry::time));
    assertThat(queue.lastTime()).isEqualTo(19);
    for (Entry entry : entries) {
      assertThat(queue.firstTime()).isEqualTo(entry.time);
      assertThat(queue.poll()).isSameAs(entry.packet);
    }
    assertThat(queue.poll()).isNull();
  }
}
