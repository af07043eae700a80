package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The prefixes of a table by longest match, each with the first of its routes. A few are a list,
/// the longest first; more are [ManyPrefixes].
final class PrefixMap {
  private static final int FEW = 24;
  private static final int ANY_LENGTH = 128;

  private FibEntry[] heads = {};

  /// Of each head the first half of its address and of its mask, side by side: most addresses need
  /// no more.
  private long[] firstHalves = {};

  private int count;
  private @Nullable ManyPrefixes crowd;

  /// How many prefixes of each length there are; only of many.
  private int[] ofLength = {};

  int count() {
    return count;
  }

  /// IPv4: the way of the longest prefix that holds the address, where that is known without a look
  /// at its routes; else null.
  @Nullable Way onlyWay(long hi) {
    ManyPrefixes many = crowd;
    return many == null ? null : many.onlyWay(hi);
  }

  /// The first route of the longest prefix that holds the address, or null.
  @Nullable FibEntry longest(long hi, long lo) {
    ManyPrefixes many = crowd;
    return many == null ? among(hi, lo, ANY_LENGTH) : many.longest(hi, lo);
  }

  /// The first route of the longest prefix that holds the address and is shorter than `length`, or
  /// null.
  @Nullable FibEntry shorter(long hi, long lo, int length) {
    ManyPrefixes many = crowd;
    if (many == null) {
      return among(hi, lo, length - 1);
    }
    for (int bits = length - 1; bits >= 0; bits--) {
      FibEntry head = ofLength[bits] == 0 ? null : exact(hi, lo, bits);
      if (head != null) {
        return head;
      }
    }
    return null;
  }

  private @Nullable FibEntry among(long hi, long lo, int most) {
    long[] halves = firstHalves;
    for (int i = 0, n = 2 * count; i < n; i += 2) {
      if (((hi ^ halves[i]) & halves[i + 1]) == 0) {
        FibEntry head = heads[i >> 1];
        int length = head.length();
        if (length <= most && (length <= Long.SIZE || head.contains(hi, lo))) {
          return head;
        }
      }
    }
    return null;
  }

  /// The first route of the prefix of that length which holds the address, or null.
  @Nullable FibEntry exact(long hi, long lo, int length) {
    long first = hi & Prefix.maskHi(length);
    long second = lo & Prefix.maskLo(length);
    ManyPrefixes many = crowd;
    if (many != null) {
      return many.exact(first, second, length);
    }
    for (int i = 0; i < count; i++) {
      if (heads[i].isOf(first, second, length)) {
        return heads[i];
      }
    }
    return null;
  }

  /// A prefix is there from now on.
  void add(FibEntry head) {
    if (crowd == null && count == FEW) {
      becomeMany(head.family());
    }
    ManyPrefixes many = crowd;
    if (many == null) {
      insert(head);
    } else {
      many.add(head);
      ofLength[head.length()]++;
      count++;
    }
  }

  /// Another route is the first one of its prefix.
  void replace(FibEntry old, FibEntry head) {
    ManyPrefixes many = crowd;
    if (many == null) {
      heads[indexOf(old)] = head;
    } else {
      many.replace(old, head);
    }
  }

  /// The routes of a prefix have changed, though not the first of them; or its way.
  void changed(FibEntry head) {
    ManyPrefixes many = crowd;
    if (many != null) {
      many.replace(head, head);
    }
  }

  /// A prefix has no routes any more.
  void remove(FibEntry head) {
    ManyPrefixes many = crowd;
    if (many == null) {
      int at = indexOf(head);
      System.arraycopy(heads, at + 1, heads, at, count - at - 1);
      heads = Arrays.copyOf(heads, --count);
      rememberHalves();
      return;
    }
    many.remove(head, shorter(head.hi, head.lo(), head.length()));
    ofLength[head.length()]--;
    if (--count < FEW / 2) {
      becomeFew(many);
    }
  }

  private int indexOf(FibEntry head) {
    int at = 0;
    while (heads[at] != head) {
      at++;
    }
    return at;
  }

  private void insert(FibEntry head) {
    int at = 0;
    while (at < count && heads[at].length() > head.length()) {
      at++;
    }
    if (count == heads.length) {
      heads = Arrays.copyOf(heads, Math.min(count + count / 2 + 3, FEW));
    }
    System.arraycopy(heads, at, heads, at + 1, count - at);
    heads[at] = head;
    count++;
    rememberHalves();
  }

  private void rememberHalves() {
    if (firstHalves.length != 2 * heads.length) {
      firstHalves = new long[2 * heads.length];
    }
    for (int i = 0; i < count; i++) {
      firstHalves[2 * i] = heads[i].hi;
      firstHalves[2 * i + 1] = Prefix.maskHi(heads[i].length());
    }
  }

  private void becomeMany(Family family) {
    ManyPrefixes many = ManyPrefixes.of(family);
    crowd = many;
    ofLength = new int[ANY_LENGTH + 1];
    for (int i = 0; i < count; i++) {
      many.add(heads[i]);
      ofLength[heads[i].length()]++;
    }
    heads = new FibEntry[0];
    firstHalves = new long[0];
  }

  private void becomeFew(ManyPrefixes many) {
    crowd = null;
    ofLength = new int[0];
    count = 0;
    many.forEach(this::insert);
  }

  /// Shows the first routes of all prefixes, in no order that means anything.
  void forEach(Consumer<FibEntry> visitor) {
    ManyPrefixes many = crowd;
    if (many != null) {
      many.forEach(visitor);
      return;
    }
    for (int i = 0; i < count; i++) {
      visitor.accept(heads[i]);
    }
  }
}
