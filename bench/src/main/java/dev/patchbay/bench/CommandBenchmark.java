package dev.patchbay.bench;

import dev.patchbay.lab.Lab;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one command costs inside a running lab, from its text to its output.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class CommandBenchmark {
  private final Lab lab = Lab.builder().build();

  @Setup(Level.Trial)
  public void build() {
    lab.run("ip link add veth0 type veth peer name veth1; ip link set veth0 up");
  }

  @TearDown(Level.Trial)
  public void end() {
    lab.close();
  }

  @Benchmark
  public String show() {
    return lab.run("ip link show veth0");
  }

  @Benchmark
  public String change() {
    return lab.run("ip addr replace 10.0.0.1/24 dev veth0");
  }

  @Benchmark
  public String nothing() {
    return lab.run("true");
  }
}
