package dev.patchbay.stack.route;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Many prefixes of IPv4: what addresses find are [Ipv4Slots], as many as suit the number of
/// prefixes.
final class Ipv4Prefixes implements ManyPrefixes {
  private static final int LEAST_BITS = 6;
  private static final int MOST_BITS = 18;
  private static final int STEP = 2;

  /// More prefixes than so many a slot, and there are to be more slots.
  private static final int CROWD = 2;

  private final Ipv4PrefixSet known = new Ipv4PrefixSet();
  private Ipv4Slots slots = new Ipv4Slots(LEAST_BITS);

  /// So few prefixes, and there are to be fewer slots; so many, and there are to be more.
  private int few;

  private int many = CROWD << LEAST_BITS;

  @Override
  public @Nullable FibEntry longest(long hi, long lo) {
    return slots.ownerOf((int) (hi >>> Integer.SIZE));
  }

  @Override
  public @Nullable FibEntry exact(long hi, long lo, int length) {
    return known.find(hi, length);
  }

  @Override
  public void add(FibEntry head) {
    known.add(head);
    slots.take(head);
    if (known.count() > many) {
      resize(slots.bits() + STEP);
    }
  }

  @Override
  public void replace(FibEntry old, FibEntry head) {
    known.replace(old, head);
    slots.give(old, head);
  }

  @Override
  public void remove(FibEntry head, @Nullable FibEntry around) {
    known.remove(head);
    slots.give(head, around);
    if (known.count() < few) {
      resize(slots.bits() - STEP);
    }
  }

  private void resize(int bits) {
    slots = new Ipv4Slots(bits);
    known.forEach(slots::take);
    few = bits == LEAST_BITS ? 0 : 1 << (bits - STEP);
    many = bits == MOST_BITS ? Integer.MAX_VALUE : CROWD << bits;
  }

  @Override
  public void forEach(Consumer<FibEntry> visitor) {
    known.forEach(visitor);
  }
}
