package dev.patchbay.filter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private final ConnectionTable table = new ConnectionTable(7);
  private int made;

  private Connection connection() {
    Tuple first = new Tuple();
    first.protocol = IpProtocol.UDP;
    first.sourceHi = (long) (0x0a000000 | made) << 32;
    first.destinationHi = 0x0b000001L << 32;
    first.source = made++ & 0xff;
    first.destination = 53;
    Tuple answer = new Tuple();
    answer.reverse(first);
    return new Connection4(Trackers.UDP, made, 0, first, answer);
  }

  private int place(Connection connection, int direction) {
    Tuple tuple = new Tuple();
    connection.tuple(direction, tuple);
    return table.find(tuple);
  }

  @Test
  void findsEachConnectionInBothDirectionsWhateverComesAndGoes() {
    Random random = new Random(1);
    List<Connection> there = new ArrayList<>();

    for (int i = 0; i < 20_000; i++) {
      if (there.isEmpty() || random.nextInt(100) < (i < 10_000 ? 70 : 30)) {
        Connection added = connection();
        table.add(added);
        there.add(added);
      } else {
        Connection removed = there.remove(random.nextInt(there.size()));
        table.remove(removed);
        assertThat(place(removed, Connection.ORIGINAL)).isNegative();
        assertThat(place(removed, Connection.REPLY)).isNegative();
      }
    }

    assertThat(table.size()).isEqualTo(there.size());
    for (Connection connection : there) {
      int original = place(connection, Connection.ORIGINAL);
      int reply = place(connection, Connection.REPLY);
      assertThat(table.at(original)).isSameAs(connection);
      assertThat(table.direction(original)).isEqualTo(Connection.ORIGINAL);
      assertThat(table.at(reply)).isSameAs(connection);
      assertThat(table.direction(reply)).isEqualTo(Connection.REPLY);
    }
  }

  @Test
  void showsEachConnectionOnce() {
    List<Connection> added = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      added.add(connection());
    }
    added.forEach(table::add);

    List<Connection> shown = new ArrayList<>();
    table.forEach(shown::add);

    assertThat(shown).containsExactlyInAnyOrderElementsOf(added);
  }
}
