package dev.patchbay.filter.match;

import dev.patchbay.packet.Ip;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Addresses that have been seen lately, with when: what rules of `recent` of one name share.
final class RecentList {
  private static final int MOST_ENTRIES = 100;
  private static final int STAMPS = 32;

  /// One address.
  static final class Entry {
    final Ip address;
    private final long[] stamps;
    private int count;
    private int next;
    private int ttl;

    Entry(Ip address, int stamps) {
      this.address = address;
      this.stamps = new long[stamps];
    }

    void seen(long now, int hops) {
      stamps[next] = now;
      next = (next + 1) % stamps.length;
      count = Math.min(count + 1, stamps.length);
      ttl = hops;
    }

    int ttl() {
      return ttl;
    }

    /// How many of its times are not before `since`.
    int hits(long since) {
      int hits = 0;
      for (int i = 0; i < count; i++) {
        hits += stamps[i] >= since ? 1 : 0;
      }
      return hits;
    }

    private boolean isOlder(long since) {
      return hits(since) == 0;
    }

    private String line() {
      int last = (next + stamps.length - 1) % stamps.length;
      StringBuilder out = new StringBuilder("src=");
      address.appendFull(out);
      out.append(" ttl: ").append(ttl).append(" last_seen: ").append(jiffies(stamps[last]));
      out.append(" oldest_pkt: ").append(next);
      for (int i = 0; i < count; i++) {
        out.append(i == 0 ? " " : ", ").append(jiffies(stamps[i]));
      }
      return out.append('\n').toString();
    }

    private static long jiffies(long nanos) {
      return nanos / 4_000_000;
    }
  }

  private final LinkedHashMap<Ip, Entry> entries = new LinkedHashMap<>();
  private int stamps = STAMPS;
  private int users;

  void attach(int hits) {
    users++;
    while (stamps < hits) {
      stamps *= 2;
    }
  }

  /// True when nobody uses it any more.
  boolean detach() {
    return --users == 0;
  }

  @Nullable Entry find(Ip address) {
    return entries.get(address);
  }

  /// A new entry, in the place of the one that was seen longest ago if there are too many.
  Entry add(Ip address) {
    if (entries.size() == MOST_ENTRIES) {
      entries.pollFirstEntry();
    }
    Entry entry = new Entry(address, stamps);
    entries.put(address, entry);
    return entry;
  }

  /// The address has been seen again.
  void seen(Entry entry, long now, int hops) {
    entry.seen(now, hops);
    entries.putLast(entry.address, entry);
  }

  void remove(Ip address) {
    entries.remove(address);
  }

  /// Adds an address as seen now, or removes it.
  void write(boolean add, Ip address, long now) {
    Entry entry = entries.get(address);
    if (!add) {
      entries.remove(address);
    } else if (entry == null) {
      add(address).seen(now, 0);
    } else {
      seen(entry, now, entry.ttl());
    }
  }

  void clear() {
    entries.clear();
  }

  /// Forgets the one that was seen longest ago, if all of that was before `since`.
  void reap(long since) {
    if (!entries.isEmpty() && entries.firstEntry().getValue().isOlder(since)) {
      entries.pollFirstEntry();
    }
  }

  /// As `/proc/net/xt_recent/NAME` tells it.
  String text() {
    StringBuilder out = new StringBuilder();
    entries.values().forEach(entry -> out.append(entry.line()));
    return out.toString();
  }
}
