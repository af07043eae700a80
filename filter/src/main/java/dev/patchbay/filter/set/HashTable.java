package dev.patchbay.filter.set;

import dev.patchbay.packet.Jhash;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The elements of a [HashedSet]: found, added, removed and listed. What is looked for stands in
/// the [Key].
final class HashTable {
  private static final int SMALLEST = 64;
  private static final int MOST_BITS = 24;
  private static final int MOST_PLACES = 12;

  /// Bytes of the kernel's structures for a set, a region of locks and a bucket.
  private static final int SET_BYTES = 168;

  private static final int REGION_BYTES = 16;
  private static final int BUCKET_BYTES = 32;

  private final Layout layout;
  private final Key key;
  private final Extras extras;
  private final ElementReader reader;
  private final int seed;
  private final long maxElements;
  private final boolean forceAdd;
  private final int hashedWords;
  private final int stride;
  private final int kernelSize;
  private final Prefixes[] prefixes;
  private int bucketSize;
  private Buckets buckets;

  /// How many elements the last search met that are the same network with other interfaces.
  private int others;

  HashTable(Layout layout, Key key, Extras extras, SetOptions options, int seed)
      throws SetException {
    this.layout = layout;
    this.key = key;
    this.extras = extras;
    this.seed = seed;
    reader = new ElementReader(layout, key.host() == 128);
    maxElements = Integer.toUnsignedLong(options.maxElements);
    forceAdd = options.forceAdd;
    hashedWords = layout.hashed / 4;
    stride = layout.words() + extras.words;
    kernelSize = extras.kernelSize(layout.size, layout.alignment());
    bucketSize = bucketSize(options.bucketSize);
    prefixes = new Prefixes[layout.networks()];
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i] = new Prefixes(key.host());
    }
    long size = Math.max(Integer.toUnsignedLong(options.hashSize), SMALLEST);
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    if (bits > MOST_BITS) {
      throw new SetException(SetError.NO_MEMORY);
    }
    buckets = new Buckets(bits, stride);
  }

  private static int bucketSize(int given) {
    if (given == Entry.ABSENT) {
      return MOST_PLACES;
    }
    return Math.clamp(given + (given & 1), Buckets.STEP, MOST_PLACES);
  }

  int hashSize() {
    return buckets.size();
  }

  int bucketSize() {
    return bucketSize;
  }

  int seed() {
    return seed;
  }

  long memory() {
    int lengths = key.host() + (layout.allowsZero ? 1 : 0);
    int networks = prefixes.length == 0 ? 0 : lengths * (4 + 4 * prefixes.length);
    long set = Extras.align(SET_BYTES + REGION_BYTES + layout.size + networks, 8);
    long regions = (long) REGION_BYTES * (buckets.regions() - 1);
    return set + regions + buckets.memory(BUCKET_BYTES, kernelSize);
  }

  /// The longest prefix there is of the first or the second network; a whole address's if none.
  int longest(int which) {
    return which < prefixes.length ? prefixes[which].longest(key.host()) : key.host();
  }

  private int bucket() {
    return buckets.bucket(Jhash.hash(key.words, hashedWords, seed));
  }

  private int extrasOf(int element) {
    return element + layout.words();
  }

  private boolean isExpired(int element, long now) {
    return extras.isExpired(buckets.words, extrasOf(element), now);
  }

  /// Whether the element that begins at `at` is the key's, whether it says `nomatch` or not.
  private boolean equalsKey(int at) {
    int[] words = buckets.words;
    int[] wanted = key.words;
    for (int i = 0; i < hashedWords; i++) {
      int differing = words[at + i] ^ wanted[i];
      if (differing != 0 && differing != reader.refusal(i)) {
        return false;
      }
    }
    return layout.iface < 0 || sameInterface(at);
  }

  private boolean sameInterface(int at) {
    others++;
    int[] words = buckets.words;
    boolean wildcard = ElementReader.read(words, at, layout.wildcard) != 0;
    for (int i = 0; i < Layout.NAME; i++) {
      int own = ElementReader.read(words, at, layout.iface + i);
      if (own == 0 && wildcard) {
        return true;
      }
      if (own != ElementReader.read(key.words, 0, layout.iface + i)) {
        return false;
      }
    }
    return true;
  }

  /// What the element answers that equals the key. Without a question nothing is counted.
  int find(@Nullable Question question, int length, long now) {
    others = 0;
    int block = buckets.block(bucket());
    int top = block == 0 ? 0 : buckets.top(block);
    for (int i = 0; i < top; i++) {
      int at = buckets.element(block, i);
      if (buckets.isUsed(block, i) && equalsKey(at)) {
        if (answers(at, question, length, now)) {
          return reader.refuses(buckets.words, at) ? NamedSet.REFUSED : NamedSet.MATCH;
        }
        others = 0;
      }
    }
    return NamedSet.NO_MATCH;
  }

  private boolean answers(int at, @Nullable Question question, int length, long now) {
    return question == null
        ? !isExpired(at, now)
        : extras.matches(buckets.words, extrasOf(at), question, length, now);
  }

  /// The same for the networks that the key's addresses are in, the smallest first.
  int search(@Nullable Question question, int length, long now) {
    Prefixes first = prefixes[0];
    for (int i = 0; i < first.count(); i++) {
      if (layout.network == layout.ip) {
        key.first(first.length(i));
      } else {
        key.second(first.length(i));
      }
      int answer =
          prefixes.length > 1 ? searchSecond(question, length, now) : find(question, length, now);
      if (answer != NamedSet.NO_MATCH || others > 0) {
        return answer;
      }
    }
    return NamedSet.NO_MATCH;
  }

  private int searchSecond(@Nullable Question question, int length, long now) {
    Prefixes second = prefixes[1];
    for (int i = 0; i < second.count(); i++) {
      key.second(second.length(i));
      int answer = find(question, length, now);
      if (answer != NamedSet.NO_MATCH) {
        return answer;
      }
    }
    return NamedSet.NO_MATCH;
  }

  /// Adds the key's element; null, or why not.
  @Nullable SetError add(Entry entry, boolean exist, long now) {
    int place = place(exist, true, now);
    if (place >= 0) {
      reader.refuses(buckets.words, place, entry.nomatch);
      extras.write(buckets.words, extrasOf(place), entry, now);
      return null;
    }
    return place == THERE ? SetError.EXIST : SetError.HASH_FULL;
  }

  /// Adds the key's element for a packet, if there is room: the hash does not grow for it.
  boolean add(Question question, int length, long now) {
    int place = place(question.exist, false, now);
    if (place >= 0) {
      reader.refuses(buckets.words, place, false);
      extras.write(buckets.words, extrasOf(place), question, length, now);
    }
    return place >= 0;
  }

  private static final int THERE = -1;
  private static final int FULL = -2;

  /// Finds where the key's element stands or is to stand, and writes it there; or [#THERE] or
  /// [#FULL].
  private int place(boolean exist, boolean mayGrow, long now) {
    others = 0;
    int bucket = bucket();
    long share = maxElements / buckets.regions();
    boolean isFull = buckets.count(bucket) >= share && isFull(now);
    int block = buckets.block(bucket);
    if (block == 0) {
      return isFull ? FULL : write(bucket, buckets.open(bucket), FRESH);
    }
    int reused = FRESH;
    int top = buckets.top(block);
    for (int i = 0; i < top; i++) {
      int at = buckets.element(block, i);
      if (!buckets.isUsed(block, i)) {
        reused = reused == FRESH ? i : reused;
      } else if (equalsKey(at)) {
        return exist || isExpired(at, now) ? at : THERE;
      } else if (reused == FRESH && isExpired(at, now)) {
        reused = i;
      }
    }
    if (reused == FRESH && isFull && !forceAdd) {
      return FULL;
    }
    if (reused != FRESH || isFull) {
      int slot = Math.max(reused, 0);
      drop(bucket, block, slot);
      return write(bucket, block, slot);
    }
    return append(bucket, block, top, mayGrow, now);
  }

  private static final int FRESH = -1;

  private boolean isFull(long now) {
    if (extras.hasTimeouts()) {
      expire(now);
    }
    return buckets.count() >= maxElements;
  }

  private int append(int bucket, int block, int top, boolean mayGrow, long now) {
    if (top < buckets.capacity(block)) {
      return write(bucket, block, FRESH);
    }
    if (layout.iface >= 0) {
      if (bucketSize >= Buckets.MOST) {
        return FULL;
      }
      bucketSize += bucketSize <= others ? Buckets.STEP : 0;
    }
    if (buckets.capacity(block) < bucketSize) {
      return write(bucket, buckets.grow(bucket), FRESH);
    }
    if (!mayGrow || !resize(now)) {
      return FULL;
    }
    return place(false, true, now);
  }

  /// Writes the key to a place of the block, or to a new one.
  private int write(int bucket, int block, int slot) {
    int place = slot == FRESH ? buckets.push(block) : slot;
    int at = buckets.element(block, place);
    System.arraycopy(key.words, 0, buckets.words, at, key.words.length);
    extras.clear(buckets.words, extrasOf(at));
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i].add(reader.prefix(buckets.words, at, i));
    }
    buckets.use(bucket, block, place);
    return at;
  }

  /// The element at a place goes, if there is one.
  private void drop(int bucket, int block, int place) {
    if (!buckets.isUsed(block, place)) {
      return;
    }
    int at = buckets.element(block, place);
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i].remove(reader.prefix(buckets.words, at, i));
    }
    extras.release(buckets.words, extrasOf(at));
    buckets.leave(bucket, block, place);
  }

  /// Doubles the number of buckets until every element finds room.
  private boolean resize(long now) {
    if (extras.hasTimeouts()) {
      expire(now);
    }
    Buckets old = buckets;
    for (int bits = old.bits() + 1; bits <= MOST_BITS; bits++) {
      Buckets larger = new Buckets(bits, stride);
      if (moveAll(old, larger, now)) {
        buckets = larger;
        return true;
      }
    }
    return false;
  }

  private boolean moveAll(Buckets old, Buckets larger, long now) {
    int[] moved = new int[layout.words()];
    for (int bucket = 0; bucket < old.size(); bucket++) {
      int block = old.block(bucket);
      int top = block == 0 ? 0 : old.top(block);
      for (int i = 0; i < top; i++) {
        int at = old.element(block, i);
        boolean goes = old.isUsed(block, i) && !extras.isExpired(old.words, extrasOf(at), now);
        if (goes && !move(old, at, moved, larger)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean move(Buckets old, int from, int[] moved, Buckets larger) {
    System.arraycopy(old.words, from, moved, 0, moved.length);
    reader.refuses(moved, 0, false);
    int bucket = larger.bucket(Jhash.hash(moved, hashedWords, seed));
    int block = larger.block(bucket);
    if (block == 0) {
      block = larger.open(bucket);
    } else if (larger.top(block) == larger.capacity(block)) {
      if (larger.capacity(block) >= bucketSize) {
        return false;
      }
      block = larger.grow(bucket);
    }
    int place = larger.push(block);
    System.arraycopy(old.words, from, larger.words, larger.element(block, place), stride);
    larger.use(bucket, block, place);
    return true;
  }

  /// Removes the key's element; false when it is not there.
  boolean remove(long now) {
    int bucket = bucket();
    int block = buckets.block(bucket);
    int top = block == 0 ? 0 : buckets.top(block);
    for (int i = 0; i < top; i++) {
      int at = buckets.element(block, i);
      if (buckets.isUsed(block, i) && equalsKey(at)) {
        if (isExpired(at, now)) {
          return false;
        }
        drop(bucket, block, i);
        if (i + 1 == top) {
          buckets.pop(block);
        }
        giveBack(bucket);
        return true;
      }
    }
    return false;
  }

  private void giveBack(int bucket) {
    int block = buckets.block(bucket);
    int holes = buckets.holes(block);
    if (buckets.top(block) == holes) {
      buckets.close(bucket);
    } else if (holes >= Buckets.STEP) {
      buckets.shrink(bucket);
    }
  }

  /// Removes what is over.
  void expire(long now) {
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      int block = buckets.block(bucket);
      int top = block == 0 ? 0 : buckets.top(block);
      for (int i = 0; i < top; i++) {
        if (buckets.isUsed(block, i) && isExpired(buckets.element(block, i), now)) {
          drop(bucket, block, i);
        }
      }
      int holes = block == 0 ? 0 : buckets.holes(block);
      if (holes >= buckets.capacity(block) && holes > 0) {
        buckets.close(bucket);
      } else if (holes >= Buckets.STEP) {
        buckets.shrink(bucket);
      }
    }
  }

  int elements(long now) {
    if (!extras.hasTimeouts()) {
      return buckets.count();
    }
    int[] count = {0};
    eachPlace(at -> count[0] += isExpired(at, now) ? 0 : 1);
    return count[0];
  }

  /// Hands over each element that is not over.
  void each(Consumer<Entry> taker, long now) {
    eachPlace(at -> {
      if (!isExpired(at, now)) {
        Entry entry = reader.entry(buckets.words, at);
        extras.read(buckets.words, extrasOf(at), entry, now);
        taker.accept(entry);
      }
    });
  }

  private void eachPlace(IntConsumer taker) {
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      int block = buckets.block(bucket);
      int top = block == 0 ? 0 : buckets.top(block);
      for (int i = 0; i < top; i++) {
        if (buckets.isUsed(block, i)) {
          taker.accept(buckets.element(block, i));
        }
      }
    }
  }

  void flush() {
    buckets = new Buckets(buckets.bits(), stride);
    extras.releaseAll();
    for (Prefixes each : prefixes) {
      each.clear();
    }
  }
}
