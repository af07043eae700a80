package dev.patchbay.stack.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourIndexTest {
  private static final int ADDRESSES = 500;
  private static final int ROUNDS = 20_000;

  @RegisterExtension final TestLab lab = new TestLab();

  private record Key(NetDevice device, Ip address) {}

  /// Namespaces of their own: both devices have the same number.
  private final NetDevice[] devices = {device("red"), device("blue")};

  private NetDevice device(String name) {
    Netns netns = lab.netns(name);
    return Cable.between(netns, "eth0", netns, "eth1");
  }

  private Neighbour neighbour(Family family, Key key) {
    NeighbourTable table = NeighbourTable.of(lab.machine, family);
    Ip address = key.address;
    return new Neighbour(table, table.defaults(), key.device, address.hi(), address.lo());
  }

  private static Ip address(Family family, int number) {
    return family == Family.IPV4
        ? Ip.v4(0x0a00_0000 + number)
        : Ip.v6(0x2001_0db8_0000_0000L + number % 3, number);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void isRightWhateverItHolds(Family family) {
    Random random = new Random(5);
    NeighbourIndex index = new NeighbourIndex(family);
    Map<Key, Neighbour> known = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Ip address = address(family, random.nextInt(ADDRESSES));
      Key key = new Key(devices[random.nextInt(2)], address);

      assertThat(index.find(key.device, address.hi(), address.lo())).isSameAs(known.get(key));

      Neighbour gone = known.remove(key);
      if (gone != null) {
        index.remove(gone);
      } else {
        known.put(key, neighbour(family, key));
        index.add(known.get(key));
      }
    }
  }

  @Test
  void growsWhenHalfIsTaken() {
    NeighbourIndex index = new NeighbourIndex(Family.IPV4);
    for (int i = 0; i < 4; i++) {
      assertThat(index.isFull()).isFalse();
      index.add(neighbour(Family.IPV4, new Key(devices[0], address(Family.IPV4, i))));
    }

    assertThat(index.isFull()).isTrue();
  }
}
