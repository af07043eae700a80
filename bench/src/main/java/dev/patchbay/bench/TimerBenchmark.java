package dev.patchbay.bench;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.core.time.VirtualClock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What an event of the loop costs when many are pending: each arms itself again, and may send a
/// packet over a veth.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class TimerBenchmark {
  private static final int PERIOD = 1_000_000;
  private static final int EVENTS = 4_000;

  @Param({"64", "4000", "60000"})
  public int pending = 64;

  private EventLoop loop = new EventLoop(new VirtualClock());
  private long ran;

  @Setup(Level.Trial)
  public void arm() {
    loop = new EventLoop(new VirtualClock());
    for (int i = 0; i < pending; i++) {
      new Periodic(i).next();
    }
  }

  /// Runs once in about a millisecond of the lab's time, for ever.
  private final class Periodic {
    private final Timer timer = new Timer(1, this::run);
    private long random;

    Periodic(int seed) {
      random = seed * 0x9e3779b97f4a7c15L + 1;
    }

    void next() {
      random = random * 6364136223846793005L + 1442695040888963407L;
      loop.arm(timer, loop.now() + PERIOD / 2 + (random >>> 44) % PERIOD);
    }

    private void run() {
      ran++;
      next();
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long event() {
    long end = ran + EVENTS;
    while (ran < end) {
      loop.runUntil(loop.nextTime());
    }
    return ran;
  }
}
