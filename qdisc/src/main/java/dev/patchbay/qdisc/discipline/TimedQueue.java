package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Packets by the time they are to leave, those of one time in the order they came: a binary heap.
final class TimedQueue {
  private @Nullable Packet[] packets = new @Nullable Packet[8];
  private long[] times = new long[8];
  private long[] orders = new long[8];
  private int count;
  private long arrivals;
  private long latest;

  int size() {
    return count;
  }

  /// When the first one leaves; there must be one.
  long firstTime() {
    return times[0];
  }

  /// When the last one leaves; there must be one.
  long lastTime() {
    return latest;
  }

  void add(Packet packet, long time) {
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, count * 2);
      times = Arrays.copyOf(times, count * 2);
      orders = Arrays.copyOf(orders, count * 2);
    }
    latest = count == 0 ? time : Math.max(latest, time);
    long order = arrivals++;
    int at = count++;
    while (at > 0 && isBefore(time, order, (at - 1) >> 1)) {
      move((at - 1) >> 1, at);
      at = (at - 1) >> 1;
    }
    set(at, packet, time, order);
  }

  @Nullable Packet poll() {
    if (count == 0) {
      return null;
    }
    Packet first = packets[0];
    count--;
    Packet last = packets[count];
    packets[count] = null;
    if (count > 0) {
      sink(last, times[count], orders[count]);
    }
    return first;
  }

  /// Finds the place of what stood last, from the top on.
  private void sink(@Nullable Packet packet, long time, long order) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < count && isBefore(times[child + 1], orders[child + 1], child)) {
        child++;
      }
      if (child >= count || isBefore(time, order, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    set(at, packet, time, order);
  }

  private boolean isBefore(long time, long order, int at) {
    return time < times[at] || (time == times[at] && order < orders[at]);
  }

  private void move(int from, int to) {
    set(to, packets[from], times[from], orders[from]);
  }

  private void set(int at, @Nullable Packet packet, long time, long order) {
    packets[at] = packet;
    times[at] = time;
    orders[at] = order;
  }
}
