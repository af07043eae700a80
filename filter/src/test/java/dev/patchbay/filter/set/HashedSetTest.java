package dev.patchbay.filter.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashedSetTest {
  private static final int SEED = 5;

  private final World world =
      new World(new EventLoop(new VirtualClock()), new CheckedPacketPool(), 1);
  private final Netns netns = new Machine(world, "m").newNetns();

  private NamedSet set(HashType type, Family family, SetOptions options) throws SetException {
    options.seed = SEED;
    return type.make(netns, "s", family, options);
  }

  private static Entry network(int address, int prefix, boolean nomatch) {
    Entry entry = new Entry();
    entry.ip = Ip.v4(address);
    entry.cidr = prefix;
    entry.nomatch = nomatch;
    return entry;
  }

  private static Entry host(int address) {
    Entry entry = new Entry();
    entry.ip = Ip.v4(address);
    return entry;
  }

  @Test
  void hasWhatWasAddedAndNotRemoved() throws SetException {
    SetOptions options = new SetOptions();
    options.hashSize = 64;
    NamedSet set = set(new IpSetHashIp(), Family.IPV4, options);
    Set<Integer> model = new LinkedHashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      int address = 1 + random.nextInt(3000);
      if (random.nextInt(3) > 0) {
        set.add(host(address), true);
        model.add(address);
      } else {
        set.remove(host(address), true);
        model.remove(address);
      }
    }

    Set<Integer> listed = new LinkedHashSet<>();
    set.each(entry -> listed.add(addressOf(entry)));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(model);
    assertThat(set.elements()).isEqualTo(model.size());
    for (int address = 1; address <= 3000; address++) {
      assertThat(set.contains(host(address))).isEqualTo(model.contains(address));
    }
  }

  private static int addressOf(Entry entry) {
    Ip ip = entry.ip;
    return ip == null ? 0 : ip.toInt();
  }

  @Test
  void theSmallestNetworkDecides() throws SetException {
    NamedSet set = set(new IpSetHashNet(), Family.IPV4, new SetOptions());
    set.add(network(0x0a000000, 8, false), false);
    set.add(network(0x0a010000, 16, true), false);
    set.add(network(0x0a010100, 24, false), false);

    assertThat(set.contains(host(0x0a020202))).isTrue();
    assertThat(set.contains(host(0x0a010202))).isFalse();
    assertThat(set.contains(host(0x0a010102))).isTrue();
    set.remove(network(0x0a010000, 16, false), false);
    assertThat(set.contains(host(0x0a010202))).isTrue();
  }

  @Test
  void elementsGoWhenTheirTimeIsOver() throws SetException {
    SetOptions options = new SetOptions();
    options.timeout = 5;
    NamedSet set = set(new IpSetHashIp(), Family.IPV4, options);
    set.add(host(1), false);
    Entry lasting = host(2);
    lasting.timeout = 0;
    set.add(lasting, false);

    world.loop().runUntil(world.loop().now() + 6_000_000_000L);

    assertThat(set.contains(host(1))).isFalse();
    assertThat(set.contains(host(2))).isTrue();
    assertThat(set.elements()).isEqualTo(1);
  }

  @Test
  void aFullSetTakesNothingUnlessItThrowsOut() throws SetException {
    SetOptions options = new SetOptions();
    options.maxElements = 2;
    NamedSet set = set(new IpSetHashIp(), Family.IPV4, options);
    set.add(host(1), false);
    set.add(host(2), false);

    assertThatThrownBy(() -> set.add(host(3), false))
        .isInstanceOfSatisfying(
            SetException.class, e -> assertThat(e.error()).isEqualTo(SetError.HASH_FULL));
    assertThat(set.elements()).isEqualTo(2);
  }

  @Test
  void holdsAMillionAddresses() throws SetException {
    SetOptions options = new SetOptions();
    options.maxElements = 1_000_000;
    NamedSet set = set(new IpSetHashIp(), Family.IPV4, options);
    Entry range = host(0x0a000000);
    range.ipTo = Ip.v4(0x0a000000 + 999_999);
    set.add(range, false);

    assertThat(set.elements()).isEqualTo(1_000_000);
    assertThat(set.contains(host(0x0a000000 + 500_000))).isTrue();
    assertThat(set.contains(host(0x0b000000))).isFalse();
  }
}
