package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A connection as it was at one moment.
///
/// @param state the state of its protocol, or the empty text
/// @param seconds how long it lasts unless something comes
/// @param helper the name of its helper, or null
/// @param labelsHi the higher 64 of its labels
/// @param master the original direction of the connection that called for it, or null
/// @param children how many connections in the table it has called for
public record ConnectionSnapshot(
    Family family,
    int protocol,
    String protocolName,
    NumberNames numberNames,
    String state,
    long seconds,
    Direction original,
    Direction reply,
    int status,
    int mark,
    int originalZone,
    int replyZone,
    boolean counts,
    @Nullable String helper,
    boolean hasLabels,
    long labelsHi,
    long labelsLo,
    @Nullable Direction master,
    int id,
    int children) {
  /// One direction of it.
  ///
  /// @param packets how many there have been, when somebody counts
  /// @param bytes those of the packets, IP headers included
  public record Direction(
      Ip source,
      Ip destination,
      int sourceNumber,
      int destinationNumber,
      long packets,
      long bytes) {
    static Direction of(Connection connection, int direction) {
      Tuple tuple = new Tuple();
      connection.tuple(direction, tuple);
      Extras extras = connection.extras();
      return new Direction(
          tuple.sourceAddress(),
          tuple.destinationAddress(),
          tuple.source,
          tuple.destination,
          extras == null ? 0 : extras.packets(direction),
          extras == null ? 0 : extras.bytes(direction));
    }
  }

  static ConnectionSnapshot of(Connection connection, long now) {
    Extras extras = connection.extras();
    Helper helper = extras == null ? null : extras.helper;
    Connection master = extras == null ? null : extras.master;
    return new ConnectionSnapshot(
        connection.family(),
        connection.protocol(),
        connection.tracker.name(),
        connection.tracker.numberNames(),
        connection.tracker.stateName(connection),
        Math.max(0, connection.deadline - now) / Conntrack.SECOND,
        Direction.of(connection, Connection.ORIGINAL),
        Direction.of(connection, Connection.REPLY),
        connection.status(),
        connection.mark(),
        connection.zone(Connection.ORIGINAL),
        connection.zone(Connection.REPLY),
        extras != null && extras.counts(),
        helper == null ? null : helper.name(),
        extras != null && extras.hasLabels,
        extras == null ? 0 : extras.labelsHi,
        extras == null ? 0 : extras.labelsLo,
        master == null ? null : Direction.of(master, Connection.ORIGINAL),
        connection.id(),
        extras == null ? 0 : extras.children);
  }

  /// Whether one of the bits of [Connection#status] is set.
  public boolean has(int bits) {
    return (status & bits) != 0;
  }

  /// Whether label number `bit` is set.
  public boolean hasLabel(int bit) {
    return ((bit < 64 ? labelsLo : labelsHi) >>> bit & 1) != 0;
  }
}
