package dev.patchbay.stack.ip;

import dev.patchbay.core.World;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a namespace remembers of other hosts so that it does not flood them with ICMP
/// (`inet_peer`). Times are in jiffies of 10 ms, as the settings that limit them.
final class Peers {
  private static final long JIFFY = 10_000_000;

  /// Untouched for so long a host is like one never heard of.
  private static final long FORGET = 6_000;

  private static final int MANY = 128;

  /// A burst of so many times the limit.
  private static final int BURST = 6;

  /// One host: tokens come with time, a message takes some.
  static final class Peer {
    long tokens;
    long last;
    int redirects;

    Peer(long now) {
      last = now - FORGET;
    }
  }

  private final World world;
  private final Map<Integer, Peer> peers = new LinkedHashMap<>(0);

  Peers(World world) {
    this.world = world;
  }

  long now() {
    return world.loop().now() / JIFFY;
  }

  Peer peer(int address) {
    Peer known = peers.get(address);
    if (known == null) {
      if (peers.size() >= MANY) {
        forgetOld();
      }
      known = new Peer(now());
      peers.put(address, known);
    }
    return known;
  }

  private void forgetOld() {
    long before = now() - FORGET;
    Iterator<Peer> all = peers.values().iterator();
    while (all.hasNext()) {
      if (all.next().last < before) {
        all.remove();
      }
    }
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
