package dev.patchbay.filter.nat;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Ip;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What sources have become whose port could not stay or whose address was one of several
/// (`nf_nat_bysource`): the same source becomes the same towards other hosts. All others become the
/// same anyway, and are not kept.
final class Mappings {
  private record Source(int protocol, int zone, Ip address, int port) {
    static Source of(Tuple tuple) {
      return new Source(tuple.protocol, tuple.zone, tuple.sourceAddress(), tuple.source);
    }
  }

  private record Mapping(Connection connection, Tuple tuple) {}

  private final Map<Source, Mapping> known = new LinkedHashMap<>(0);
  private final Tuple original = new Tuple();

  /// What the source of the tuple has become, or null.
  @Nullable Tuple of(Tuple tuple) {
    if (known.isEmpty()) {
      return null;
    }
    Mapping mapping = known.get(Source.of(tuple));
    return mapping == null ? null : mapping.tuple;
  }

  /// The connection's source has become that of the tuple.
  void add(Connection connection, Tuple became) {
    connection.tuple(Connection.ORIGINAL, original);
    Tuple kept = new Tuple();
    kept.copy(became);
    known.put(Source.of(original), new Mapping(connection, kept));
  }

  /// The connection has ended.
  void forget(Connection connection) {
    if (!known.isEmpty()) {
      connection.tuple(Connection.ORIGINAL, original);
      Source source = Source.of(original);
      Mapping mapping = known.get(source);
      if (mapping != null && mapping.connection == connection) {
        known.remove(source);
      }
    }
  }
}
