package dev.patchbay.core.time;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A program's turn-taking: a thread that works only while it holds the loop's baton.
public final class Task {
  private final EventLoop loop;
  private final Thread thread;
  private final Timer timeout;
  private final ArrayDeque<Throwable> cancellations = new ArrayDeque<>(1);
  private @Nullable Throwable thrown;
  private boolean foreground;
  private volatile boolean hasBaton;
  private boolean stopped;

  /// Whether it would have got a turn while it was stopped.
  private boolean missed;

  /// Where the loop has it: waiting, in the queue of those that are ready, given a turn, finished.
  boolean waiting;

  boolean inQueue;
  boolean hasTurn;
  boolean finished;

  /// What its wait says about its end.
  Bound bound = Bound.OTHERS;

  Task(EventLoop loop, Thread thread, boolean foreground) {
    this.loop = loop;
    this.thread = thread;
    this.foreground = foreground;
    this.timeout = new Timer(0, this::wake);
  }

  /// Whether its waits choose the gear.
  public boolean isForeground() {
    return foreground;
  }

  /// Says whether its waits choose the gear.
  public void foreground(boolean value) {
    foreground = value;
    loop.gearChanged();
  }

  /// Whether it has ended.
  public boolean isFinished() {
    return finished;
  }

  /// Ends its wait, or its next one, with the exception; after another cancellation that has not
  /// ended a wait yet, the wait after. The same exception counts once. Only from within the loop.
  public void cancel(RuntimeException why) {
    fail(why);
  }

  /// Takes back a [#cancel] that has not ended a wait yet.
  public void withdraw(RuntimeException why) {
    cancellations.removeIf(each -> isSame(each, why));
  }

  /// It gets no turn until it is resumed, whatever it waits for. The current task goes on to its
  /// next wait or [EventLoop#checkpoint]. Only from within the loop.
  public void stop() {
    stopped = true;
    missed |= loop.unready(this);
    loop.gearChanged();
  }

  /// It gets turns again, and the one that it has missed.
  public void resume() {
    stopped = false;
    loop.gearChanged();
    if (missed) {
      missed = false;
      loop.ready(this);
    }
  }

  /// Whether it works now, and does not wait.
  public boolean isWorking() {
    return !waiting && loop.isCurrent(this);
  }

  /// Whether it is stopped.
  public boolean isStopped() {
    return stopped;
  }

  /// Whether it may have a turn now; it is remembered when it may not.
  boolean takesTurn() {
    missed |= stopped;
    return !stopped && !inQueue && !finished;
  }

  /// As [#cancel], with whatever has been thrown elsewhere.
  void fail(Throwable why) {
    if (cancellations.stream().noneMatch(each -> isSame(each, why))) {
      cancellations.add(why);
    }
    wake();
  }

  /// Throws what [#cancel] left, if anything.
  void throwIfCancelled() {
    Throwable why = cancellations.poll();
    if (why == null) {
      return;
    }
    thrown = why;
    if (why instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) why;
  }

  /// Whether this is what [#cancel] made it throw last.
  boolean isCancellation(Throwable why) {
    return isSame(thrown, why);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(@Nullable Throwable one, Throwable other) {
    return one == other;
  }

  void armTimeout(long deadline) {
    if (deadline != Clock.NEVER) {
      loop.arm(timeout, deadline);
    }
  }

  void disarmTimeout() {
    loop.disarm(timeout);
  }

  /// It gets a turn, whether or not what it waits for has come about.
  private void wake() {
    if (waiting) {
      loop.ready(this);
    }
  }

  void giveBaton() {
    hasBaton = true;
    LockSupport.unpark(thread);
  }

  void awaitBaton() {
    boolean interrupted = false;
    while (!hasBaton) {
      LockSupport.park(this);
      // An interrupted thread would not sleep any more; whoever cares is told afterwards.
      interrupted |= Thread.interrupted();
    }
    hasBaton = false;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
