package dev.patchbay.filter.match;

import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Tuple;
import org.jspecify.annotations.Nullable;

/// What one option of `-m conntrack` asks.
interface ConnectionQuestion {
  /// Whether it is so; only the state is asked of a packet without a connection.
  boolean holds(Inspection packet, @Nullable Connection connection);

  /// What the option of that name asks with that value.
  static ConnectionQuestion of(String option, Object value) {
    return switch (option) {
      case "ctstate" -> new InState((Integer) value);
      case "ctproto" -> (packet, one) -> one != null && one.protocol() == (Integer) value;
      case "ctstatus" -> (packet, one) -> one != null && one.has((Integer) value);
      case "ctexpire" ->
          (packet, one) ->
              one != null
                  && ((Range) value).contains(one.secondsLeft(packet.netns().world().loop().now()));
      case "ctdir" ->
          (packet, one) ->
              Connection.direction(packet.packet().connectionInfo()) == (Integer) value;
      case "ctorigsrc" -> new Address(Connection.ORIGINAL, true, (AddressMask) value, new Tuple());
      case "ctorigdst" -> new Address(Connection.ORIGINAL, false, (AddressMask) value, new Tuple());
      case "ctreplsrc" -> new Address(Connection.REPLY, true, (AddressMask) value, new Tuple());
      case "ctrepldst" -> new Address(Connection.REPLY, false, (AddressMask) value, new Tuple());
      case "ctorigsrcport" -> new Port(Connection.ORIGINAL, true, (Range) value, new Tuple());
      case "ctorigdstport" -> new Port(Connection.ORIGINAL, false, (Range) value, new Tuple());
      case "ctreplsrcport" -> new Port(Connection.REPLY, true, (Range) value, new Tuple());
      case "ctrepldstport" -> new Port(Connection.REPLY, false, (Range) value, new Tuple());
      default -> throw new IllegalArgumentException(option);
    };
  }

  /// The state of the packet, and whether its connection is translated.
  record InState(int states) implements ConnectionQuestion {
    @Override
    public boolean holds(Inspection packet, @Nullable Connection connection) {
      int state = ConnectionStates.of(packet.packet());
      if (connection != null) {
        state |= connection.has(Connection.SRC_NAT) ? ConnectionStates.SNAT : 0;
        state |= connection.has(Connection.DST_NAT) ? ConnectionStates.DNAT : 0;
      }
      return (states & state) != 0;
    }
  }

  /// An address of a direction.
  record Address(int direction, boolean source, AddressMask mask, Tuple tuple)
      implements ConnectionQuestion {
    @Override
    public boolean holds(Inspection packet, @Nullable Connection connection) {
      if (connection == null) {
        return false;
      }
      connection.tuple(direction, tuple);
      return source
          ? mask.contains(tuple.sourceHi, tuple.sourceLo)
          : mask.contains(tuple.destinationHi, tuple.destinationLo);
    }
  }

  /// A port of a direction.
  record Port(int direction, boolean source, Range range, Tuple tuple)
      implements ConnectionQuestion {
    @Override
    public boolean holds(Inspection packet, @Nullable Connection connection) {
      if (connection == null) {
        return false;
      }
      connection.tuple(direction, tuple);
      return range.contains(source ? tuple.source : tuple.destination);
    }
  }
}
