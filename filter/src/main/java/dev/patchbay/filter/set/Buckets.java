package dev.patchbay.filter.set;

import java.util.Arrays;

/// The buckets of a hash, in one array of words: each is a block of two words that say which places
/// are used, one for how many places there are and how many of them have been used, and the
/// elements. Blocks grow and shrink by two places; those given up are used again.
final class Buckets {
  /// By how many places a bucket grows and shrinks (`AHASH_INIT_SIZE`).
  static final int STEP = 2;

  /// How many places a bucket may have (`AHASH_MAX_TUNED`).
  static final int MOST = 64;

  private static final int HEADER = 3;
  private static final int FIRST_WORDS = 64;

  /// Buckets that share a count of elements, in bits (`HTABLE_REGION_BITS`).
  private static final int REGION_BITS = 10;

  /// The words: what an element is made of lies where [#element] says.
  int[] words;

  private final int stride;
  private final int bits;
  private final int[] blocks;
  private final int[] counts;
  private final int[] free = new int[MOST / STEP + 1];
  private int end = 1;
  private int places;
  private int steps;

  /// @param bits of the number of buckets
  /// @param stride words of an element
  Buckets(int bits, int stride) {
    this.bits = bits;
    this.stride = stride;
    blocks = new int[1 << bits];
    counts = new int[regions(bits)];
    words = new int[FIRST_WORDS];
  }

  private static int regions(int bits) {
    return bits < REGION_BITS ? 1 : 1 << (bits - REGION_BITS);
  }

  int bits() {
    return bits;
  }

  int size() {
    return blocks.length;
  }

  int regions() {
    return counts.length;
  }

  /// The number of the bucket for a hash.
  int bucket(int hash) {
    return hash & (blocks.length - 1);
  }

  /// How many elements the region of the bucket has.
  int count(int bucket) {
    return counts[bucket >>> REGION_BITS];
  }

  /// How many elements there are.
  int count() {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /// How many bytes the kernel says it has for all this: it counts the head of a bucket again
  /// whenever the bucket grows, and once when it goes.
  ///
  /// @param head bytes of a bucket without elements
  /// @param element bytes of an element
  long memory(int head, int element) {
    return (long) steps * head + (long) places * element;
  }

  /// The block of the bucket, or 0 when it is empty.
  int block(int bucket) {
    return blocks[bucket];
  }

  /// How many places of the block have been used.
  int top(int block) {
    return words[block + 2] & 0xff;
  }

  /// How many places the block has.
  int capacity(int block) {
    return words[block + 2] >>> 8;
  }

  boolean isUsed(int block, int place) {
    return (words[block + (place >>> 5)] >>> (place & 31) & 1) != 0;
  }

  /// Where the words of the element begin.
  int element(int block, int place) {
    return block + HEADER + place * stride;
  }

  /// Makes a first block for the bucket.
  int open(int bucket) {
    steps++;
    int block = allocate(STEP);
    blocks[bucket] = block;
    return block;
  }

  /// The bucket gets more places; returns its new block.
  int grow(int bucket) {
    steps++;
    int old = blocks[bucket];
    int block = allocate(capacity(old) + STEP);
    System.arraycopy(words, old, words, block, 2);
    words[block + 2] |= top(old);
    System.arraycopy(words, old + HEADER, words, block + HEADER, top(old) * stride);
    free(old);
    blocks[bucket] = block;
    return block;
  }

  /// A new place at the end of a block that has room.
  int push(int block) {
    return words[block + 2]++ & 0xff;
  }

  /// The place begins to be used.
  void use(int bucket, int block, int place) {
    if (!isUsed(block, place)) {
      words[block + (place >>> 5)] |= 1 << (place & 31);
      counts[bucket >>> REGION_BITS]++;
    }
  }

  /// The place is not used any more.
  void leave(int bucket, int block, int place) {
    words[block + (place >>> 5)] &= ~(1 << (place & 31));
    counts[bucket >>> REGION_BITS]--;
  }

  /// The last place of the block is given back.
  void pop(int block) {
    words[block + 2]--;
  }

  /// How many places below the top are not used.
  int holes(int block) {
    int top = top(block);
    return top - Integer.bitCount(words[block]) - Integer.bitCount(words[block + 1]);
  }

  /// The bucket gives up its block.
  void close(int bucket) {
    steps--;
    free(blocks[bucket]);
    blocks[bucket] = 0;
  }

  /// The bucket's elements move together, and it gives up places.
  void shrink(int bucket) {
    steps--;
    int old = blocks[bucket];
    int block = allocate(capacity(old) - STEP);
    int top = top(old);
    int to = 0;
    for (int i = 0; i < top; i++) {
      if (isUsed(old, i)) {
        System.arraycopy(words, element(old, i), words, element(block, to), stride);
        words[block + (to >>> 5)] |= 1 << (to & 31);
        to++;
      }
    }
    words[block + 2] |= to;
    free(old);
    blocks[bucket] = block;
  }

  private int allocate(int capacity) {
    places += capacity;
    int block = free[capacity / STEP];
    if (block != 0) {
      free[capacity / STEP] = words[block];
    } else {
      block = end;
      end += HEADER + capacity * stride;
      if (end > words.length) {
        words = Arrays.copyOf(words, Math.max(end, words.length + (words.length >>> 1)));
      }
    }
    words[block] = 0;
    words[block + 1] = 0;
    words[block + 2] = capacity << 8;
    return block;
  }

  private void free(int block) {
    int capacity = capacity(block);
    places -= capacity;
    words[block] = free[capacity / STEP];
    free[capacity / STEP] = block;
  }
}
