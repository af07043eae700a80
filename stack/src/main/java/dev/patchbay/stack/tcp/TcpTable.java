package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.socket.Ends;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of TCP in a namespace (`inet_hashinfo`): connections by both ends, listeners by port, who
/// holds which port.
public final class TcpTable {
  private final Netns netns;
  private final BindTable binds;
  private @Nullable TcpEndpoint[] chains = new @Nullable TcpEndpoint[8];
  private int size;
  private @Nullable TcpEndpoint[] listening = new @Nullable TcpEndpoint[8];
  private @Nullable TcpEndpoint oldest;
  private @Nullable TcpEndpoint newest;
  private int listeners;
  private int timeWaits;
  private long hashSeed;

  /// What is asked from outside, used again each time.
  private @Nullable Arrival asked;

  TcpTable(Netns netns) {
    this.netns = netns;
    this.binds = new BindTable(netns);
  }

  /// That of the namespace.
  public static TcpTable of(Netns netns) {
    return TcpStack.of(netns).table();
  }

  BindTable binds() {
    return binds;
  }

  // ---- what there is

  /// Everything, listeners included, the oldest first.
  public List<TcpEndpoint> all() {
    List<TcpEndpoint> all = new ArrayList<>(size + listeners);
    for (TcpEndpoint end = oldest; end != null; end = end.after) {
      all.add(end);
    }
    return all;
  }

  /// How many connections wait for their time to pass.
  public int timeWaits() {
    return timeWaits;
  }

  private void append(TcpEndpoint end) {
    end.before = newest;
    end.after = null;
    if (newest == null) {
      oldest = end;
    } else {
      newest.after = end;
    }
    newest = end;
    timeWaits += end instanceof TimeWait ? 1 : 0;
  }

  private void unlink(TcpEndpoint end) {
    if (end.before == null) {
      oldest = end.after;
    } else {
      end.before.after = end.after;
    }
    if (end.after == null) {
      newest = end.before;
    } else {
      end.after.before = end.before;
    }
    end.before = null;
    end.after = null;
    timeWaits -= end instanceof TimeWait ? 1 : 0;
  }

  // ---- connections

  void add(TcpEndpoint end) {
    if (size >= 2 * chains.length) {
      chains = rehashed(chains);
    }
    insert(chains, end);
    append(end);
    size++;
  }

  private void insert(@Nullable TcpEndpoint[] into, TcpEndpoint end) {
    int chain = hash(end) & into.length - 1;
    end.next = into[chain];
    into[chain] = end;
  }

  private @Nullable TcpEndpoint[] rehashed(@Nullable TcpEndpoint[] before) {
    @Nullable TcpEndpoint[] after = new @Nullable TcpEndpoint[2 * before.length];
    for (TcpEndpoint chain : before) {
      TcpEndpoint end = chain;
      while (end != null) {
        TcpEndpoint next = end.next;
        insert(after, end);
        end = next;
      }
    }
    return after;
  }

  void remove(TcpEndpoint end) {
    if (cutOut(chains, hash(end) & chains.length - 1, end)) {
      unlink(end);
      size--;
    }
  }

  private static boolean cutOut(@Nullable TcpEndpoint[] from, int chain, TcpEndpoint end) {
    TcpEndpoint here = from[chain];
    if (here == end) {
      from[chain] = end.next;
    } else {
      while (here != null && here.next != end) {
        here = here.next;
      }
      if (here == null) {
        return false;
      }
      here.next = end.next;
    }
    end.next = null;
    return true;
  }

  /// What stands between the two ends, for a segment that came by the device, or null
  /// (`__inet_lookup_established`).
  @Nullable TcpEndpoint find(Arrival arrival, NetDevice by) {
    return find(
        arrival.family,
        arrival.localHi,
        arrival.localLo,
        arrival.localPort,
        arrival.remoteHi,
        arrival.remoteLo,
        arrival.remotePort,
        by);
  }

  @Nullable TcpEndpoint find(
      Family family,
      long localHi,
      long localLo,
      int localPort,
      long remoteHi,
      long remoteLo,
      int remotePort,
      NetDevice by) {
    int hash = hash(localHi, localLo, localPort, remoteHi, remoteLo, remotePort);
    TcpEndpoint end = chains[hash & chains.length - 1];
    while (end != null
        && !(end.isBetween(family, localHi, localLo, localPort, remoteHi, remoteLo, remotePort)
            && L3Master.reaches(end.device, by, true))) {
      end = end.next;
    }
    return end;
  }

  /// The connection or the listener that segments between these ends are for, which came by the
  /// device, or null (`inet_lookup`).
  public @Nullable TcpEndpoint lookup(Ends ends, NetDevice by) {
    Arrival arrival = asked == null ? new Arrival() : asked;
    asked = arrival;
    arrival.family = ends.family;
    arrival.localHi = ends.localHi;
    arrival.localLo = ends.localLo;
    arrival.localPort = ends.localPort;
    arrival.remoteHi = ends.remoteHi;
    arrival.remoteLo = ends.remoteLo;
    arrival.remotePort = ends.remotePort;
    TcpEndpoint connected = find(arrival, by);
    return connected == null ? listener(arrival, by) : connected;
  }

  /// Whether the connection would be the only one between its ends with that port. What waits for
  /// its time to pass gives way where it may (`__inet_check_established`).
  boolean isUnique(Connection connection, int port) {
    TcpEndpoint other =
        exact(
            connection,
            hash(
                connection.localHi,
                connection.localLo,
                port,
                connection.remoteHi,
                connection.remoteLo,
                connection.remotePort),
            port);
    return other == null || (other instanceof TimeWait wait && connection.mayReuse(wait));
  }

  private @Nullable TcpEndpoint exact(Connection connection, int hash, int port) {
    TcpEndpoint end = chains[hash & chains.length - 1];
    while (end != null
        && !(end.isBetween(
                connection.family,
                connection.localHi,
                connection.localLo,
                port,
                connection.remoteHi,
                connection.remoteLo,
                connection.remotePort)
            && end.device == connection.device)) {
      end = end.next;
    }
    return end;
  }

  /// What stands between the same ends as the connection, or null.
  @Nullable TcpEndpoint twin(Connection connection) {
    return exact(connection, hash(connection), connection.localPort);
  }

  private int hash(TcpEndpoint end) {
    return hash(
        end.localHi, end.localLo, end.localPort, end.remoteHi, end.remoteLo, end.remotePort);
  }

  private int hash(
      long localHi, long localLo, int localPort, long remoteHi, long remoteLo, int remotePort) {
    if (hashSeed == 0) {
      hashSeed = netns.random("tcp/hash").nextLong() | 1;
    }
    long mixed = (localHi ^ hashSeed) * 0x9e3779b97f4a7c15L + localLo;
    mixed = (mixed ^ remoteHi) * 0xc2b2ae3d27d4eb4fL + remoteLo;
    mixed = (mixed ^ ((long) localPort << 16 | remotePort)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  // ---- listeners

  void addListener(Connection listener) {
    int chain = listener.localPort & listening.length - 1;
    listener.next = listening[chain];
    listening[chain] = listener;
    append(listener);
    listeners++;
  }

  void removeListener(Connection listener) {
    if (cutOut(listening, listener.localPort & listening.length - 1, listener)) {
      unlink(listener);
      listeners--;
    }
  }

  /// Who listens for a segment that came by the device, or null: of those bound to its destination,
  /// and if there is none of those bound to any address, the one that says most
  /// (`__inet_lookup_listener`).
  @Nullable Connection listener(Arrival arrival, NetDevice by) {
    for (int pass = 0; pass < 2; pass++) {
      Connection best = bestListener(arrival, by, pass == 0);
      if (best != null) {
        return best.reusesPort() ? member(best, arrival) : best;
      }
    }
    return null;
  }

  private @Nullable Connection bestListener(Arrival arrival, NetDevice by, boolean bound) {
    Connection best = null;
    int bestScore = -1;
    for (Connection one = chain(arrival.localPort); one != null; one = nextListener(one)) {
      int score =
          one.localPort == arrival.localPort && one.isBound() == bound
              ? one.score(arrival, by)
              : -1;
      if (score > bestScore) {
        best = one;
        bestScore = score;
      }
    }
    return best;
  }

  private @Nullable Connection chain(int port) {
    return (Connection) listening[port & listening.length - 1];
  }

  private static @Nullable Connection nextListener(Connection listener) {
    return (Connection) listener.next;
  }

  /// Which of the listeners that share a port serves the connection (`reuseport_select_sock`).
  private Connection member(Connection one, Arrival arrival) {
    int count = 0;
    for (Connection other = chain(one.localPort); other != null; other = nextListener(other)) {
      count += other.isInGroupOf(one) ? 1 : 0;
    }
    int hash =
        hash(
            arrival.localHi,
            arrival.localLo,
            arrival.localPort,
            arrival.remoteHi,
            arrival.remoteLo,
            arrival.remotePort);
    int left = (int) (((hash & 0xffff_ffffL) * count) >>> 32);
    for (Connection other = chain(one.localPort); other != null; other = nextListener(other)) {
      if (other.isInGroupOf(one) && left-- == 0) {
        return other;
      }
    }
    return one;
  }

  /// Who has asked the listener is not told anything any more.
  void discardRequests(Connection listener) {
    if (listener.listenQueue().requests() == 0) {
      return;
    }
    for (TcpEndpoint end : all()) {
      if (end instanceof Request request && request.listener == listener) {
        request.discard();
      }
    }
  }

  // ---- the end

  /// The namespace ends: what only waits for its time to pass goes with it.
  void tearDown() {
    for (TcpEndpoint end : all()) {
      if (end instanceof TimeWait wait) {
        wait.discard();
      }
    }
  }
}
