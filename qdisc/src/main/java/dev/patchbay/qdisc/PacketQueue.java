package dev.patchbay.qdisc;

import dev.patchbay.packet.Packet;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Packets in the order they came, each with a time: a ring that grows, so that a packet that waits
/// costs nothing.
public final class PacketQueue {
  private @Nullable Packet[] packets = new @Nullable Packet[4];
  private long[] times = new long[4];
  private int first;
  private int count;

  /// How many wait.
  public int size() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// Adds a packet at the end.
  public void add(Packet packet) {
    add(packet, 0);
  }

  /// Adds a packet at the end, with a time.
  public void add(Packet packet, long time) {
    if (count == packets.length) {
      grow();
    }
    int at = (first + count++) & (packets.length - 1);
    packets[at] = packet;
    times[at] = time;
  }

  /// The time of the packet in front, which must be there.
  public long firstTime() {
    return times[first];
  }

  /// The packet in front, or null.
  public @Nullable Packet peek() {
    return count == 0 ? null : packets[first];
  }

  /// Takes the packet in front, or null.
  public @Nullable Packet poll() {
    if (count == 0) {
      return null;
    }
    Packet packet = Objects.requireNonNull(packets[first]);
    packets[first] = null;
    first = (first + 1) & (packets.length - 1);
    count--;
    return packet;
  }

  /// The packet that stands at this place from the front, which must be there.
  public Packet at(int place) {
    return Objects.requireNonNull(packets[(first + place) & (packets.length - 1)]);
  }

  /// Takes the packet at this place from the front out; those before it move up.
  public void remove(int place) {
    int mask = packets.length - 1;
    for (int i = place; i > 0; i--) {
      packets[(first + i) & mask] = packets[(first + i - 1) & mask];
      times[(first + i) & mask] = times[(first + i - 1) & mask];
    }
    var _ = poll();
  }

  /// Takes the packet at the end, or null.
  public @Nullable Packet pollLast() {
    if (count == 0) {
      return null;
    }
    int at = (first + --count) & (packets.length - 1);
    Packet packet = packets[at];
    packets[at] = null;
    return packet;
  }

  private void grow() {
    int size = packets.length;
    @Nullable Packet[] wider = Arrays.copyOf(packets, size * 2);
    long[] widerTimes = Arrays.copyOf(times, size * 2);
    // The ring is full, so it wraps at `first`: what stands before goes behind.
    System.arraycopy(packets, 0, wider, size, first);
    System.arraycopy(times, 0, widerTimes, size, first);
    Arrays.fill(wider, 0, first, null);
    packets = wider;
    times = widerTimes;
  }
}
