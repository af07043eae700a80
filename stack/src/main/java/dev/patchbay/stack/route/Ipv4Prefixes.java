package dev.patchbay.stack.route;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Many prefixes of IPv4: [Ipv4Slots], as many as there are prefixes, so that there are numbers for
/// all their ways.
final class Ipv4Prefixes implements ManyPrefixes {
  private static final int LEAST_BITS = 6;
  private static final int MOST_BITS = 18;

  private int bits;
  private WayNumbers numbers;
  private Ipv4Slots slots;

  Ipv4Prefixes() {
    this(LEAST_BITS);
  }

  private Ipv4Prefixes(int bits) {
    this.bits = bits;
    this.numbers = new WayNumbers(1 << bits);
    this.slots = new Ipv4Slots(0, bits, numbers);
  }

  @Override
  public @Nullable Way onlyWay(long hi) {
    return numbers.way(slots.number((int) (hi >>> Integer.SIZE)));
  }

  @Override
  public @Nullable FibEntry longest(long hi, long lo) {
    return slots.longest(hi);
  }

  @Override
  public @Nullable FibEntry exact(long hi, long lo, int length) {
    return slots.exact(hi, length);
  }

  @Override
  public void add(FibEntry head) {
    slots.add(head);
    if (bits < MOST_BITS && slots.count() > 1 << bits) {
      resize(bits + 1);
    }
  }

  @Override
  public void replace(FibEntry old, FibEntry head) {
    slots.replace(old, head);
  }

  @Override
  public void remove(FibEntry head, @Nullable FibEntry around) {
    slots.remove(head, around);
    if (bits > LEAST_BITS && slots.count() < 1 << (bits - 2)) {
      resize(bits - 1);
    }
  }

  private void resize(int size) {
    Ipv4Slots old = slots;
    bits = size;
    numbers = new WayNumbers(1 << size);
    slots = new Ipv4Slots(0, size, numbers);
    old.forEach(slots::add);
  }

  @Override
  public void forEach(Consumer<FibEntry> visitor) {
    slots.forEach(visitor);
  }
}
