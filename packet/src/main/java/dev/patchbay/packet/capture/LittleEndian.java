package dev.patchbay.packet.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes on their way to a file, least significant first; the room is used again and again.
final class LittleEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] room = new byte[2048];
  private int size;

  int size() {
    return size;
  }

  LittleEndian u16(int value) {
    int at = grow(2);
    SHORT.set(room, at, (short) value);
    return this;
  }

  LittleEndian u32(int value) {
    int at = grow(4);
    INT.set(room, at, value);
    return this;
  }

  LittleEndian u64(long value) {
    return u32((int) value).u32((int) (value >>> 32));
  }

  LittleEndian bytes(byte[] bytes, int from, int count) {
    int at = grow(count);
    System.arraycopy(bytes, from, room, at, count);
    return this;
  }

  /// Zeros up to a multiple of four.
  LittleEndian pad() {
    int count = -size & 3;
    int at = grow(count);
    Arrays.fill(room, at, at + count, (byte) 0);
    return this;
  }

  /// Writes a number where another one stood.
  void u32(int at, int value) {
    INT.set(room, at, value);
  }

  /// Writes all of it out and begins again. Says how many bytes that were.
  int drain(OutputStream out) throws IOException {
    int written = size;
    out.write(room, 0, written);
    size = 0;
    return written;
  }

  private int grow(int count) {
    int at = size;
    size += count;
    if (size > room.length) {
      room = Arrays.copyOf(room, Math.max(size, 2 * room.length));
    }
    return at;
  }
}
