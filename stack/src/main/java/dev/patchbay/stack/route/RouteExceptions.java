package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.time.Sweep;
import dev.patchbay.packet.Family;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a namespace has learned of single destinations: a path takes smaller packets than its route
/// says, or a redirect named a better gateway (`fib_nh_exception`, `rt6_exception`). Each holds for
/// a time, and only while the same next hop leads there.
public final class RouteExceptions implements NetnsPart {
  /// So many buckets there are at most, each of so many entries (`FNHE_HASH_SIZE`,
  /// `FNHE_RECLAIM_DEPTH`): beyond, the one that would go first makes room.
  private static final int MOST_BUCKETS = 2048;

  private static final int DEEPEST = 5;

  private static final int FEWEST_BUCKETS = 16;

  /// What is over is looked for so often, in nanoseconds.
  private static final long SWEEP = 60_000_000_000L;

  private static final Key<RouteExceptions> IPV4 = new Key<>(RouteExceptions::new);
  private static final Key<RouteExceptions> IPV6 = new Key<>(RouteExceptions::new);

  /// What is known of one destination.
  public static final class Entry {
    final long hi;
    final long lo;
    private @Nullable Route route;
    private @Nullable Entry nextInBucket;
    private int mtu;
    private boolean locked;
    private long gatewayHi;
    private long gatewayLo;
    private long expires;

    Entry(long hi, long lo) {
      this.hi = hi;
      this.lo = lo;
    }

    /// The largest packet the path takes, in bytes, or 0 when nothing is known.
    public int mtu() {
      return mtu;
    }

    /// Whether the path takes less than it is believed to (`min_pmtu`): packets may be cut.
    public boolean isLocked() {
      return locked;
    }

    /// Whether a redirect named another gateway.
    public boolean hasGateway() {
      return (gatewayHi | gatewayLo) != 0;
    }

    /// The first half of the other gateway's address.
    public long gatewayHi() {
      return gatewayHi;
    }

    public long gatewayLo() {
      return gatewayLo;
    }

    @Nullable Route route() {
      return route;
    }

    /// Until when it holds, in nanoseconds of the lab's clock.
    public long expires() {
      return expires;
    }
  }

  private final Netns netns;
  private final Sweep sweep;
  private @Nullable Entry[] buckets = {};
  private int size;

  private RouteExceptions(Netns netns) {
    this.netns = netns;
    this.sweep = new Sweep(netns.world().loop(), netns.machine().number(), SWEEP, this::forgetOld);
  }

  /// The exceptions of a family in the namespace.
  public static RouteExceptions of(Netns netns, Family family) {
    return netns.part(family == Family.IPV4 ? IPV4 : IPV6);
  }

  /// How many are kept.
  int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// What is known of the destination behind the route, or null.
  public @Nullable Entry find(Route route, long hi, long lo) {
    if (size == 0) {
      return null;
    }
    Entry entry = at(hi, lo);
    boolean holds =
        entry != null && entry.route == route && netns.world().loop().now() < entry.expires;
    return holds ? entry : null;
  }

  /// Whether it is known, until that time at least, that the path to the destination by this device
  /// takes packets of `mtu` bytes.
  public boolean isKnown(NetDevice device, long hi, long lo, int mtu, long until) {
    Entry entry = size == 0 ? null : at(hi, lo);
    return entry != null
        && entry.route != null
        && entry.route.device() == device
        && entry.mtu == mtu
        && !entry.locked
        && entry.expires > until;
  }

  private @Nullable Entry at(long hi, long lo) {
    Entry entry = buckets[bucket(hi, lo)];
    while (entry != null && (entry.hi != hi || entry.lo != lo)) {
      entry = entry.nextInBucket;
    }
    return entry;
  }

  private int bucket(long hi, long lo) {
    long mixed = (hi ^ Long.rotateLeft(lo, 32)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 40) & (buckets.length - 1);
  }

  /// The path to the destination takes packets of `mtu` bytes at most.
  public void mtu(Route route, long hi, long lo, int mtu, boolean locked, long expires) {
    Entry entry = obtain(route, hi, lo);
    entry.mtu = mtu;
    entry.locked = locked;
    entry.expires = expires;
  }

  /// The destination is better reached by another gateway.
  public void gateway(Route route, long hi, long lo, long gatewayHi, long gatewayLo, long expires) {
    Entry entry = obtain(route, hi, lo);
    entry.gatewayHi = gatewayHi;
    entry.gatewayLo = gatewayLo;
    entry.expires = expires;
  }

  private Entry obtain(Route route, long hi, long lo) {
    if (buckets.length == 0) {
      buckets = new @Nullable Entry[FEWEST_BUCKETS];
    }
    Entry entry = at(hi, lo);
    if (entry == null) {
      if (size == 2 * buckets.length && buckets.length < MOST_BUCKETS) {
        grow();
      }
      entry = new Entry(hi, lo);
      makeRoom(bucket(hi, lo));
      put(entry);
      size++;
      sweep.begin();
    }
    if (entry.route != route) {
      entry.route = route;
      entry.mtu = 0;
      entry.locked = false;
      entry.gatewayHi = 0;
      entry.gatewayLo = 0;
    }
    return entry;
  }

  private void put(Entry entry) {
    int bucket = bucket(entry.hi, entry.lo);
    entry.nextInBucket = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void grow() {
    @Nullable Entry[] old = buckets;
    buckets = new @Nullable Entry[old.length * 2];
    for (Entry first : old) {
      Entry next;
      for (Entry entry = first; entry != null; entry = next) {
        next = entry.nextInBucket;
        put(entry);
      }
    }
  }

  private void makeRoom(int bucket) {
    int depth = 0;
    Entry oldest = null;
    for (Entry entry = buckets[bucket]; entry != null; entry = entry.nextInBucket) {
      depth++;
      oldest = oldest == null || entry.expires <= oldest.expires ? entry : oldest;
    }
    if (depth >= DEEPEST && oldest != null) {
      remove(bucket, oldest);
    }
  }

  private void remove(int bucket, Entry gone) {
    Entry before = null;
    for (Entry one = buckets[bucket]; one != null && one != gone; one = one.nextInBucket) {
      before = one;
    }
    if (before == null) {
      buckets[bucket] = gone.nextInBucket;
    } else {
      before.nextInBucket = gone.nextInBucket;
    }
    size--;
  }

  private boolean forgetOld() {
    long now = netns.world().loop().now();
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      Entry next;
      for (Entry entry = buckets[bucket]; entry != null; entry = next) {
        next = entry.nextInBucket;
        if (entry.expires <= now) {
          remove(bucket, entry);
        }
      }
    }
    if (size == 0) {
      flush();
    }
    return size > 0;
  }

  /// Shows what still holds.
  void forEach(Consumer<Entry> visitor) {
    long now = netns.world().loop().now();
    for (Entry first : buckets) {
      for (Entry entry = first; entry != null; entry = entry.nextInBucket) {
        if (now < entry.expires) {
          visitor.accept(entry);
        }
      }
    }
  }

  /// Forgets everything (`ip route flush cache`).
  public void flush() {
    buckets = new @Nullable Entry[] {};
    size = 0;
  }

  @Override
  public void tearDown() {
    sweep.stop();
  }
}
