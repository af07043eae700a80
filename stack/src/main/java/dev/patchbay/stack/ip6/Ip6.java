package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Statistics;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressChain;
import dev.patchbay.stack.neighbour.NeighbourModule;
import dev.patchbay.stack.neighbour.NeighbourTable;

/// The IPv6 of one machine: its parts, wired once.
public final class Ip6 implements MachinePart {
  private static final Key<Ip6> KEY = new Key<>(Ip6::new);

  private final Ip6Output output;
  private final Ip6Input input;
  private final Icmp6 icmp;
  private final NeighbourDiscoveryProtocol discovery;

  private Ip6(Machine machine) {
    output = new Ip6Output(NeighbourTable.of(machine, Family.IPV6));
    icmp = new Icmp6(output);
    discovery = new NeighbourDiscoveryProtocol(machine, output, icmp);
    input = new Ip6Input(icmp, new Ip6Forward(icmp, output));
    icmp.discovery(discovery);
    output.icmp(icmp);
  }

  /// The machine's IPv6.
  public static Ip6 of(Machine machine) {
    return machine.part(KEY);
  }

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    Ip6 ip6 = of(machine);
    AddressChain.of(machine).add(Family.IPV6, ip6.discovery.addrconf());
    NeighbourModule.register(machine, ip6.discovery, "net/ipv6/neigh");
    machine.notifiers().add(ip6.discovery.addrconf());
    machine.addProtocol(EtherType.IPV6, ip6.input);
    Ip6Sources.load(machine);
    Ip6Setting.load(machine);
    Icmp6Settings.load(machine);
    Ip6Files.load(machine);
  }

  /// Where packets made here begin.
  public Ip6Output output() {
    return output;
  }

  /// What IPv6 alone has counted on the device, which is all that the kernel tells those who ask it
  /// for the links of IPv6 (`IFLA_INET6_STATS`).
  public static Statistics statistics(NetDevice device) {
    Ip6Counters counters = Ip6Counters.of(device);
    Statistics all = new Statistics();
    all.rxPackets = counters.value(Ip6Counter.IN_RECEIVES);
    all.rxBytes = counters.value(Ip6Counter.IN_OCTETS);
    all.rxErrors = counters.value(Ip6Counter.IN_DISCARDS);
    all.multicast = counters.value(Ip6Counter.IN_MCAST_PKTS);
    all.txPackets = counters.value(Ip6Counter.OUT_REQUESTS);
    all.txBytes = counters.value(Ip6Counter.OUT_OCTETS);
    all.txErrors = counters.value(Ip6Counter.OUT_DISCARDS);
    return all;
  }

  /// The lines of IPv6 and ICMPv6 in `/proc/net/snmp6`.
  public static String snmp6(Netns netns) {
    return Ip6Files.counters(netns);
  }

  /// Counts an ICMPv6 error that tells of no socket's packet.
  public static void countIcmpInError(Netns netns) {
    Ip6Netns.of(netns).counters().count(Ip6Counter.ICMP_IN_ERRORS);
  }

  Ip6Input input() {
    return input;
  }

  Redirection redirection() {
    return discovery.redirection();
  }

  /// What is said about packets.
  public Icmp6 icmp() {
    return icmp;
  }
}
