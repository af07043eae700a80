package dev.patchbay.stack.socket;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.World;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.neighbour.TrueSize;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The packets that wait to be received. They are charged as the kernel charges them; when the
/// limit is reached, no more are taken (`sock_queue_rcv_skb`).
final class ReceiveQueue {
  private final World world;
  private final ArrayDeque<Packet> packets = new ArrayDeque<>(4);
  private int charged;
  private int limit;
  private long drops;

  ReceiveQueue(World world, int limit) {
    this.world = world;
    this.limit = limit;
  }

  /// Bytes that may be charged.
  int limit() {
    return limit;
  }

  void limit(int bytes) {
    limit = bytes;
  }

  /// How many packets were dropped because too many waited.
  long drops() {
    return drops;
  }

  /// Counts one that was dropped for another reason.
  void countDrop() {
    drops++;
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  /// Bytes that are charged.
  int charged() {
    return charged;
  }

  /// Takes the packet, or drops it; returns whether it was taken.
  boolean add(Packet packet) {
    if (charged >= limit) {
      drops++;
      world.drop(packet, DropReason.SOCKET_RCVBUFF);
      return false;
    }
    if (packet.timestamp() == 0) {
      packet.timestamp(world.loop().now());
    }
    charged += TrueSize.of(packet);
    packets.add(packet);
    return true;
  }

  /// The packet that has waited longest, or null.
  @Nullable Packet peek() {
    return packets.peek();
  }

  /// The packet that has waited longest, which is the caller's now, or null.
  @Nullable Packet poll() {
    Packet packet = packets.poll();
    if (packet != null) {
      charged -= TrueSize.of(packet);
    }
    return packet;
  }

  /// Drops what waits: nobody will receive it.
  void close() {
    for (Packet packet = poll(); packet != null; packet = poll()) {
      world.drop(packet, DropReason.SOCKET_CLOSE);
    }
  }
}
