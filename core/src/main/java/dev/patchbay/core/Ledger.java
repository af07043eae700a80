package dev.patchbay.core;

import dev.patchbay.packet.PacketPool;
import java.util.Arrays;

/// The balance of all packets of a lab: created + cloned = delivered + consumed + merged + dropped
/// + queued.
///
/// A packet leaves in one of four ways, each a method of [World], and each is counted here.
public final class Ledger {
  private final PacketPool pool;
  private final long[] dropped = new long[DropReason.values().length];
  private long delivered;
  private long consumed;
  private long merged;

  Ledger(PacketPool pool) {
    this.pool = pool;
  }

  void countDelivered() {
    delivered++;
  }

  void countConsumed() {
    consumed++;
  }

  void countMerged() {
    merged++;
  }

  void countDropped(DropReason reason) {
    dropped[reason.ordinal()]++;
  }

  /// Packets made from nothing, those cut from larger ones included.
  public long created() {
    return pool.created();
  }

  /// Packets made over another one's bytes.
  public long cloned() {
    return pool.cloned();
  }

  /// Packets that reached a program.
  public long delivered() {
    return delivered;
  }

  /// Packets that the network itself used up: an ARP reply, an echo request that was answered.
  public long consumed() {
    return consumed;
  }

  /// Packets that became part of a larger one.
  public long merged() {
    return merged;
  }

  /// Packets dropped, for whatever reason.
  public long dropped() {
    return Arrays.stream(dropped).sum();
  }

  /// Packets dropped for this reason.
  public long dropped(DropReason reason) {
    return dropped[reason.ordinal()];
  }

  /// Packets that are on their way: in a backlog, waiting for a neighbour, in a socket's queue.
  public long queued() {
    return pool.outstanding();
  }

  /// Whether every packet is accounted for.
  public boolean balances() {
    return created() + cloned() == delivered + consumed + merged + dropped() + queued();
  }

  @Override
  public String toString() {
    return "created %d + cloned %d, delivered %d, consumed %d, merged %d, dropped %d, queued %d"
        .formatted(created(), cloned(), delivered, consumed, merged, dropped(), queued());
  }
}
