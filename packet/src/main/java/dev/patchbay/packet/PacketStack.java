package dev.patchbay.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Packets that wait to be used again, the last one first.
final class PacketStack {
  private Packet[] packets = new Packet[64];
  private int count;

  /// The packet that came last, or null.
  @Nullable Packet pop() {
    return count == 0 ? null : packets[--count];
  }

  void push(Packet packet) {
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, count * 2);
    }
    packets[count++] = packet;
  }
}
