package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The keys that a server makes its fast open cookies with (`tcp_fastopen_context`): the first
/// makes them, a second one is still taken. They are chosen when the first listener wants one.
final class FastOpenKeys {
  static final int LENGTH = 16;

  private static final String UNKNOWN = "00000000-00000000-00000000-00000000";

  private final Netns netns;
  private byte[] keys = {};

  FastOpenKeys(Netns netns) {
    this.netns = netns;
  }

  /// One key or two, of [#LENGTH] bytes each, or none.
  byte[] bytes() {
    return keys.clone();
  }

  void bytes(byte[] of) {
    keys = of.clone();
  }

  /// Chooses one at random, if there is none yet (`tcp_fastopen_init_key_once`).
  void makeOnce() {
    if (keys.length == 0) {
      var random = netns.random("tcp/fastopen");
      keys =
          ByteBuffer.allocate(LENGTH).putLong(random.nextLong()).putLong(random.nextLong()).array();
    }
  }

  /// How many there are.
  int count() {
    return keys.length / LENGTH;
  }

  /// The cookie of whom asks, by a key.
  FastOpenCookie cookie(Request request, int key) {
    ByteBuffer words = ByteBuffer.wrap(keys).order(ByteOrder.LITTLE_ENDIAN);
    long key0 = words.getLong(key * LENGTH);
    long key1 = words.getLong(key * LENGTH + Long.BYTES);
    long hash =
        request.family == Family.IPV4
            ? SipHash.of(key0, key1, pair(request.remoteHi, request.localHi))
            : SipHash.of(
                key0,
                key1,
                Long.reverseBytes(request.remoteHi),
                Long.reverseBytes(request.remoteLo),
                Long.reverseBytes(request.localHi),
                Long.reverseBytes(request.localLo));
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(hash).array();
    return new FastOpenCookie(bytes, false);
  }

  private static long pair(long source, long destination) {
    return Long.reverseBytes((source & 0xffff_ffff_0000_0000L) | destination >>> 32);
  }

  // ---- as text

  /// As `/proc/sys/net/ipv4/tcp_fastopen_key` shows them.
  @Override
  public String toString() {
    if (keys.length == 0) {
      return UNKNOWN;
    }
    StringBuilder text = new StringBuilder();
    ByteBuffer words = ByteBuffer.wrap(keys).order(ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      int at = words.position();
      text.append(at == 0 ? "" : at % LENGTH == 0 ? "," : "-");
      text.append(String.format("%08x", words.getInt()));
    }
    return text.toString();
  }

  /// Reads them as they are shown; returns whether that is what the text says.
  boolean read(String text) {
    String[] parts = text.strip().split(",", -1);
    if (parts.length > 2) {
      return false;
    }
    ByteBuffer read = ByteBuffer.allocate(parts.length * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    for (String part : parts) {
      String[] words = part.split("-", -1);
      if (words.length != LENGTH / Integer.BYTES) {
        return false;
      }
      for (String word : words) {
        if (!word.matches("[0-9a-fA-F]{1,8}")) {
          return false;
        }
        read.putInt((int) Long.parseLong(word, 16));
      }
    }
    keys = Arrays.copyOf(read.array(), read.capacity());
    return true;
  }
}
