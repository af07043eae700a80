package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4SlotsTest {
  private static final int NETWORK = 0x0a00_0000;
  private static final int ADDRESSES = 1 << 14;
  private static final int ROUNDS = 30_000;

  private final Map<Prefix, FibEntry> known = new HashMap<>();

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

  /// Few slots of many addresses; so few addresses in a slot that some become dense; prefixes that
  /// are longer than a slot, and shorter.
  @ParameterizedTest
  @CsvSource({"6, 16", "20, 24", "20, 14", "18, 30", "20, 31", "16, 0"})
  void belongToTheLongestPrefixes(int bits, int shortest) {
    Random random = new Random(3);
    Ipv4Slots slots = new Ipv4Slots(bits);
    for (int round = 0; round < ROUNDS; round++) {
      Prefix prefix = prefix(random, shortest);
      FibEntry gone = known.remove(prefix);
      int address = (int) (prefix.address().hi() >>> Integer.SIZE);
      if (gone != null) {
        slots.give(gone, longest(address, prefix.length() - 1));
      } else {
        known.put(prefix, PrefixMapTest.entry(prefix));
        slots.take(known.get(prefix));
      }
      int asked = round % 2 == 0 ? address - 1 : NETWORK + random.nextInt(ADDRESSES);

      assertThat(slots.ownerOf(asked)).isSameAs(longest(asked, 32));
      assertThat(slots.ownerOf(address)).isSameAs(longest(address, 32));
    }
  }
}
