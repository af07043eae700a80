package dev.patchbay.bench;

import dev.patchbay.lab.Lab;
import java.util.Arrays;
import java.util.Locale;

/// The measurements that are no loops: set-up of many namespaces, heap, an idle hour, a storm.
/// Prints `key=value` lines.
///
/// `Measure setup N | setup6 N | heap N | hour HOSTS | storm SECONDS`
public final class Measure {
  private static final long SECOND = 1_000_000_000L;
  private static final int PORTS = 1000;

  private Measure() {}

  public static void main(String[] words) {
    int count = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "setup" -> setup(count, false);
      case "setup6" -> setup(count, true);
      case "heap" -> heap(count);
      case "hour" -> hour(count);
      case "storm" -> storm(count);
      default -> throw new IllegalArgumentException("unknown measurement " + words[0]);
    }
  }

  private static void say(String key, long value) {
    System.out.println(key + "=" + value);
  }

  private static void say(String key, double value) {
    System.out.printf(Locale.ROOT, "%s=%.3f%n", key, value);
  }

  /// Namespaces, each with a veth into a bridge (a thousand ports each) and an address, by `ip`
  /// text, once the compiler has seen twice as many in another lab.
  private static void setup(int namespaces, boolean ipv6) {
    try (Lab lab = Lab.builder().build()) {
      if (!ipv6) {
        lab.run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
      }
      warmUp(ipv6 ? 2 * PORTS : 2 * namespaces, ipv6);
      long start = System.nanoTime();
      for (int i = 0; i < namespaces; i++) {
        lab.run(node(i, ipv6));
      }
      long end = System.nanoTime();
      say("setup_us_per_namespace", (end - start) / 1e3 / namespaces);
      if (ipv6) {
        long frames = lab.world().ledger().created() + lab.world().ledger().cloned();
        long quiet = System.nanoTime();
        lab.world().loop().runUntil(lab.world().loop().now() + 30 * SECOND);
        long delivered = lab.world().ledger().created() + lab.world().ledger().cloned() - frames;
        say("quiet_ns_per_frame", (double) (System.nanoTime() - quiet) / Math.max(1, delivered));
        say("quiet_frames", delivered);
      }
    }
  }

  private static void warmUp(int namespaces, boolean ipv6) {
    try (Lab lab = Lab.builder().build()) {
      if (!ipv6) {
        lab.run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
      }
      for (int i = 0; i < namespaces; i++) {
        lab.run(node(i, ipv6));
      }
    }
  }

  private static String node(int i, boolean ipv6) {
    String bridge = "br" + i / PORTS;
    String make =
        i % PORTS == 0
            ? "ip link add " + bridge + " type bridge\nip link set " + bridge + " up\n"
            : "";
    return make
        + "ip netns add n%d\n".formatted(i)
        + (ipv6
            ? ""
            : "ip netns exec n%d sysctl -qw net.ipv6.conf.all.disable_ipv6=1\n".formatted(i))
        + "ip link add v%d type veth peer name eth0 netns n%d\n".formatted(i, i)
        + "ip link set v%d master %s up\n".formatted(i, bridge)
        + "ip -n n%d addr add 10.%d.%d.%d/8 dev eth0\n"
            .formatted(i, i >> 16 & 255, i >> 8 & 255, i & 255)
        + "ip -n n%d link set eth0 up\n".formatted(i);
  }

  /// Heap that namespaces with one veth take when nothing happens.
  private static void heap(int namespaces) {
    try (Lab lab = Lab.builder().build()) {
      lab.run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
      lab.run("ip netns add warm; ip link add w0 type veth peer name w1 netns warm");
      long before = used();
      long start = System.nanoTime();
      for (int i = 0; i < namespaces; i++) {
        lab.run(
            "ip netns add n" + i + "; ip link add v" + i + " type veth peer name eth0 netns n" + i);
      }
      say("seconds", (System.nanoTime() - start) / 1e9);
      say("heap_bytes_per_namespace", (double) (used() - before) / namespaces);
      say("namespaces", lab.machine().namespaces().size());
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long[] samples = new long[3];
    for (int i = 0; i < samples.length; i++) {
      System.gc();
      samples[i] = runtime.totalMemory() - runtime.freeMemory();
    }
    return Arrays.stream(samples).min().orElseThrow();
  }

  /// An hour of the lab's time with so many hosts on a bridge that have spoken once.
  private static void hour(int hosts) {
    try (Lab lab = Lab.builder().build()) {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < hosts; i++) {
        script.append(node(i, true));
      }
      lab.run(script.toString());
      lab.run(
          "for i in $(seq 1 "
              + (hosts - 1)
              + "); do ip netns exec n$i ping -c 1 -W 1 10.0.0.0; done");
      long events = lab.world().loop().events();
      long start = System.nanoTime();
      lab.run("sleep 3600");
      say("hour_seconds", (System.nanoTime() - start) / 1e9);
      say("hour_events", lab.world().loop().events() - events);
    }
  }

  /// Two bridges joined by two wires, and one broadcast: CPU seconds a second of the lab's time.
  private static void storm(int seconds) {
    try (Lab lab = Lab.builder().build()) {
      lab.run(
          """
          sysctl -qw net.ipv6.conf.all.disable_ipv6=1
          ip link add A type bridge
          ip link add B type bridge
          ip link add a1 type veth peer name b1
          ip link add a2 type veth peer name b2
          for p in a1 a2; do ip link set $p master A up; done
          for p in b1 b2; do ip link set $p master B up; done
          ip addr add 10.0.0.1/24 dev A
          ip link set A up
          ip link set B up
          sleep 1
          ping -c 1 -W 1 10.0.0.2
          """);
      long drops = lab.machine().backlog().drops();
      long start = System.nanoTime();
      lab.run("sleep " + seconds);
      say("storm_cpu_seconds_per_second", (System.nanoTime() - start) / 1e9 / seconds);
      say("storm_drops", lab.machine().backlog().drops() - drops);
    }
  }
}
