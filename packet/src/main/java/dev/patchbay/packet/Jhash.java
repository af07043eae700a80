package dev.patchbay.packet;

/// Bob Jenkins' hash of words, as the kernel has it (`jhash2`).
public final class Jhash {
  private static final int INITIAL = 0xdeadbeef;

  private Jhash() {}

  /// Of the first `count` words.
  public static int hash(int[] key, int count, int seed) {
    int a = INITIAL + (count << 2) + seed;
    int b = a;
    int c = a;
    int at = 0;
    for (; count - at > 3; at += 3) {
      a += key[at];
      b += key[at + 1];
      c += key[at + 2];
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    int left = count - at;
    if (left == 0) {
      return c;
    }
    a += key[at];
    b += left > 1 ? key[at + 1] : 0;
    c += left > 2 ? key[at + 2] : 0;
    return end(a, b, c);
  }

  /// Of one word (`jhash_1word`).
  public static int hash(int word, int seed) {
    int all = INITIAL + (1 << 2) + seed;
    return end(all + word, all, all);
  }

  /// Of three words (`jhash_3words`).
  public static int hash(int first, int second, int third, int seed) {
    int all = INITIAL + (3 << 2) + seed;
    return end(all + first, all + second, all + third);
  }

  private static int end(int first, int second, int third) {
    int a = first;
    int b = second;
    int c = third;
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
