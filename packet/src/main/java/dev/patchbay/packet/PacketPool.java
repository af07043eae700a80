package dev.patchbay.packet;

import java.util.Arrays;

/// Where a lab's packets and their bytes come from and go back to. Not thread-safe: a lab has one
/// thread at work.
///
/// [CheckedPacketPool] is the same with every misuse found.
public class PacketPool {
  /// Bytes kept free in front of a new packet, enough for the headers of a tunnel in a VLAN.
  public static final int HEADROOM = 128;

  /// Bytes of a small buffer, a frame of the usual MTU, a jumbo frame, and the largest packet.
  private static final int[] SIZES = {256, 2048, 10240, 66560};

  private Packet[] packets = new Packet[64];
  private int packetCount;
  private final Buffer[][] buffers = new Buffer[SIZES.length][16];
  private final int[] bufferCounts = new int[SIZES.length];
  private long created;
  private long cloned;
  private long freed;

  /// An empty packet whose tail has room for `capacity` bytes and whose head has [#HEADROOM].
  public final Packet allocate(int capacity) {
    created++;
    Buffer buffer = take(HEADROOM + capacity);
    Packet packet = takePacket(buffer);
    packet.reset(buffer, HEADROOM);
    return packet;
  }

  /// Another packet over the same bytes, with the same metadata.
  public final Packet clone(Packet packet) {
    share(packet.buffer);
    cloned++;
    Packet clone = takePacket(packet.buffer);
    clone.copyFrom(packet);
    return clone;
  }

  /// Takes the packet back. Only the ledger's ways out (drop, consume, deliver) call this.
  public final void free(Packet packet) {
    packet.keepHeader();
    Buffer buffer = packet.buffer;
    givePacket(packet);
    release(buffer);
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

  Packet takePacket(Buffer buffer) {
    return packetCount == 0 ? new Packet(this, buffer) : packets[--packetCount];
  }

  void givePacket(Packet packet) {
    if (packetCount == packets.length) {
      packets = Arrays.copyOf(packets, packetCount * 2);
    }
    packets[packetCount++] = packet;
  }

  void share(Buffer buffer) {
    buffer.references++;
  }

  Buffer take(int size) {
    int sizeClass = 0;
    while (sizeClass < SIZES.length && SIZES[sizeClass] < size) {
      sizeClass++;
    }
    Buffer buffer;
    if (sizeClass < SIZES.length && bufferCounts[sizeClass] > 0) {
      buffer = buffers[sizeClass][--bufferCounts[sizeClass]];
    } else {
      buffer = new Buffer(new byte[sizeClass < SIZES.length ? SIZES[sizeClass] : size], sizeClass);
    }
    buffer.references = 1;
    buffer.payloadReferences = 0;
    buffer.payloadStart = 0;
    return buffer;
  }

  void release(Buffer buffer) {
    if (--buffer.references == 0 && buffer.sizeClass < SIZES.length) {
      give(buffer);
    }
  }

  final void give(Buffer buffer) {
    int sizeClass = buffer.sizeClass;
    int count = bufferCounts[sizeClass];
    if (count == buffers[sizeClass].length) {
      buffers[sizeClass] = Arrays.copyOf(buffers[sizeClass], count * 2);
    }
    buffers[sizeClass][count] = buffer;
    bufferCounts[sizeClass] = count + 1;
  }
}
