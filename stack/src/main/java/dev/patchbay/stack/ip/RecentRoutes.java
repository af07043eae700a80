package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The ways of the packets that came in last, so that the next one of a flow costs a comparison and
/// no lookup. Whatever changes in the [Fib] makes all of them void.
final class RecentRoutes {
  private static final int SLOTS = 32;

  /// What a packet was looked up by, and what was found.
  static final class Entry {
    private long addresses;
    private @Nullable NetDevice device;
    private int tos;
    private int mark;
    private int generation;
    private @Nullable Route route;
    private boolean redirect;

    /// Whether the sender should be told of a better gateway.
    boolean redirects() {
      return redirect;
    }

    @Nullable Route route() {
      return route;
    }
  }

  private final Fib fib;
  private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

  RecentRoutes(Fib fib) {
    this.fib = fib;
  }

  private static int slot(long addresses) {
    return (int) ((addresses * 0x9e3779b97f4a7c15L) >>> 40) & (SLOTS - 1);
  }

  /// What was found for such a packet, or null when it is to be looked up.
  @Nullable Entry find(long addresses, NetDevice device, int tos, int mark) {
    Entry entry = entries[slot(addresses)];
    boolean same =
        entry != null
            && entry.addresses == addresses
            && entry.device == device
            && entry.tos == tos
            && entry.mark == mark
            && entry.generation == fib.generation();
    return same ? entry : null;
  }

  /// Remembers what was found.
  void put(long addresses, NetDevice device, int tos, int mark, Route route, boolean redirect) {
    int slot = slot(addresses);
    Entry entry = entries[slot];
    if (entry == null) {
      entry = new Entry();
      entries[slot] = entry;
    }
    entry.addresses = addresses;
    entry.device = device;
    entry.tos = tos;
    entry.mark = mark;
    entry.generation = fib.generation();
    entry.route = route;
    entry.redirect = redirect;
  }
}
