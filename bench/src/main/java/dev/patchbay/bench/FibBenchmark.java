package dev.patchbay.bench;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.Routes;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to find the way of a packet among so many routes of random prefixes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class FibBenchmark {
  private static final int ADDRESSES = 1 << 16;
  private static final int SHORTEST = 8;
  private static final int LENGTHS = 25;

  @Param({"5", "1000", "1000000"})
  public int routes = 5;

  private final Flow flow = new Flow();
  private final long[] addresses = new long[ADDRESSES];
  private @Nullable Fib fib;
  private int next;

  @Setup(Level.Trial)
  public void fill() throws NetlinkException {
    Lab lab = Lab.builder().build();
    lab.run("ip link add va type veth peer name vb; ip link set va up; ip link set vb up");
    lab.run("ip addr add 10.0.0.1/24 dev va; ip route add default via 10.0.0.2");
    Netns netns = lab.machine().initialNetns();
    Random random = new Random(1);
    for (int i = 0; i < routes; i++) {
      add(netns, random);
    }
    for (int i = 0; i < ADDRESSES; i++) {
      addresses[i] = (long) (0x0b00_0000 + random.nextInt(0x7000_0000)) << 32;
    }
    fib = Fib.of(netns, Family.IPV4);
  }

  private static void add(Netns netns, Random random) throws NetlinkException {
    int length = SHORTEST + random.nextInt(LENGTHS);
    int bits = 0x0b00_0000 + random.nextInt(0x7000_0000);
    RouteRequest request = new RouteRequest(Family.IPV4);
    request.destination = new Prefix(Ip.v4(bits), length).network();
    request.type = RouteType.UNICAST;
    request.gateway = Ip.v4(0x0a00_0002 + random.nextInt(100));
    Routes.of(netns).add(request, RouteRequest.Mode.REPLACE);
  }

  @Benchmark
  public @Nullable Route output() {
    flow.clear();
    flow.destinationHi = addresses[next++ & (ADDRESSES - 1)];
    return fib == null ? null : fib.output(flow);
  }
}
