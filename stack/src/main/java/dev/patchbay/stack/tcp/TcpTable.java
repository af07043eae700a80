package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.FlowHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of TCP in a namespace (`inet_hashinfo`): connections by both ends, listeners by port, who
/// holds which port.
public final class TcpTable {
  private final BindTable binds;
  private final ListenerTable listeners;
  private final FlowHash hash;
  private @Nullable TcpEndpoint[] chains = new @Nullable TcpEndpoint[8];
  private int size;
  private @Nullable TcpEndpoint oldest;
  private @Nullable TcpEndpoint newest;
  private int timeWaits;

  TcpTable(Netns netns) {
    this.binds = new BindTable(netns);
    this.hash = new FlowHash(netns, "tcp/hash");
    this.listeners = new ListenerTable(hash);
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
    List<TcpEndpoint> all = new ArrayList<>();
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
    int chain = hash(end, end.localPort) & into.length - 1;
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
    if (TcpEndpoint.cutOut(chains, hash(end, end.localPort) & chains.length - 1, end)) {
      unlink(end);
      size--;
    }
  }

  /// What stands between the two ends, for a segment that came by the device, or null
  /// (`__inet_lookup_established`).
  public @Nullable TcpEndpoint find(Ends ends, NetDevice by) {
    TcpEndpoint end = chains[hash.of(ends) & chains.length - 1];
    while (end != null && !(end.isBetween(ends) && L3Master.reaches(end.device, by, true))) {
      end = end.next;
    }
    return end;
  }

  /// The connection or the listener that segments between these ends are for, which came by the
  /// device, or null (`inet_lookup`).
  public @Nullable TcpEndpoint lookup(Ends ends, NetDevice by) {
    TcpEndpoint connected = find(ends, by);
    return connected == null ? listeners.find(ends, by) : connected;
  }

  /// Who listens for segments between these ends, which came by the device, or null.
  public @Nullable TcpEndpoint listener(Ends ends, NetDevice by) {
    return listeners.find(ends, by);
  }

  /// Whether the connection would be the only one between its ends with that port. What waits for
  /// its time to pass gives way where it may (`__inet_check_established`).
  boolean isUnique(Connection connection, int port) {
    TcpEndpoint other = exact(connection, port);
    return other == null || (other instanceof TimeWait wait && connection.opening.mayReuse(wait));
  }

  private @Nullable TcpEndpoint exact(Connection connection, int port) {
    TcpEndpoint end = chains[hash(connection, port) & chains.length - 1];
    while (end != null && !(end.isTwinOf(connection, port) && end.device == connection.device)) {
      end = end.next;
    }
    return end;
  }

  /// What stands between the same ends as the connection, or null.
  @Nullable TcpEndpoint twin(Connection connection) {
    return exact(connection, connection.localPort);
  }

  private int hash(TcpEndpoint end, int port) {
    return hash.of(end.localHi, end.localLo, port, end.remoteHi, end.remoteLo, end.remotePort);
  }

  // ---- listeners

  ListenerTable listeners() {
    return listeners;
  }

  void addListener(Connection listener) {
    listeners.add(listener);
    append(listener);
  }

  void removeListener(Connection listener) {
    if (listeners.remove(listener)) {
      unlink(listener);
    }
  }

  /// Who has asked the listener is not told anything any more, unless another takes its place.
  void leaveRequests(Connection listener) {
    if (listener.listenQueue().requests() == 0) {
      return;
    }
    for (TcpEndpoint end : all()) {
      if (end instanceof Request request && request.listener == listener) {
        Connection heir = listeners.heir(listener, request);
        if (heir == null) {
          request.discard();
        } else {
          request.moveTo(heir);
        }
      }
    }
  }

  // ---- the end

  /// The namespace ends: what only waits for its time to pass goes with it, and what no program has
  /// any more.
  void tearDown() {
    for (TcpEndpoint end : all()) {
      if (end instanceof TimeWait wait) {
        wait.discard();
      } else if (end instanceof Connection connection && connection.orphan) {
        connection.end();
      }
    }
  }
}
