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
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Objects;
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

/// What it costs to find the way of a packet among so many routes of random prefixes, in an order
/// that no cache foresees; and what the longest match alone costs, which the stack does not show.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = "--add-opens=dev.patchbay.stack/dev.patchbay.stack.route=ALL-UNNAMED")
public class FibBenchmark {
  private static final int FIRST = 0x0b00_0000;
  private static final int ADDRESSES = 0x7000_0000;
  private static final int SHORTEST = 8;
  private static final int LENGTHS = 25;

  @Param({"5", "1000", "1000000"})
  public int routes = 5;

  private final Flow flow = new Flow();
  private @Nullable Fib fib;
  private @Nullable Object prefixes;
  private long random = 1;

  @Setup(Level.Trial)
  public void fill() throws ReflectiveOperationException, NetlinkException {
    Lab lab = Lab.builder().build();
    lab.run("ip link add va type veth peer name vb; ip link set va up; ip link set vb up");
    lab.run("ip addr add 10.0.0.1/24 dev va; ip route add default via 10.0.0.2");
    Netns netns = lab.machine().initialNetns();
    Random random = new Random(1);
    for (int i = 0; i < routes; i++) {
      add(netns, random);
    }
    Fib filled = Fib.of(netns, Family.IPV4);
    fib = filled;
    prefixes = Match.prefixes(filled);
  }

  private static void add(Netns netns, Random random) throws NetlinkException {
    int length = SHORTEST + random.nextInt(LENGTHS);
    int bits = FIRST + random.nextInt(ADDRESSES);
    RouteRequest request = new RouteRequest(Family.IPV4);
    request.destination = new Prefix(Ip.v4(bits), length).network();
    request.type = RouteType.UNICAST;
    request.gateway = Ip.v4(0x0a00_0002 + random.nextInt(100));
    Routes.of(netns).add(request, RouteRequest.Mode.REPLACE);
  }

  private long address() {
    random = random * 6364136223846793005L + 1442695040888963407L;
    return (FIRST + (((random >>> 33) * ADDRESSES) >>> 31)) << Integer.SIZE;
  }

  @Benchmark
  public @Nullable Route output() {
    flow.clear();
    flow.destinationHi = address();
    return Objects.requireNonNull(fib).output(flow);
  }

  @Benchmark
  public @Nullable Object match() throws Throwable {
    long address = address();
    Object way = Match.ONLY_WAY.invokeExact(prefixes, address);
    return way != null ? way : Match.LONGEST.invokeExact(prefixes, address, 0L);
  }

  /// The stack's own match: of many prefixes the way, else the route.
  private static final class Match {
    static final MethodHandle ONLY_WAY = method("onlyWay", "Way", long.class);
    static final MethodHandle LONGEST = method("longest", "FibEntry", long.class, long.class);

    private Match() {}

    private static MethodHandle method(String name, String answer, Class<?>... words) {
      try {
        MethodType type = MethodType.methodType(type(answer), words);
        MethodType general = MethodType.methodType(Object.class, words);
        return MethodHandles.privateLookupIn(type("PrefixMap"), MethodHandles.lookup())
            .findVirtual(type("PrefixMap"), name, type)
            .asType(general.insertParameterTypes(0, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("dev.patchbay.stack.route." + name);
    }

    /// The prefixes of the main table.
    static Object prefixes(Fib fib) throws ReflectiveOperationException {
      Field main = Fib.class.getDeclaredField("main");
      main.setAccessible(true);
      Object table = main.get(fib);
      Field prefixes = table.getClass().getDeclaredField("prefixes");
      prefixes.setAccessible(true);
      return prefixes.get(table);
    }
  }
}
