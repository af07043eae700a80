package dev.patchbay.bench;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/// The measurements that are no loops: set-up of many namespaces, heap, an idle hour, a storm, a
/// ring of bridges that finds its tree, a flood. Prints `key=value` lines.
///
/// `Measure setup N | setup6 N | heap N | hour HOSTS | storm SECONDS | ring BRIDGES | flood PORTS |
/// flows ROUNDS | journeys ROUNDS | rules ROUNDS | set ADDRESSES`
public final class Measure {
  private static final long SECOND = 1_000_000_000L;
  private static final int PORTS = 1000;
  private static final int BURST = 64;

  private Measure() {}

  public static void main(String[] words) {
    int count = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "setup" -> setup(count, false);
      case "setup6" -> setup(count, true);
      case "heap" -> heap(count);
      case "hour" -> hour(count);
      case "storm" -> storm(count);
      case "ring" -> ring(count);
      case "flood" -> flood(count);
      case "flows" -> flows(count);
      case "journeys" -> journeys(count);
      case "rules" -> rules(count);
      case "set" -> set(count);
      default -> throw new IllegalArgumentException("unknown measurement " + words[0]);
    }
  }

  /// A million flows through a router that translates them: heap a flow, and nanoseconds a packet
  /// when each has a packet in turn.
  private static void flows(int rounds) {
    try (Traffic traffic = new Traffic(Topology.NAT1M)) {
      int flows = Topology.NAT1M.flows();
      traffic.send(BURST);
      long before = used();
      sendAll(traffic, flows);
      say("flow_bytes", (used() - before) / (double) flows);
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        sendAll(traffic, flows);
        say("flow_packet_ns", (System.nanoTime() - start) / (double) flows);
      }
    }
  }

  /// Ten thousand rules in the place of ten thousand others, in milliseconds of the processor: from
  /// the text that `iptables-restore` reads on, and by themselves, from rules to what judges. No
  /// packet comes between, as the replacing is one call. The last round counts.
  private static void rules(int rounds) {
    try (Lab lab = Lab.builder().build()) {
      for (int round = 0; round < rounds; round++) {
        lab.run("cat > /tmp/rules <<'END'\n" + rules(round, 10_000) + "END");
        long start = processor();
        lab.run("iptables-restore /tmp/rules");
        say("restore_ms", (processor() - start) / 1e6);
        say("replace_ms", replace(lab) / 1e6);
      }
    }
  }

  private static long replace(Lab lab) {
    Table table = Tables.of(lab.machine().initialNetns()).find(Family.IPV4, TableKind.FILTER);
    long start = processor();
    try {
      Objects.requireNonNull(table).replace(table.rules());
    } catch (NetlinkException e) {
      throw new IllegalStateException("the rules have been taken before", e);
    }
    return processor() - start;
  }

  private static long processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String rules(int round, int count) {
    StringBuilder text = new StringBuilder("*filter\n:FORWARD DROP [0:0]\n");
    for (int i = 0; i < count; i++) {
      text.append("-A FORWARD -s 10.").append(round).append('.').append(i >>> 8).append('.');
      text.append(i & 0xff).append("/32 -p tcp -m tcp --dport ").append(i + 1);
      text.append(" -j ACCEPT\n");
    }
    return text.append("COMMIT\n").toString();
  }

  /// A set of so many addresses, filled by `ipset restore`: milliseconds of the processor, and
  /// bytes of heap an address.
  private static void set(int addresses) {
    try (Lab lab = Lab.builder().build()) {
      lab.run("cat > /tmp/set <<'END'\n" + additions(addresses) + "END");
      lab.run("true"); // the text is not kept any more
      long before = used();
      long start = processor();
      lab.run("ipset -exist restore -file /tmp/set");
      say("set_ms", (processor() - start) / 1e6);
      say("set_bytes", (used() - before) / (double) addresses);
    }
  }

  private static String additions(int addresses) {
    StringBuilder text = new StringBuilder("create big hash:ip maxelem ").append(addresses);
    for (int i = 0; i < addresses; i++) {
      text.append("\nadd big ").append(Ip.format(i + (1 << 24)));
    }
    return text.append('\n').toString();
  }

  /// What a packet costs whose journey is recorded, in nanoseconds: the last round counts.
  private static void journeys(int rounds) {
    for (Topology topology : new Topology[] {Topology.DIRECT, Topology.BRIDGE, Topology.ROUTE}) {
      try (Traffic traffic = new Traffic(topology)) {
        traffic.record(true);
        int packets = 1 << 15;
        for (int round = 0; round < rounds; round++) {
          long start = System.nanoTime();
          sendAll(traffic, packets);
          if (round == rounds - 1) {
            double nanos = System.nanoTime() - start;
            say("recorded_ns_" + topology.name().toLowerCase(Locale.ROOT), nanos / packets);
          }
        }
      }
    }
  }

  private static void sendAll(Traffic traffic, int packets) {
    for (int i = 0; i < packets / BURST; i++) {
      traffic.send(BURST);
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

  /// Bridges in a ring, from the moment the first one goes up to the stable tree, and from a cut
  /// cable to the next one; once the compiler has seen it in another lab.
  private static void ring(int bridges) {
    for (int round = 0; round < 6; round++) {
      try (Lab lab = Lab.builder().build()) {
        lab.run(ringOf(bridges));
        long start = System.nanoTime();
        lab.run("for i in $(seq 0 " + (bridges - 1) + "); do ip link set br$i up; done; sleep 40");
        say("ring_seconds", (System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        lab.run("ip link set r1 down; sleep 60");
        say("ring_heal_seconds", (System.nanoTime() - start) / 1e9);
        String ports = lab.run("bridge link");
        say("ring_forwarding", ports.lines().filter(line -> line.contains("forwarding")).count());
      }
    }
  }

  private static String ringOf(int bridges) {
    StringBuilder script = new StringBuilder("sysctl -qw net.ipv6.conf.default.disable_ipv6=1\n");
    for (int i = 0; i < bridges; i++) {
      script.append("ip link add br%d type bridge stp_state 1\n".formatted(i));
    }
    for (int i = 0; i < bridges; i++) {
      int next = (i + 1) % bridges;
      script.append("ip link add r%d type veth peer name l%d\n".formatted(i, next));
      script.append("ip link set r%d master br%d up\n".formatted(i, i));
      script.append("ip link set l%d master br%d up\n".formatted(next, next));
    }
    return script.append("sleep 2").toString();
  }

  /// A broadcast frame that a bridge floods to so many ports, each a veth whose other end takes it.
  private static void flood(int ports) {
    try (Lab lab = Lab.builder().build()) {
      lab.run("sysctl -qw net.ipv6.conf.default.disable_ipv6=1; ip link add br0 type bridge");
      lab.run("sysctl -qw net.core.netdev_max_backlog=10000");
      for (int i = 0; i <= ports; i++) {
        lab.run("ip link add p%d type veth peer name f%d; ip link set f%d up".formatted(i, i, i));
        lab.run("ip link set p%d master br0 up".formatted(i));
      }
      lab.run("ip link set br0 up; sleep 2");
      NetDevice sender = Objects.requireNonNull(lab.machine().initialNetns().device("f0"));
      for (int round = 0; round < 8; round++) {
        long before = lab.world().ledger().cloned();
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
          broadcast(lab, sender);
        }
        long copies = lab.world().ledger().cloned() - before;
        say("flood_ns_per_port", (double) (System.nanoTime() - start) / copies);
      }
      say("flood_drops", lab.machine().backlog().drops());
    }
  }

  private static void broadcast(Lab lab, NetDevice sender) {
    Packet packet = lab.world().allocate(60);
    packet.put(60 - Ethernet.HEADER);
    Ethernet.push(packet, Mac.BROADCAST_VALUE, sender.address().value(), 0x88b5);
    sender.send(packet);
    lab.world().loop().runUntil(lab.world().loop().now() + SECOND / 100);
  }
}
