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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one small packet costs from end to end, by the network between: the kernel's
/// `kernel-forwarding`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class ForwardingBenchmark {
  /// Packets in flight at once.
  static final int BURST = 64;

  @Param({
    "DIRECT",
    "BRIDGE",
    "MACVLAN",
    "IPVLAN",
    "VLAN",
    "BOND_BACKUP",
    "BOND_XOR",
    "TEAM_ROUNDROBIN",
    "TEAM_LOADBALANCE",
    "VXLAN",
    "ROUTE",
    "CHAIN10",
    "NAT",
    "NAT10K",
    "NAT1M",
    "FILTER10K",
    "FILTER100"
  })
  public Topology topology = Topology.DIRECT;

  private @Nullable Traffic traffic;

  @Setup(Level.Trial)
  public void build() {
    Traffic fresh = new Traffic(topology);
    traffic = fresh;
    if (fresh.send(BURST) != BURST) {
      throw new IllegalStateException("not all packets arrive: " + topology);
    }
  }

  @TearDown(Level.Trial)
  public void end() {
    traffic().close();
  }

  private Traffic traffic() {
    return Objects.requireNonNull(traffic);
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public long packet() {
    return traffic().send(BURST);
  }
}
