package dev.patchbay.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A pool that finds leaks, double frees, uses after free and writes to shared bytes, at some cost.
/// Tests and the conformance cases run with it.
public final class CheckedPacketPool extends PacketPool {
  /// What new and freed bytes hold, so that nobody sees what they expect in bytes that nobody wrote
  /// or that are gone.
  private static final byte POISON = (byte) 0xdb;

  /// What a freed packet holds: no bytes to read, and nothing to share or give back.
  private final Buffer gone = new Buffer(new byte[0]);

  private final Map<Packet, Throwable> out = new LinkedHashMap<>();
  private final Map<Buffer, Integer> sharedHashes = new LinkedHashMap<>();

  @Override
  Packet take(int size) {
    return takeBare(takeBytes(size));
  }

  @Override
  Packet takeBare(Buffer buffer) {
    Packet packet = new Packet(this, buffer);
    out.put(packet, new Throwable("allocated here"));
    return packet;
  }

  @Override
  void give(Packet packet) {
    if (out.remove(packet) == null) {
      throw new IllegalStateException("packet freed twice, or of another pool");
    }
    release(packet.buffer);
    packet.hold(gone);
    packet.reset(0);
  }

  @Override
  void share(Buffer buffer) {
    check(buffer);
    sharedHashes.put(buffer, hash(buffer));
    super.share(buffer);
  }

  @Override
  Buffer takeBytes(int size) {
    Buffer buffer = new Buffer(new byte[size]);
    Arrays.fill(buffer.bytes, POISON);
    return buffer;
  }

  @Override
  void release(Buffer buffer) {
    check(buffer);
    if (--buffer.references == 0) {
      Arrays.fill(buffer.bytes, POISON);
    } else if (buffer.references == 1) {
      sharedHashes.remove(buffer);
    }
  }

  /// Of what all that share the buffer have: not the headers, where only one has them.
  private static int hash(Buffer buffer) {
    int hash = 1;
    for (int i = buffer.payloadStart; i < buffer.bytes.length; i++) {
      hash = 31 * hash + buffer.bytes[i];
    }
    return hash;
  }

  private void check(Buffer buffer) {
    if (buffer == gone) {
      throw new IllegalStateException("packet used after it was freed");
    }
    Integer hash = sharedHashes.get(buffer);
    if (hash != null && hash != hash(buffer)) {
      throw new IllegalStateException("bytes were written while two packets shared them");
    }
  }

  /// Where each packet that is still out was allocated.
  public List<Throwable> outstandingAllocations() {
    return new ArrayList<>(out.values());
  }
}
