package dev.patchbay.host;

import dev.patchbay.core.time.Gear;
import dev.patchbay.core.time.Stalled;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What is outside of a lab and may wake it: programs of the host, a terminal, signals. Here the
/// lab's clock sleeps.
public final class Outside {
  private final AtomicInteger sources = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean interruptible;
  private volatile @Nullable Thread sleeper;

  /// Something will come from outside: until [#closed] no wait is in vain.
  public void opened() {
    sources.incrementAndGet();
  }

  /// What was [#opened] has come.
  public void closed() {
    sources.decrementAndGet();
  }

  /// A person may end what lasts for ever (`sleep infinity`) with a signal.
  public void interruptible() {
    interruptible = true;
  }

  /// Ends a sleep that is under way, or the next one.
  void wake() {
    woken.set(true);
    LockSupport.unpark(sleeper);
  }

  /// Sleeps until it is woken.
  ///
  /// @throws Stalled when nothing is left that could wake
  void sleep(Gear gear) {
    boolean somebodyMay = sources.get() > 0 || (gear == Gear.PACE && interruptible);
    if (!somebodyMay && !woken.get()) {
      throw new Stalled();
    }
    sleep(Long.MAX_VALUE);
  }

  /// Sleeps for `nanos` of the wall clock; returns whether it was woken before.
  ///
  /// @throws CancellationException when the thread is interrupted, as nobody waits for the lab any
  ///   more
  boolean sleep(long nanos) {
    long start = System.nanoTime();
    sleeper = Thread.currentThread();
    try {
      while (!woken.getAndSet(false)) {
        long left = nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) {
          throw new CancellationException("the lab's thread was interrupted");
        }
      }
      return true;
    } finally {
      sleeper = null;
    }
  }
}
