package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.FlowHash;
import org.jspecify.annotations.Nullable;

/// Who listens in a namespace, by port (`inet_listen_hashbucket`).
final class ListenerTable {
  private final FlowHash hash;
  private final @Nullable TcpEndpoint[] chains = new @Nullable TcpEndpoint[8];

  /// `hash` says which of those that share a port serves a flow.
  ListenerTable(FlowHash hash) {
    this.hash = hash;
  }

  private int chain(int port) {
    return port & chains.length - 1;
  }

  void add(Connection listener) {
    int chain = chain(listener.localPort);
    listener.next = chains[chain];
    chains[chain] = listener;
  }

  /// Returns whether it was there.
  boolean remove(Connection listener) {
    return TcpEndpoint.cutOut(chains, chain(listener.localPort), listener);
  }

  private @Nullable Connection first(int port) {
    return (Connection) chains[chain(port)];
  }

  private static @Nullable Connection next(Connection listener) {
    return (Connection) listener.next;
  }

  /// Who listens for a segment that came by the device, or null: of those bound to its destination,
  /// and if there is none of those bound to any address, the one that says most
  /// (`__inet_lookup_listener`).
  @Nullable Connection find(Ends ends, NetDevice by) {
    for (int pass = 0; pass < 2; pass++) {
      Connection best = best(ends, by, pass == 0);
      if (best != null) {
        return best.reusesPort() ? member(best, ends) : best;
      }
    }
    return null;
  }

  private @Nullable Connection best(Ends ends, NetDevice by, boolean bound) {
    Connection best = null;
    int bestScore = -1;
    for (Connection one = first(ends.localPort); one != null; one = next(one)) {
      boolean meant = one.localPort == ends.localPort && one.isBound() == bound;
      int score = meant ? score(one, ends, by) : -1;
      if (score > bestScore) {
        best = one;
        bestScore = score;
      }
    }
    return best;
  }

  /// How much the listener says of a segment that came by the device, or -1 when it refuses it
  /// (`compute_score`).
  private static int score(Connection one, Ends ends, NetDevice by) {
    boolean addressed =
        one.isBound()
            ? one.family == ends.family
                && one.localHi == ends.localHi
                && one.localLo == ends.localLo
            : one.socket.speaks(ends.family);
    if (!addressed || !one.socket.hearsFrom(by)) {
      return -1;
    }
    return (one.device == null ? 1 : 2) + (one.socket.family() == Family.IPV4 ? 1 : 0);
  }

  /// Who takes over what waits at a listener that is gone: one of those that share its port, if the
  /// namespace wants that, or null (`reuseport_migrate_sock`).
  @Nullable Connection heir(Connection gone, TcpEndpoint waiting) {
    boolean moves = gone.stack.setting(TcpSetting.TCP_MIGRATE_REQ) != 0 && gone.reusesPort();
    if (!moves) {
      return null;
    }
    for (Connection one = first(gone.localPort); one != null; one = next(one)) {
      if (shares(gone, one)) {
        return member(one, waiting.ends());
      }
    }
    gone.stack.count(TcpCounter.MIGRATE_REQ_FAILURE);
    return null;
  }

  /// Which of the listeners that share a port serves the connection (`reuseport_select_sock`).
  private Connection member(Connection one, Ends ends) {
    int count = 0;
    for (Connection other = first(one.localPort); other != null; other = next(other)) {
      count += shares(one, other) ? 1 : 0;
    }
    int left = FlowHash.scaled(hash.of(ends), count);
    for (Connection other = first(one.localPort); other != null; other = next(other)) {
      if (shares(one, other) && left-- == 0) {
        return other;
      }
    }
    return one;
  }

  /// Whether what comes to the one may as well go to the other (`reuseport_add_sock`).
  private static boolean shares(Connection one, Connection other) {
    return one.localPort == other.localPort
        && one.socket.family() == other.socket.family()
        && one.socket.ipv6Only() == other.socket.ipv6Only()
        && one.device == other.device
        && one.reusesPort()
        && other.reusesPort()
        && one.user() == other.user()
        && one.localHi == other.localHi
        && one.localLo == other.localLo
        && one.family == other.family;
  }
}
