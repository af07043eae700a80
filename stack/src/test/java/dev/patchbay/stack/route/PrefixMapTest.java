package dev.patchbay.stack.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PrefixMapTest {
  final PrefixMap map = new PrefixMap();

  static FibEntry entry(Prefix prefix) {
    Way way = new Way(RouteTable.MAIN, RouteType.UNICAST);
    way.users = 1;
    return prefix.family() == Family.IPV4
        ? new FibEntry(prefix, 0, way)
        : new Ipv6FibEntry(prefix, null, way, 0);
  }

  FibEntry add(String prefix) {
    FibEntry head = entry(Prefix.of(prefix));
    map.add(head);
    return head;
  }

  FibEntry longest(String address) {
    return map.longest(Ip.of(address).hi(), Ip.of(address).lo());
  }

  @Test
  void findsTheLongestPrefix() {
    FibEntry everything = add("0.0.0.0/0");
    FibEntry wide = add("10.0.0.0/8");
    FibEntry narrow = add("10.1.0.0/16");

    assertThat(longest("10.1.2.3")).isSameAs(narrow);
    assertThat(longest("10.2.2.3")).isSameAs(wide);
    assertThat(longest("11.0.0.1")).isSameAs(everything);
  }

  @Test
  void findsTheNextShorterOne() {
    FibEntry wide = add("10.0.0.0/8");
    add("10.1.0.0/16");
    long hi = Ip.of("10.1.2.3").hi();

    assertThat(map.shorter(hi, 0, 16)).isSameAs(wide);
    assertThat(map.shorter(hi, 0, 8)).isNull();
  }

  @Test
  void tellsPrefixesOfOneAddressApart() {
    FibEntry wide = add("2001:db8::/32");
    FibEntry narrow = add("2001:db8::/48");
    long hi = Ip.of("2001:db8::").hi();

    assertThat(map.exact(hi, 0, 32)).isSameAs(wide);
    assertThat(map.exact(hi, 0, 48)).isSameAs(narrow);
    assertThat(map.exact(hi, 0, 64)).isNull();
  }

  @Test
  void putsAnotherRouteFirst() {
    for (int i = 0; i < 100; i++) {
      add("10.0." + i + ".0/24");
    }
    FibEntry first = entry(Prefix.of("10.0.7.0/24"));

    map.replace(longest("10.0.7.1"), first);

    assertThat(longest("10.0.7.1")).isSameAs(first);
    assertThat(map.exact(Ip.of("10.0.7.0").hi(), 0, 24)).isSameAs(first);
    assertThat(map.count()).isEqualTo(100);
  }

  @Test
  void isRightWhateverItHolds() {
    Random random = new Random(7);
    List<FibEntry> known = new ArrayList<>();
    for (int round = 0; round < 4000; round++) {
      if (random.nextInt(3) > 0 || known.isEmpty()) {
        Prefix prefix = prefix(random);
        if (map.exact(prefix.address().hi(), prefix.address().lo(), prefix.length()) == null) {
          FibEntry head = entry(prefix);
          map.add(head);
          known.add(head);
        }
      } else {
        map.remove(known.remove(random.nextInt(known.size())));
      }
      long hi = random.nextLong() & 0xff0f_000f_0000_0001L;
      long lo = random.nextLong() & 0x8000_0000_0000_0001L;

      assertThat(map.count()).isEqualTo(known.size());
      assertThat(map.longest(hi, lo)).isSameAs(slowly(known, hi, lo, 129));
      assertThat(map.shorter(hi, lo, 48)).isSameAs(slowly(known, hi, lo, 48));
    }
    List<FibEntry> all = new ArrayList<>();
    map.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(known);
  }

  private static Prefix prefix(Random random) {
    int[] lengths = {0, 4, 8, 16, 47, 48, 64, 65, 127, 128};
    int length = lengths[random.nextInt(lengths.length)];
    long hi = random.nextLong() & 0xff0f_000f_0000_0001L;
    long lo = random.nextLong() & 0x8000_0000_0000_0001L;
    return new Prefix(Ip.v6(hi, lo), length).network();
  }

  private static FibEntry slowly(List<FibEntry> heads, long hi, long lo, int limit) {
    return heads.stream()
        .filter(head -> head.length() < limit && head.contains(hi, lo))
        .max(Comparator.comparingInt(FibEntry::length))
        .orElse(null);
  }

  /// So many that nodes hand their prefixes down, in a few networks only.
  @Test
  void isRightWithManyPrefixesOfIpv6() {
    Random random = new Random(11);
    isRightWithMany(random, 60_000, () -> ipv6(random));
  }

  /// So many that slots become smaller twice and larger again.
  @Test
  void isRightWithManyPrefixesOfIpv4() {
    Random random = new Random(12);
    isRightWithMany(random, 60_000, () -> ipv4(random, 10 + random.nextInt(3)));
  }

  private void isRightWithMany(Random random, int rounds, Supplier<Prefix> prefixes) {
    Map<Prefix, FibEntry> known = new HashMap<>();
    for (int i = 0; i < rounds; i++) {
      toggle(known, prefixes.get().network());
      if (i % 3 == 0) {
        replace(known, prefixes.get().network());
      }
    }
    assertThat(map.count()).isEqualTo(known.size());
    List<Prefix> left = new ArrayList<>(known.keySet());
    left.sort(Comparator.comparing(Prefix::toString));
    Collections.shuffle(left, random);
    for (Prefix prefix : left) {
      if (random.nextInt(4) == 0) {
        Ip address = prefixes.get().address();
        assertThat(map.longest(address.hi(), address.lo())).isSameAs(byLength(known, address));
      }
      toggle(known, prefix);
    }
    assertThat(map.count()).isZero();
    assertThat(longest("10.0.0.1")).isNull();
  }

  private void toggle(Map<Prefix, FibEntry> known, Prefix prefix) {
    FibEntry head = known.remove(prefix);
    if (head != null) {
      map.remove(head);
    } else {
      FibEntry fresh = entry(prefix);
      map.add(fresh);
      known.put(prefix, fresh);
    }
  }

  private void replace(Map<Prefix, FibEntry> known, Prefix prefix) {
    FibEntry old = known.get(prefix);
    if (old != null) {
      FibEntry fresh = entry(prefix);
      map.replace(old, fresh);
      known.put(prefix, fresh);
    }
  }

  private static Prefix ipv4(Random random, int network) {
    int bits = network << 24 | random.nextInt() & 0xff_ffff;
    int length = random.nextInt(40) == 0 ? random.nextInt(16) : 16 + random.nextInt(17);
    return new Prefix(Ip.v4(bits), length);
  }

  private static Prefix ipv6(Random random) {
    long hi = 0x2001_0db8_0000_0000L | random.nextInt(3) << 16 | random.nextInt(1 << 14);
    long lo = random.nextLong() & 0xf000_0000_0000_00ffL;
    int length = random.nextInt(40) == 0 ? random.nextInt(48) : 48 + random.nextInt(81);
    return new Prefix(Ip.v6(hi, lo), length);
  }

  private static FibEntry byLength(Map<Prefix, FibEntry> known, Ip address) {
    for (int length = address.family().bits(); length >= 0; length--) {
      FibEntry head = known.get(new Prefix(address, length).network());
      if (head != null) {
        return head;
      }
    }
    return null;
  }
}
