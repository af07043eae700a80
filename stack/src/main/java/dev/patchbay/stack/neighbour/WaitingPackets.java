package dev.patchbay.stack.neighbour;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.World;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The packets that wait for a neighbour's address (`arp_queue`), charged as the kernel charges
/// them: when there are too many the oldest go.
final class WaitingPackets {
  private final World world;
  private final ArrayDeque<Packet> packets = new ArrayDeque<>(4);
  private int charged;

  WaitingPackets(World world) {
    this.world = world;
  }

  /// Lets the packet wait. Returns how many older ones were dropped because all may take `limit`
  /// bytes only.
  int add(Packet packet, int limit) {
    int size = TrueSize.of(packet);
    int dropped = 0;
    while (charged + size > limit && !packets.isEmpty()) {
      drop(DropReason.NEIGH_QUEUEFULL);
      dropped++;
    }
    packets.add(packet);
    charged += size;
    return dropped;
  }

  /// The packet that came last, or null; it stays here.
  @Nullable Packet latest() {
    return packets.peekLast();
  }

  /// The packet that came first, which is the caller's now, or null.
  @Nullable Packet poll() {
    Packet packet = packets.poll();
    if (packet != null) {
      charged -= TrueSize.of(packet);
    }
    return packet;
  }

  private void drop(DropReason reason) {
    Packet packet = poll();
    if (packet != null) {
      world.drop(packet, reason);
    }
  }

  void dropAll(DropReason reason) {
    while (!packets.isEmpty()) {
      drop(reason);
    }
  }
}
