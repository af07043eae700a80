package dev.patchbay.device.tunnel;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetnsPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The tunnels of one kind that end in a namespace, in buckets by a hash of what each packet for
/// them says. Which hash that is, and which of them a packet is for, is the family's word.
public abstract class TunnelBuckets<T extends TunnelDevice<T>> implements NetnsPart {
  private final IntFunction<@Nullable T[]> array;
  private @Nullable T[] buckets;
  private int size;
  private @Nullable T fallback;
  private @Nullable T external;

  protected TunnelBuckets(IntFunction<@Nullable T[]> array) {
    this.array = array;
    buckets = array.apply(4);
  }

  /// The hash of what packets for the tunnel say.
  protected abstract int hash(T tunnel);

  /// The first tunnel of those with such a hash; [TunnelDevice#nextInTable] is the next.
  protected final @Nullable T first(int hash) {
    return buckets[bucket(hash)];
  }

  /// The bucket of such a hash.
  protected final int bucket(int hash) {
    return hash & (buckets.length - 1);
  }

  /// The device that the module has put into the namespace, or null: it takes what no other tunnel
  /// does.
  public final @Nullable T fallback() {
    return fallback;
  }

  public final void fallback(@Nullable T tunnel) {
    fallback = tunnel;
  }

  /// The tunnel whose addresses come with each packet, or null.
  public final @Nullable T external() {
    return external;
  }

  public final void add(T tunnel) {
    if (tunnel.isExternal()) {
      external = tunnel;
    }
    if (size == 2 * buckets.length) {
      grow();
    }
    insert(tunnel);
    size++;
  }

  private void insert(T tunnel) {
    int at = bucket(hash(tunnel));
    tunnel.nextInTable = buckets[at];
    buckets[at] = tunnel;
  }

  private void grow() {
    List<T> before = all();
    buckets = array.apply(2 * buckets.length);
    for (T tunnel : before) {
      insert(tunnel);
    }
  }

  /// Removes the tunnel, whose parameters are those that it was added with.
  public final void remove(T tunnel) {
    if (external == tunnel) {
      external = null;
    }
    int at = bucket(hash(tunnel));
    T before = null;
    T here = buckets[at];
    while (here != null && here != tunnel) {
      before = here;
      here = here.nextInTable;
    }
    if (here == null) {
      return;
    }
    if (before == null) {
      buckets[at] = tunnel.nextInTable;
    } else {
      before.nextInTable = tunnel.nextInTable;
    }
    tunnel.nextInTable = null;
    size--;
  }

  /// What was made here does not outlive the namespace, wherever it is.
  @Override
  public final void tearDown() {
    List<NetDevice> left = new ArrayList<>(all());
    left.removeIf(tunnel -> !tunnel.isRegistered());
    Links.unregister(left);
  }

  private List<T> all() {
    List<T> all = new ArrayList<>(size);
    for (T first : buckets) {
      for (T one = first; one != null; one = one.nextInTable) {
        all.add(one);
      }
    }
    return all;
  }
}
