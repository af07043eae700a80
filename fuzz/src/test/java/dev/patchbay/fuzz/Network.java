package dev.patchbay.fuzz;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.lab.Lab;
import java.nio.file.Path;
import java.util.Objects;

/// A small network with something of everything: a host, a router and a host behind a bridge, with
/// addresses of both families. Closing it finds lost packets and a ledger that does not balance.
final class Network implements AutoCloseable {
  private static final String SCRIPT =
      """
      ip netns add a; ip netns add r; ip netns add b
      ip link add eth0 netns a type veth peer name left netns r
      ip link add port netns r type veth peer name eth0 netns b
      ip -n r link add br0 type bridge
      ip -n r link set port master br0
      ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
      for n in a r b; do ip -n $n link set lo up; done
      ip -n a addr add 10.0.0.1/24 dev eth0; ip -n a addr add fd00::1/64 dev eth0 nodad
      ip -n r addr add 10.0.0.2/24 dev left; ip -n r addr add fd00::2/64 dev left nodad
      ip -n r addr add 10.0.1.2/24 dev br0; ip -n r addr add fd00:1::2/64 dev br0 nodad
      ip -n b addr add 10.0.1.1/24 dev eth0; ip -n b addr add fd00:1::1/64 dev eth0 nodad
      ip -n a link set eth0 up; ip -n r link set left up; ip -n r link set port up
      ip -n r link set br0 up; ip -n b link set eth0 up
      ip -n a route add default via 10.0.0.2; ip -n b route add default via 10.0.1.2
      """;

  private final Lab lab;

  /// @param folder where the lab's scripts may write
  Network(Path folder) {
    lab = Lab.builder().checkedPool(true).folder(folder).build();
    String output = run(SCRIPT);
    if (lab.status() != 0 || !output.isEmpty()) {
      throw new IllegalStateException(output);
    }
  }

  /// What the script prints.
  String run(String script) {
    return lab.run(script);
  }

  /// The device of this name in that namespace.
  NetDevice device(String netns, String name) {
    Netns place = lab.netns(netns);
    return Objects.requireNonNull(place.device(name), name);
  }

  Lab lab() {
    return lab;
  }

  @Override
  public void close() {
    lab.close();
  }
}
