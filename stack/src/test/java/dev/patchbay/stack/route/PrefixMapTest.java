package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixMapTest {
  final PrefixMap map = new PrefixMap();

  FibNode add(String prefix) {
    FibNode node = new FibNode(Prefix.of(prefix));
    map.add(node);
    return node;
  }

  FibNode longest(String address) {
    return map.longest(Ip.of(address).hi(), Ip.of(address).lo(), PrefixMap.ANY_LENGTH);
  }

  @Test
  void findsTheLongestPrefix() {
    FibNode everything = add("0.0.0.0/0");
    FibNode wide = add("10.0.0.0/8");
    FibNode narrow = add("10.1.0.0/16");

    assertThat(longest("10.1.2.3")).isSameAs(narrow);
    assertThat(longest("10.2.2.3")).isSameAs(wide);
    assertThat(longest("11.0.0.1")).isSameAs(everything);
  }

  @Test
  void findsTheNextShorterOne() {
    FibNode wide = add("10.0.0.0/8");
    add("10.1.0.0/16");
    long hi = Ip.of("10.1.2.3").hi();

    assertThat(map.longest(hi, 0, 16)).isSameAs(wide);
    assertThat(map.longest(hi, 0, 8)).isNull();
  }

  @Test
  void tellsPrefixesOfOneAddressApart() {
    FibNode wide = add("2001:db8::/32");
    FibNode narrow = add("2001:db8::/48");
    long hi = Ip.of("2001:db8::").hi();

    assertThat(map.exact(hi, 0, 32)).isSameAs(wide);
    assertThat(map.exact(hi, 0, 48)).isSameAs(narrow);
    assertThat(map.exact(hi, 0, 64)).isNull();
  }

  @Test
  void isRightWhateverItHolds() {
    Random random = new Random(7);
    List<FibNode> known = new ArrayList<>();
    for (int round = 0; round < 4000; round++) {
      if (random.nextInt(3) > 0 || known.isEmpty()) {
        Prefix prefix = prefix(random);
        if (map.exact(prefix.address().hi(), prefix.address().lo(), prefix.length()) == null) {
          FibNode node = new FibNode(prefix);
          map.add(node);
          known.add(node);
        }
      } else {
        map.remove(known.remove(random.nextInt(known.size())));
      }
      long hi = random.nextLong() & 0xff0f_000f_0000_0001L;
      long lo = random.nextLong() & 0x8000_0000_0000_0001L;

      assertThat(map.count()).isEqualTo(known.size());
      assertThat(map.longest(hi, lo, 100)).isSameAs(slowly(known, hi, lo, 100));
    }
    assertThat(map.all()).containsExactlyInAnyOrderElementsOf(known);
  }

  private static Prefix prefix(Random random) {
    int[] lengths = {0, 4, 8, 16, 47, 48, 64, 65, 127, 128};
    int length = lengths[random.nextInt(lengths.length)];
    long hi = random.nextLong() & 0xff0f_000f_0000_0001L;
    long lo = random.nextLong() & 0x8000_0000_0000_0001L;
    return new Prefix(Ip.v6(hi, lo), length).network();
  }

  private static FibNode slowly(List<FibNode> nodes, long hi, long lo, int limit) {
    return nodes.stream()
        .filter(node -> node.length < limit && node.prefix.contains(hi, lo))
        .max(Comparator.comparingInt(node -> node.length))
        .orElse(null);
  }
}
