package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What TCP remembers of those it was connected to, by both addresses (`tcp_metrics.c`).
public final class TcpMetrics {
  /// How many are remembered; the oldest give way.
  private static final int MOST = 16_384;

  private record Ends(Ip local, Ip remote) {}

  private final TcpStack stack;
  private final Map<Ends, PeerMetrics> known = new LinkedHashMap<>(0);

  TcpMetrics(TcpStack stack) {
    this.stack = stack;
  }

  /// Those of the namespace.
  public static TcpMetrics of(Netns netns) {
    return TcpStack.of(netns).metrics();
  }

  /// All of them, the oldest first.
  public List<PeerMetrics> all() {
    return List.copyOf(known.values());
  }

  /// Those of the other end's address.
  public List<PeerMetrics> of(Ip remote) {
    return known.values().stream().filter(one -> one.remote().equals(remote)).toList();
  }

  /// Forgets those whose other end, and whose own address, lie in the prefixes; null is all.
  /// Returns whether there were any.
  public boolean forget(@Nullable Prefix remote, @Nullable Ip local) {
    List<Ends> gone = new ArrayList<>();
    for (Ends ends : known.keySet()) {
      if ((remote == null || remote.contains(ends.remote))
          && (local == null || local.equals(ends.local))) {
        gone.add(ends);
      }
    }
    gone.forEach(known::remove);
    return !gone.isEmpty();
  }

  /// What is known of the connection's other end, or null (`tcp_get_metrics`).
  @Nullable PeerMetrics find(Connection connection, boolean creates) {
    Route way = connection.path.route();
    if (way == null) {
      return null;
    }
    Ends ends = new Ends(connection.local(), connection.remote());
    PeerMetrics metrics = known.get(ends);
    if (metrics == null && creates) {
      metrics = new PeerMetrics(ends.local, ends.remote);
      metrics.read(way.metrics(), stack.now());
      makeRoom();
      known.put(ends, metrics);
    } else if (metrics != null) {
      metrics.refresh(way.metrics(), stack.now());
    }
    return metrics;
  }

  private void makeRoom() {
    if (known.size() >= MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  // ---- a connection begins and ends

  /// The connection is there: what is known helps it to begin (`tcp_init_metrics`).
  void begin(Connection connection) {
    connection.congestion.threshold(Congestion.INFINITE);
    PeerMetrics metrics = find(connection, false);
    int trip = 0;
    if (metrics != null) {
      metrics.lend(connection, stack.setting(TcpSetting.TCP_NO_SSTHRESH_METRICS_SAVE) != 0);
      trip = metrics.roundTrip();
    }
    connection.roundTrip.expect(trip);
  }

  /// The connection ends: what it has learnt is remembered (`tcp_update_metrics`).
  void remember(Connection connection) {
    if (stack.setting(TcpSetting.TCP_NO_METRICS_SAVE) != 0) {
      return;
    }
    boolean failed = connection.roundTrip.backoff() > 0 || !connection.roundTrip.isKnown();
    PeerMetrics metrics = find(connection, !failed);
    if (metrics == null) {
      return;
    }
    if (failed) {
      metrics.forgetRoundTrip();
    } else {
      metrics.learn(connection, stack.setting(TcpSetting.TCP_NO_SSTHRESH_METRICS_SAVE) != 0);
    }
  }

  /// Whether the other end is known to be there (`tcp_peer_is_proven`).
  boolean isProven(Ip local, Ip remote) {
    PeerMetrics metrics = known.get(new Ends(local, remote));
    return metrics != null && metrics.roundTrip() != 0;
  }
}
