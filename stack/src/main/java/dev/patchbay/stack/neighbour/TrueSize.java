package dev.patchbay.stack.neighbour;

import dev.patchbay.packet.Packet;

/// What the kernel charges a queue for a packet (`truesize`): its buffer with headroom and
/// description, rounded up to what its allocator gives, and its `sk_buff`.
public final class TrueSize {
  /// A full Ethernet frame's (`SKB_TRUESIZE(ETH_FRAME_LEN)`): the unit of limits given in packets.
  public static final int FRAME = 2090;

  private static final int DESCRIPTION = 256;
  private static final int SHARED_PART = 320;
  private static final int HEADROOM = 32;
  private static final int SMALLEST = 512;

  private TrueSize() {}

  /// Bytes charged for the packet.
  public static int of(Packet packet) {
    return of(packet.length());
  }

  /// Bytes charged for a packet of that length.
  public static int of(int length) {
    int needed = length + HEADROOM + SHARED_PART;
    int given = needed <= SMALLEST ? SMALLEST : Integer.highestOneBit(needed - 1) << 1;
    return given + DESCRIPTION;
  }
}
