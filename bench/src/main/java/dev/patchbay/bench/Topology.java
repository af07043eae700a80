package dev.patchbay.bench;

/// The networks that packets are sent through, as scripts: those of the peers' `topo.sh`, with
/// namespace `a` at the sending and `b` at the receiving end.
public enum Topology {
  /// A veth.
  DIRECT("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip link add eth0 netns a type veth peer name eth0 netns b\n"
          + up("a eth0", "b eth0");
    }
  },

  /// A bridge in a namespace of its own. Nothing comes back, and time flies: what it has learned
  /// stays, or it would soon flood.
  BRIDGE("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip netns add s\n"
          + "ip link add eth0 netns a type veth peer name p1 netns s\n"
          + "ip link add eth0 netns b type veth peer name p2 netns s\n"
          + "ip -n s link add br0 type bridge ageing_time 100000000\n"
          + "ip -n s link set p1 master br0\n"
          + "ip -n s link set p2 master br0\n"
          + up("s br0", "s p1", "s p2", "a eth0", "b eth0");
    }
  },

  /// A vxlan at each end of a veth, which does not forget what it has learned, either.
  VXLAN("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip link add under netns a type veth peer name under netns b\n"
          + "ip -n a addr add 192.168.0.1/24 dev under\n"
          + "ip -n b addr add 192.168.0.2/24 dev under\n"
          + "ip -n a link add eth0 type vxlan id 1 dstport 4789 remote 192.168.0.2"
          + " ageing 1000000\n"
          + "ip -n b link add eth0 type vxlan id 1 dstport 4789 remote 192.168.0.1"
          + " ageing 1000000\n"
          + up("a under", "b under", "a eth0", "b eth0");
    }
  },

  /// Two macvlans in bridge mode on one parent.
  MACVLAN("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip netns add s\n"
          + "ip -n s link add lower type veth peer name lowerpeer\n"
          + "for n in a b; do\n"
          + "  ip -n s link add link lower name eth0 netns $n type macvlan mode bridge\n"
          + "done\n"
          + up("s lower", "s lowerpeer", "a eth0", "b eth0");
    }
  },

  /// A veth with an ipvlan in mode l2 at the sending end.
  IPVLAN("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip link add under netns a type veth peer name eth0 netns b\n"
          + "ip -n a link add link under name eth0 type ipvlan mode l2\n"
          + up("a under", "a eth0", "b eth0");
    }
  },

  /// A VLAN device at each end of a veth.
  VLAN("10.0.0.2") {
    @Override
    String script() {
      return HOSTS
          + "ip link add under netns a type veth peer name under netns b\n"
          + "for n in a b; do\n"
          + "  ip -n $n link set under up\n"
          + "  ip -n $n link add link under name eth0 type vlan id 10\n"
          + "done\n"
          + up("a eth0", "b eth0");
    }
  },

  /// A bond with one port at the sending end, in mode active-backup.
  BOND_BACKUP("10.0.0.2") {
    @Override
    String script() {
      return bond("active-backup");
    }
  },

  /// A bond with one port at the sending end, in mode balance-xor.
  BOND_XOR("10.0.0.2") {
    @Override
    String script() {
      return bond("balance-xor");
    }
  },

  /// A team with one port at the sending end, with the runner roundrobin.
  TEAM_ROUNDROBIN("10.0.0.2") {
    @Override
    String script() {
      return team("{\"runner\":{\"name\":\"roundrobin\"}}");
    }
  },

  /// A team with one port at the sending end, with the runner loadbalance.
  TEAM_LOADBALANCE("10.0.0.2") {
    @Override
    String script() {
      return team("{\"runner\":{\"name\":\"loadbalance\",\"tx_hash\":[\"l3\"]}}");
    }
  },

  /// One router.
  ROUTE("10.0.1.2") {
    @Override
    String script() {
      return chain(1);
    }
  },

  /// One router that translates the sources of what it sends on.
  NAT("10.0.1.2") {
    @Override
    String script() {
      return translated(1);
    }
  },

  /// The same with 10,000 flows.
  NAT10K("10.0.1.2") {
    @Override
    int flows() {
      return 10_000;
    }

    @Override
    String script() {
      return translated(flows());
    }
  },

  /// The same with 1,000,000 flows.
  NAT1M("10.0.1.2") {
    @Override
    int flows() {
      return 1_000_000;
    }

    @Override
    String script() {
      return translated(flows());
    }
  },

  /// One router with 10,000 rules by address and port, of which the last one matches.
  FILTER10K("10.0.1.2") {
    @Override
    String script() {
      return filtered(9_999, "-s 10.0.0.1/32 -d 10.9.%1$d.%2$d/32 -p udp -m udp --dport %3$d");
    }
  },

  /// One router with 100 rules that do not match and that no field finds.
  FILTER100("10.0.1.2") {
    @Override
    String script() {
      return filtered(99, "-m mark --mark 0x%3$x");
    }
  },

  /// Ten routers, one behind the other.
  CHAIN10("10.0.10.2") {
    @Override
    String script() {
      return chain(10);
    }
  };

  private static final String HOSTS =
      """
      ip netns add a
      ip netns add b
      for n in a b; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; done
      """;

  private final String destination;

  Topology(String destination) {
    this.destination = destination;
  }

  /// The address of the receiving end.
  String destination() {
    return destination;
  }

  /// How many routers there are between the ends.
  int hops() {
    return switch (this) {
      case CHAIN10 -> 10;
      case ROUTE, NAT, NAT10K, NAT1M, FILTER10K, FILTER100 -> 1;
      default -> 0;
    };
  }

  /// Of how many flows the packets are, in turn.
  int flows() {
    return 1;
  }

  /// What builds the network; addresses come with [#addresses].
  abstract String script();

  /// What gives the ends their addresses and routes, once the devices are there.
  String addresses() {
    String network = destination.substring(0, destination.lastIndexOf('.'));
    String ends =
        "ip -n a addr add 10.0.0.1/24 dev eth0\nip -n b addr add " + destination + "/24 dev eth0\n";
    String routes =
        "ip -n a route add default via 10.0.0.254\nip -n b route add default via "
            + network
            + ".254\n";
    return hops() == 0 ? ends : ends + routes;
  }

  /// A router that drops by so many rules what never comes, and then lets the rest pass.
  private static String filtered(int rules, String words) {
    StringBuilder text = new StringBuilder(chain(1));
    text.append("ip netns exec r1 iptables-restore <<END\n*filter\n");
    for (int i = 1; i <= rules; i++) {
      text.append("-A FORWARD ").append(words.formatted(i / 250, i % 250, i)).append(" -j DROP\n");
    }
    return text.append(
            "-A FORWARD -s 10.0.0.1/32 -d 10.0.1.2/32 -p udp -m udp --dport 9 -j ACCEPT\n")
        .append("COMMIT\nEND\n")
        .toString();
  }

  private static String up(String... devices) {
    StringBuilder text = new StringBuilder();
    for (String device : devices) {
      int blank = device.indexOf(' ');
      text.append("ip -n ").append(device, 0, blank);
      text.append(" link set ").append(device.substring(blank + 1)).append(" up\n");
    }
    return text.toString();
  }

  private static String bond(String mode) {
    return HOSTS
        + "ip link add under netns a type veth peer name eth0 netns b\n"
        + "ip -n a link add eth0 type bond mode "
        + mode
        + " miimon 100\n"
        + "ip -n a link set under master eth0\n"
        + up("b eth0", "a eth0")
        + "sleep 1\n";
  }

  private static String team(String configuration) {
    return HOSTS
        + "ip link add under netns a type veth peer name eth0 netns b\n"
        + up("b eth0")
        + "ip netns exec a teamd -d -t eth0 -c '"
        + configuration
        + "'\n"
        + "ip -n a link set under master eth0\n"
        + up("a eth0")
        + "sleep 1\n";
  }

  private static String chain(int routers) {
    StringBuilder text = new StringBuilder(HOSTS);
    for (int i = 1; i <= routers; i++) {
      text.append("ip netns add r").append(i).append('\n');
      text.append("ip netns exec r").append(i).append(" sysctl -qw net.ipv4.ip_forward=1\n");
      text.append("ip netns exec r").append(i);
      text.append(" sysctl -qw net.ipv6.conf.all.disable_ipv6=1\n");
    }
    for (int i = 0; i <= routers; i++) {
      String left = i == 0 ? "a eth0" : "r" + i + " right";
      String right = i == routers ? "b eth0" : "r" + (i + 1) + " left";
      text.append(wire(left, right));
    }
    for (int i = 1; i <= routers; i++) {
      String left = i == 1 ? "10.0.0.254" : "10.0." + (i - 1) + ".2";
      String right = "10.0." + i + (i == routers ? ".254" : ".1");
      text.append("ip -n r").append(i).append(" addr add ").append(left).append("/24 dev left\n");
      text.append("ip -n r").append(i).append(" addr add ").append(right).append("/24 dev right\n");
    }
    for (int i = 1; i < routers; i++) {
      text.append("ip -n r").append(i).append(" route add 10.0.").append(routers);
      text.append(".0/24 via 10.0.").append(i).append(".2\n");
      text.append("ip -n r").append(i + 1).append(" route add 10.0.0.0/24 via 10.0.");
      text.append(i).append(".1\n");
    }
    return text.toString();
  }

  private static String translated(int flows) {
    return chain(1)
        + "modprobe nf_conntrack\n"
        + "sysctl -qw net.netfilter.nf_conntrack_max="
        + (2 * flows)
        + "\n"
        + "ip netns exec r1 iptables -t nat -A POSTROUTING -o right -j SNAT --to-source"
        + " 10.0.1.254\n";
  }

  private static String wire(String left, String right) {
    String[] one = left.split(" ", 2);
    String[] other = right.split(" ", 2);
    return "ip link add "
        + one[1]
        + " netns "
        + one[0]
        + " type veth peer name "
        + other[1]
        + " netns "
        + other[0]
        + "\n"
        + up(left, right);
  }
}
