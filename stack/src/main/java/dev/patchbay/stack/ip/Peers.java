package dev.patchbay.stack.ip;

import dev.patchbay.core.Netns;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Sweep;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a namespace remembers of other hosts so that it does not flood them with ICMP
/// (`inet_peer`). As many as Linux remembers, the one touched last longest ago makes room for a new
/// one; so whoever invents senders is limited by what limits everybody. Times are in jiffies of 10
/// ms, as the settings that limit them.
final class Peers {
  private static final long JIFFY = 10_000_000;

  /// Untouched for so long a host is like one never heard of.
  private static final long FORGET = 6_000;

  /// How many are remembered (`inet_peer_threshold`).
  static final int MOST = 65_664;

  /// A burst of so many times the limit.
  private static final int BURST = 6;

  /// One host: tokens come with time, a message takes some.
  static final class Peer {
    long tokens;
    long last;
    int redirects;

    /// Pieces of packets that it has sent (`rid`).
    int pieces;

    Peer(long now) {
      last = now - FORGET;
    }
  }

  private final EventLoop loop;
  private final Sweep sweep;

  /// In the order in which they were touched.
  private final Map<Integer, Peer> peers = new LinkedHashMap<>(0, 0.75f, true);

  Peers(Netns netns) {
    this.loop = netns.world().loop();
    this.sweep = new Sweep(loop, netns.machine().number(), FORGET * JIFFY, this::forgetOld);
  }

  long now() {
    return loop.now() / JIFFY;
  }

  int size() {
    return peers.size();
  }

  void tearDown() {
    sweep.stop();
  }

  Peer peer(int address) {
    Peer known = peers.get(address);
    if (known == null) {
      if (peers.size() == MOST) {
        peers.remove(peers.keySet().iterator().next());
      }
      known = new Peer(now());
      peers.put(address, known);
      sweep.begin();
    }
    return known;
  }

  private boolean forgetOld() {
    long before = now() - FORGET;
    Iterator<Peer> all = peers.values().iterator();
    while (all.hasNext() && all.next().last <= before) {
      all.remove();
    }
    return !peers.isEmpty();
  }

  /// Whether the host may be sent one more message when it may have one every `interval` jiffies
  /// (`inet_peer_xrlim_allow`).
  boolean allows(int address, long interval) {
    Peer peer = peer(address);
    peer.tokens = Math.min(peer.tokens + now() - peer.last, BURST * interval);
    peer.last = now();
    return take(peer, interval);
  }

  /// Whether the host may be told of one more packet that has no route (`ip_error`).
  boolean allowsError(int address, long cost, long burst) {
    Peer peer = peer(address);
    peer.tokens = Math.min(peer.tokens + now() - peer.last, burst);
    peer.last = now();
    return take(peer, cost);
  }

  private static boolean take(Peer peer, long cost) {
    if (peer.tokens < cost) {
      return false;
    }
    peer.tokens -= cost;
    return true;
  }
}
