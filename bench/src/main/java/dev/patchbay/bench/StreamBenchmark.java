package dev.patchbay.bench;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a mebibyte of TCP costs between two namespaces, in packets that are cut late or of the
/// MTU's size; and a connection that is opened, used and closed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class StreamBenchmark {
  private static final long MEBIBYTE = 1 << 20;

  @Param({"DIRECT", "BRIDGE", "ROUTE"})
  public Topology topology = Topology.BRIDGE;

  @Param({"true", "false"})
  public boolean large;

  private @Nullable Streams streams;

  @Setup(Level.Trial)
  public void build() {
    streams = new Streams(topology, large);
  }

  @TearDown(Level.Trial)
  public void end() {
    streams().close();
  }

  private Streams streams() {
    return Objects.requireNonNull(streams);
  }

  @Benchmark
  public long mebibyte() {
    return streams().carry(MEBIBYTE);
  }

  @Benchmark
  public int visit() {
    return streams().visit();
  }
}
