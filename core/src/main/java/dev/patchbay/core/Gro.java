package dev.patchbay.core;

import dev.patchbay.packet.Aggregation;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Joins segments of one connection that come close behind each other (`dev_gro_receive`). What
/// waits to be received may take on what comes behind it: the first of each connection is held
/// here, as long as it waits.
final class Gro {
  /// Connections are spread over so many chains, which hold so many (`GRO_HASH_BUCKETS`,
  /// `MAX_GRO_SKBS`).
  private static final int CHAINS = 8;

  private static final int DEPTH = 8;

  private final @Nullable Packet[] held = new @Nullable Packet[CHAINS * DEPTH];

  /// The place in the backlog of each: what has left it is held no more.
  private final long[] places = new long[CHAINS * DEPTH];

  /// Joins the packet with one that is held and has not been received yet; returns whether it did.
  /// If not, the packet will wait at the place, and may be held there itself. What stood in the
  /// backlog before `received` has been received.
  boolean receive(Packet packet, long place, long received) {
    if (!Aggregation.isSegment(packet)) {
      return false;
    }
    int chain = (Aggregation.flow(packet) & CHAINS - 1) * DEPTH;
    int at = find(chain, packet, received);
    Packet before = at < 0 ? null : held[at];
    if (before == null) {
      hold(chain, packet, place, received);
      return false;
    }
    int size = Aggregation.size(before);
    NetDevice device = NetDevice.of(packet);
    int most = device == null ? 0 : device.gso().groMaxSize();
    boolean joins = Aggregation.continues(before, packet, most);
    if (!joins || Aggregation.ends(packet, size)) {
      held[at] = null;
    }
    if (joins) {
      Aggregation.join(before, packet);
    } else {
      hold(chain, packet, place, received);
    }
    return joins;
  }

  private int find(int chain, Packet packet, long received) {
    for (int at = chain; at < chain + DEPTH; at++) {
      Packet one = held[at];
      if (one != null && places[at] >= received && Aggregation.isSameFlow(one, packet)) {
        return at;
      }
    }
    return -1;
  }

  /// Holds the packet where none is, or in the place of the one that has waited longest.
  private void hold(int chain, Packet packet, long place, long received) {
    if (Aggregation.ends(packet, 1)) {
      return;
    }
    int oldest = chain;
    for (int at = chain; at < chain + DEPTH; at++) {
      if (held[at] == null || places[at] < received) {
        oldest = at;
        break;
      }
      oldest = places[at] < places[oldest] ? at : oldest;
    }
    held[oldest] = packet;
    places[oldest] = place;
  }
}
