package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// Where a lab's packets and their bytes come from and go back to. Not thread-safe: a lab has one
/// thread at work.
///
/// A packet that comes back keeps its bytes and is used again with them. One whose bytes another
/// packet still has comes back without, and becomes the next clone.
///
/// [CheckedPacketPool] is the same with every misuse found.
public class PacketPool {
  /// Bytes kept free in front of a new packet, enough for the headers of a tunnel in a VLAN.
  public static final int HEADROOM = 128;

  /// Bytes of a small buffer, a frame of the usual MTU, a jumbo frame, and the largest packet.
  private static final int SMALL = 256;

  private static final int FRAME = 2048;
  private static final int JUMBO = 10240;
  private static final int LARGEST = 66560;

  private final PacketStack small = new PacketStack();
  private final PacketStack frame = new PacketStack();
  private final PacketStack jumbo = new PacketStack();
  private final PacketStack largest = new PacketStack();
  private final PacketStack bare = new PacketStack();
  private long created;
  private long cloned;
  private long freed;

  /// An empty packet whose tail has room for `capacity` bytes and whose head has [#HEADROOM].
  public final Packet allocate(int capacity) {
    created++;
    Packet packet = take(HEADROOM + capacity);
    packet.reset(HEADROOM);
    return packet;
  }

  /// Another packet over the same bytes, with the same metadata.
  public final Packet clone(Packet packet) {
    share(packet.buffer);
    packet.shared = true;
    cloned++;
    Packet clone = takeBare(packet.buffer);
    clone.copyFrom(packet);
    return clone;
  }

  /// Takes the packet back. Only the ledger's ways out (drop, consume, deliver) call this.
  public final void free(Packet packet) {
    packet.discharge();
    packet.keepHeader();
    give(packet);
    freed++;
  }

  /// How many packets were made.
  public final long created() {
    return created;
  }

  /// How many packets were made over another one's bytes.
  public final long cloned() {
    return cloned;
  }

  /// How many packets are out.
  public final long outstanding() {
    return created + cloned - freed;
  }

  // ---- what the checked pool does otherwise

  /// A packet with at least `size` bytes of its own.
  Packet take(int size) {
    PacketStack stack = stackFor(size);
    Packet packet = stack == null ? null : stack.pop();
    return packet == null ? make(new Buffer(new byte[room(size)])) : packet;
  }

  /// A packet that is to share those bytes.
  Packet takeBare(Buffer buffer) {
    Packet packet = bare.pop();
    return packet == null ? new Packet(this, buffer) : packet;
  }

  /// Takes a packet back, with its bytes if it is the last to have them.
  void give(Packet packet) {
    if (packet.shared && !isLast(packet)) {
      bare.push(packet);
    } else {
      keep(packet);
    }
  }

  private static boolean isLast(Packet packet) {
    Buffer buffer = packet.buffer;
    if (--buffer.references > 0) {
      return false;
    }
    buffer.references = 1;
    packet.shared = false;
    return true;
  }

  void share(Buffer buffer) {
    buffer.references++;
  }

  /// At least `size` bytes for a packet that cannot use its own any more.
  Buffer takeBytes(int size) {
    PacketStack stack = stackFor(size);
    Packet packet = stack == null ? null : stack.pop();
    if (packet == null) {
      return new Buffer(new byte[room(size)]);
    }
    bare.push(packet);
    return packet.buffer;
  }

  /// A packet uses these bytes no more.
  void release(Buffer buffer) {
    if (--buffer.references == 0) {
      buffer.references = 1;
      keep(make(buffer));
    }
  }

  private Packet make(Buffer buffer) {
    Packet packet = takeBare(buffer);
    packet.hold(buffer);
    packet.shared = false;
    return packet;
  }

  private void keep(Packet packet) {
    PacketStack stack = stackFor(packet.bytes().length);
    if (stack != null) {
      stack.push(packet);
    }
  }

  /// Where packets with that many bytes wait, or null when they are too rare to be kept.
  private @Nullable PacketStack stackFor(int size) {
    return size <= SMALL ? small : larger(size);
  }

  private @Nullable PacketStack larger(int size) {
    if (size <= FRAME) {
      return frame;
    }
    return size <= JUMBO ? jumbo : size <= LARGEST ? largest : null;
  }

  private static int room(int size) {
    if (size <= FRAME) {
      return size <= SMALL ? SMALL : FRAME;
    }
    return size <= JUMBO ? JUMBO : Math.max(size, LARGEST);
  }
}
