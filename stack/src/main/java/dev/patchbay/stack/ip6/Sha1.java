package dev.patchbay.stack.ip6;

/// The compression function of SHA-1 (RFC 3174 section 6), which the kernel uses bare, on one
/// block.
final class Sha1 {
  private static final int ROUNDS = 80;

  private Sha1() {}

  /// What the first block of 64 bytes leaves of the initial state.
  static int[] compress(byte[] block) {
    int[] words = schedule(block);
    int[] start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    int a = start[0];
    int b = start[1];
    int c = start[2];
    int d = start[3];
    int e = start[4];
    for (int t = 0; t < ROUNDS; t++) {
      int next = Integer.rotateLeft(a, 5) + mix(t, b, c, d) + e + words[t];
      e = d;
      d = c;
      c = Integer.rotateLeft(b, 30);
      b = a;
      a = next;
    }
    return new int[] {start[0] + a, start[1] + b, start[2] + c, start[3] + d, start[4] + e};
  }

  private static int[] schedule(byte[] block) {
    int[] words = new int[ROUNDS];
    for (int t = 0; t < ROUNDS; t++) {
      words[t] =
          t < 16
              ? word(block, 4 * t)
              : Integer.rotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
    }
    return words;
  }

  private static int word(byte[] block, int at) {
    return block[at] << 24
        | (block[at + 1] & 0xff) << 16
        | (block[at + 2] & 0xff) << 8
        | (block[at + 3] & 0xff);
  }

  private static int mix(int t, int b, int c, int d) {
    return switch (t / 20) {
      case 0 -> ((b & c) | (~b & d)) + 0x5a827999;
      case 1 -> (b ^ c ^ d) + 0x6ed9eba1;
      case 2 -> ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      default -> (b ^ c ^ d) + 0xca62c1d6;
    };
  }
}
