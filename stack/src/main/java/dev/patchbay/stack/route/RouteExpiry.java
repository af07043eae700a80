package dev.patchbay.stack.route;

import dev.patchbay.core.time.Timer;
import java.util.List;

/// Takes away the routes of IPv6 whose time is over: looked for every now and then as long as there
/// are routes with a time (`fib6_run_gc`).
final class RouteExpiry {
  private static final long SECOND = 1_000_000_000L;

  private final Fib fib;
  private final Timer timer;

  RouteExpiry(Fib fib) {
    this.fib = fib;
    this.timer = new Timer(fib.netns().machine().number(), this::collect);
  }

  /// A route with a time has come (`fib6_start_gc`).
  void start() {
    if (!timer.isArmed()) {
      long interval = fib.setting(RouteSetting.GC_INTERVAL) * SECOND;
      fib.netns().world().loop().arm(timer, fib.netns().world().loop().now() + interval);
    }
  }

  void stop() {
    fib.netns().world().loop().disarm(timer);
  }

  /// Takes away what is over now.
  void collect() {
    stop();
    long now = fib.netns().world().loop().now();
    boolean more = false;
    for (FibTable table : List.copyOf(fib.tables())) {
      for (FibEntry entry : table.entries(fib.family())) {
        if (entry.expires() != 0 && entry.expires() < now) {
          fib.remove(entry);
        } else if (entry.expires() != 0) {
          more = true;
        }
      }
    }
    if (more) {
      start();
    }
  }
}
