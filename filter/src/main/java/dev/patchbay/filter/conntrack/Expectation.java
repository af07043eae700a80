package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// A connection that another one has called for (`nf_conntrack_expect`): who may open it, and where
/// to.
public final class Expectation {
  private final Connection master;
  private final Tuple tuple;
  private final boolean anySource;
  private final boolean anyPort;
  private final boolean permanent;
  private final @Nullable Helper helper;
  private final Follower follower;
  long deadline;

  /// What is done with a connection that was called for before its first packet goes on
  /// (`expectfn`).
  public interface Follower {
    /// Nothing is done.
    Follower NONE = (connection, master) -> {};

    void follow(Connection connection, Connection master);
  }

  /// @param master the connection that calls for it
  /// @param tuple its first packet
  /// @param anySource whether it may come from anywhere
  /// @param anyPort whether it may come from any port
  /// @param permanent whether it stays when it has come about
  /// @param helper what reads the new connection, or null
  public Expectation(
      Connection master,
      Tuple tuple,
      boolean anySource,
      boolean anyPort,
      boolean permanent,
      @Nullable Helper helper,
      Follower follower) {
    this.master = master;
    this.tuple = new Tuple();
    this.tuple.copy(tuple);
    this.anySource = anySource;
    this.anyPort = anyPort;
    this.permanent = permanent;
    this.helper = helper;
    this.follower = follower;
  }

  public Connection master() {
    return master;
  }

  /// Its first packet; do not write to it.
  public Tuple tuple() {
    return tuple;
  }

  public boolean anySource() {
    return anySource;
  }

  public boolean anyPort() {
    return anyPort;
  }

  public boolean isPermanent() {
    return permanent;
  }

  public @Nullable Helper helper() {
    return helper;
  }

  Follower follower() {
    return follower;
  }

  public Family family() {
    return tuple.family;
  }

  boolean meets(Tuple first) {
    return tuple.family == first.family
        && tuple.protocol == first.protocol
        && tuple.zone == first.zone
        && tuple.destinationHi == first.destinationHi
        && tuple.destinationLo == first.destinationLo
        && tuple.destination == first.destination
        && (anyPort || tuple.source == first.source)
        && (anySource || (tuple.sourceHi == first.sourceHi && tuple.sourceLo == first.sourceLo));
  }

  /// Whether the same packet would meet both.
  boolean clashesWith(Expectation other) {
    return other.meets(tuple) || meets(other.tuple);
  }
}
