package dev.patchbay.filter.conntrack;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How commands make and change connections (net/netfilter/nf_conntrack_netlink.c).
public record Ctnetlink(Conntrack conntrack) {
  /// What a signed number of 32 bits holds of ticks, of which there are a hundred a second.
  private static final long MOST_SECONDS = Integer.MAX_VALUE / 100;

  /// Does what a process asks for; what happens meanwhile is told as its doing.
  public <T> T act(int pid, Supplier<T> work) {
    return conntrack.events().act(pid, work);
  }

  /// A connection that is not in the table yet; null when one of its tuples is taken.
  public @Nullable Connection make(Tuple original, Tuple reply) {
    if (conntrack.find(original) >= 0 || conntrack.find(reply) >= 0) {
      return null;
    }
    Connection connection = conntrack.create(Trackers.of(original.protocol), original, reply);
    connection.set(translation(original, reply));
    return connection;
  }

  private static int translation(Tuple original, Tuple reply) {
    boolean source =
        reply.destinationHi != original.sourceHi || reply.destinationLo != original.sourceLo;
    boolean destination =
        reply.sourceHi != original.destinationHi || reply.sourceLo != original.destinationLo;
    return (source ? Connection.SRC_NAT : 0) | (destination ? Connection.DST_NAT : 0);
  }

  /// Puts a connection into the table that was made, for so many seconds.
  public void put(Connection connection, long seconds) {
    lasts(connection, seconds);
    connection.set(Connection.CONFIRMED);
    conntrack.enlist(connection);
    conntrack.count(ConntrackCounter.INSERT);
    conntrack.events().announce(ConntrackEvent.NEW, connection);
  }

  /// The connection lasts so many seconds from now on, as far as the kernel can count.
  public void lasts(Connection connection, long seconds) {
    connection.deadline = conntrack.now() + Math.min(seconds, MOST_SECONDS) * Conntrack.SECOND;
  }

  /// Tells that somebody has changed the connection.
  public void told(Connection connection) {
    conntrack.events().announce(ConntrackEvent.REPLY, connection);
  }

  /// What it has carried counts from nothing again.
  public void zero(Connection connection) {
    Extras extras = connection.extras;
    if (extras != null && extras.traffic != null) {
      extras.traffic = new Extras.Traffic();
    }
  }
}
