package dev.patchbay.tools.ping;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The time of sending that a request carries in its data: seconds and microseconds, eight bytes
/// each, the low byte first.
final class Stamp {
  /// How many bytes it takes; shorter data has none.
  static final int BYTES = 2 * Long.BYTES;

  private static final long MICROS = 1_000_000;

  private Stamp() {}

  /// Writes the time, in microseconds since 1970.
  static void write(byte[] bytes, int at, long micros) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(at, micros / MICROS).putLong(at + Long.BYTES, micros % MICROS);
  }

  /// The time in microseconds since 1970.
  static long read(byte[] data) {
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    return buffer.getLong() * MICROS + buffer.getLong();
  }
}
