package dev.patchbay.host;

import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Wait;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/// Makes calls that block their thread, on other threads, while the lab goes on: platform threads,
/// because a virtual one that blocks in a file holds its carrier.
final class Blocking implements AutoCloseable {
  private final EventLoop loop;
  private final Outside outside;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("patchbay-host-", 0).factory());

  Blocking(EventLoop loop, Outside outside) {
    this.loop = loop;
    this.outside = outside;
  }

  EventLoop loop() {
    return loop;
  }

  Outside outside() {
    return outside;
  }

  /// Makes the call; `then` runs in the loop when it has returned or failed.
  <T> FutureTask<T> start(Callable<T> call, Runnable then) {
    FutureTask<T> result = new FutureTask<>(call);
    outside.opened();
    threads.execute(() -> {
      result.run();
      loop.post(() -> {
        outside.closed();
        then.run();
      });
    });
    return result;
  }

  /// Makes the call and lets the current task wait for it.
  ///
  /// @throws RuntimeException the task's cancellation; the call goes on, and what it brings is lost
  <T> T await(Callable<T> call, Bound bound) throws IOException {
    Wait done = new Wait(loop);
    FutureTask<T> result = start(call, done::signal);
    loop.await(done, bound);
    return result(result);
  }

  /// Lets `then` run in the loop after `millis` of the wall clock. Nobody waits for that alone: it
  /// keeps no lab from stalling.
  void later(long millis, Runnable then) {
    threads.execute(() -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        return;
      }
      loop.post(then);
    });
  }

  /// What a call that has returned brought.
  static <T> T result(FutureTask<T> call) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
