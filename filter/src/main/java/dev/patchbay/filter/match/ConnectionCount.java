package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one rule of `-m connlimit` has counted (`nf_conncount`): the connections of each network,
/// as long as they last.
final class ConnectionCount implements Match {
  private final Connlimit.Limit words;
  private final Map<Ip, List<Connection>> counted = new LinkedHashMap<>(0);
  private final Tuple tuple = new Tuple();

  ConnectionCount(Connlimit.Limit words) {
    this.words = words;
  }

  @Override
  public String name() {
    return words.name();
  }

  @Override
  public boolean matches(Inspection packet) {
    Connection connection = Connection.of(packet.packet());
    if (connection == null) {
      return false;
    }
    List<Connection> same = counted.computeIfAbsent(network(connection), n -> new ArrayList<>(1));
    if (!same.contains(connection)) {
      sweep();
      counted.computeIfAbsent(network(connection), n -> same).add(connection);
    }
    same.removeIf(one -> one != connection && isOver(one));
    return Integer.compareUnsigned(same.size(), words.limit()) > 0 != words.upTo();
  }

  private Ip network(Connection connection) {
    connection.tuple(Connection.ORIGINAL, tuple);
    long hi = words.destination() ? tuple.destinationHi : tuple.sourceHi;
    long lo = words.destination() ? tuple.destinationLo : tuple.sourceLo;
    Ip mask = words.mask();
    return new Ip(
        connection.family(),
        hi & mask.hi(),
        connection.family() == Family.IPV4 ? 0 : lo & mask.lo());
  }

  /// A connection that never came into the table is over when its packet is.
  private static boolean isOver(Connection connection) {
    return connection.has(Connection.DYING)
        || !connection.has(Connection.CONFIRMED)
        || connection.isClosed();
  }

  /// Forgets the networks that have no connection any more.
  private void sweep() {
    counted
        .values()
        .removeIf(list -> {
          list.removeIf(ConnectionCount::isOver);
          return list.isEmpty();
        });
  }

  @Override
  public void save(StringBuilder out) {
    words.save(out);
  }

  @Override
  public void list(StringBuilder out, Listing listing) {
    words.list(out, listing);
  }

  @Override
  public Match attach(Attachment place) throws NetlinkException {
    return words.attach(place);
  }
}
