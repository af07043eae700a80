package dev.patchbay.device.segment;

import dev.patchbay.packet.Packet;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Frames under way, by the time of their arrival: a ring. One that arrives before others that are
/// in it already takes its place among them; that is near the end most often.
final class LaneQueue {
  private @Nullable Packet[] packets = {};
  private long[] times = {};
  private int first;
  private int count;
  private long bytes;

  int count() {
    return count;
  }

  /// How many bytes its frames have.
  long bytes() {
    return bytes;
  }

  /// When the first one arrives; there is one.
  long firstTime() {
    return times[first];
  }

  /// Takes the frame in; returns whether it is the first to arrive now.
  boolean add(Packet packet, long time) {
    if (count == packets.length) {
      grow();
    }
    int mask = packets.length - 1;
    int at = count;
    while (at > 0 && times[(first + at - 1) & mask] > time) {
      move((first + at - 1) & mask, (first + at) & mask);
      at--;
    }
    packets[(first + at) & mask] = packet;
    times[(first + at) & mask] = time;
    count++;
    bytes += packet.length();
    return at == 0;
  }

  private void move(int from, int to) {
    packets[to] = packets[from];
    times[to] = times[from];
  }

  /// Takes the first one out.
  Packet remove() {
    Packet packet = Objects.requireNonNull(packets[first]);
    packets[first] = null;
    first = (first + 1) & (packets.length - 1);
    count--;
    bytes -= packet.length();
    return packet;
  }

  private void grow() {
    int size = packets.length;
    @Nullable Packet[] wider = new @Nullable Packet[Math.max(16, size * 2)];
    long[] widerTimes = Arrays.copyOf(times, wider.length);
    for (int i = 0; i < size; i++) {
      int from = (first + i) & (size - 1);
      wider[i] = packets[from];
      widerTimes[i] = times[from];
    }
    packets = wider;
    times = widerTimes;
    first = 0;
  }
}
