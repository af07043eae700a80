package dev.patchbay.bench;

import dev.patchbay.core.NetDevice;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourTable;
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

/// What it costs to find one neighbour among many, in an order that no cache foresees.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class NeighbourBenchmark {
  private static final int FIRST = Ip.of("10.0.0.2").toInt();
  private static final String SCRIPT =
      """
      sysctl -qw net.ipv4.neigh.default.gc_thresh3=1000000
      sysctl -qw net.ipv4.neigh.default.gc_thresh2=1000000
      ip link add d0 type dummy
      ip link set d0 up
      ip addr add 10.0.0.1/8 dev d0
      """;

  @Param({"100", "10000", "100000"})
  public int neighbours = 100;

  private @Nullable Lab lab;
  private @Nullable NeighbourTable table;
  private @Nullable NetDevice device;
  private long random = 1;

  @Setup(Level.Trial)
  public void build() {
    Lab fresh = Lab.builder().build();
    lab = fresh;
    String output = fresh.run(SCRIPT);
    if (fresh.status() != 0) {
      throw new IllegalStateException(output);
    }
    NetDevice dummy = Objects.requireNonNull(fresh.machine().initialNetns().device("d0"));
    NeighbourTable all = NeighbourTable.of(fresh.machine(), Family.IPV4);
    for (int i = 0; i < neighbours; i++) {
      Objects.requireNonNull(all.obtain(dummy, Ip.hi(FIRST + i), 0));
    }
    device = dummy;
    table = all;
  }

  @TearDown(Level.Trial)
  public void end() {
    Objects.requireNonNull(lab).close();
  }

  @Benchmark
  public @Nullable Neighbour lookup() {
    random = random * 6364136223846793005L + 1442695040888963407L;
    int number = (int) (((random >>> 33) * neighbours) >>> 31);
    NeighbourTable all = Objects.requireNonNull(table);
    return all.obtain(Objects.requireNonNull(device), Ip.hi(FIRST + number), 0);
  }
}
