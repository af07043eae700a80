package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4SlotsTest {
  private static final int NETWORK = 0x0a00_0000;
  private static final int ADDRESSES = 1 << 14;
  private static final int ROUNDS = 20_000;

  private final Map<Prefix, FibEntry> known = new HashMap<>();
  private final List<Way> ways = new ArrayList<>();

  private FibEntry entry(Random random, Prefix prefix) {
    Way way = ways.get(random.nextInt(ways.size()));
    way.users++;
    return new FibEntry(prefix, random.nextInt(50) == 0 ? 8 : 0, way);
  }

  private static Prefix prefix(Random random, int shortest) {
    int length = shortest + random.nextInt(33 - shortest);
    return new Prefix(Ip.v4(NETWORK + random.nextInt(ADDRESSES)), length).network();
  }

  private @Nullable FibEntry longest(int address, int most) {
    for (int length = most; length >= 0; length--) {
      FibEntry head = known.get(new Prefix(Ip.v4(address), length).network());
      if (head != null) {
        return head;
      }
    }
    return null;
  }

  /// Few slots of many addresses; slots that get slots of their own, and lose them; prefixes that
  /// are longer than a slot, and shorter; few ways, so that intervals of several prefixes are one,
  /// and more than there are numbers.
  @ParameterizedTest
  @CsvSource({
    "6, 16, 5",
    "6, 28, 500",
    "20, 24, 3",
    "20, 14, 1000",
    "18, 30, 20",
    "20, 31, 2",
    "16, 0, 7",
  })
  void belongToTheLongestPrefixes(int bits, int shortest, int most) {
    Random random = new Random(3);
    WayNumbers numbers = new WayNumbers(1 << bits);
    Ipv4Slots slots = new Ipv4Slots(0, bits, numbers);
    for (int i = 0; i < most; i++) {
      ways.add(new Way(RouteTable.MAIN, RouteType.UNICAST));
    }
    for (int round = 0; round < ROUNDS; round++) {
      Prefix prefix = prefix(random, shortest);
      int address = (int) (prefix.address().hi() >>> Integer.SIZE);
      FibEntry old = known.get(prefix);
      if (old == null) {
        known.put(prefix, entry(random, prefix));
        slots.add(known.get(prefix));
      } else if (random.nextInt(3) == 0) {
        known.put(prefix, entry(random, prefix));
        slots.replace(old, known.get(prefix));
        old.way.users--;
      } else if (random.nextInt(10_000) > round) {
        known.remove(prefix);
        slots.remove(old, longest(address, prefix.length() - 1));
        old.way.users--;
      }
      int asked = round % 2 == 0 ? address - 1 : NETWORK + random.nextInt(ADDRESSES);

      assertThat(slots.exact(prefix.address().hi(), prefix.length())).isSameAs(known.get(prefix));
      findsTheLongest(slots, numbers, asked);
      findsTheLongest(slots, numbers, address);
    }
    assertThat(slots.count()).isEqualTo(known.size());
    List<Prefix> left = new ArrayList<>(known.keySet());
    left.sort(Comparator.comparing(Prefix::toString));
    Collections.shuffle(left, random);
    for (Prefix prefix : left) {
      int address = (int) (prefix.address().hi() >>> Integer.SIZE);
      FibEntry gone = known.remove(prefix);
      slots.remove(gone, longest(address, prefix.length() - 1));

      findsTheLongest(slots, numbers, address);
      findsTheLongest(slots, numbers, NETWORK + random.nextInt(ADDRESSES));
    }
    assertThat(slots.count()).isZero();
  }

  private void findsTheLongest(Ipv4Slots slots, WayNumbers numbers, int address) {
    FibEntry longest = longest(address, 32);
    int number = slots.number(address);

    assertThat(slots.longest((long) address << Integer.SIZE)).isSameAs(longest);
    if (longest == null) {
      assertThat(number).isEqualTo(WayNumbers.NOBODY);
    } else if (longest.tos() != 0) {
      assertThat(number).isEqualTo(WayNumbers.SEVERAL);
    } else if (number != WayNumbers.SEVERAL) {
      assertThat(numbers.way(number)).isSameAs(longest.way);
    }
  }
}
