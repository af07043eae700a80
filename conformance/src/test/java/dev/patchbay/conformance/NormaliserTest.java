package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.043 ms|64 bytes from 10.0.0.2: icmp_seq=1"
            + " ttl=64 time=N ms",
        "1 packets transmitted, 1 received, 0% packet loss, time 1017ms|1 packets transmitted, 1"
            + " received, 0% packet loss, time Nms",
        "rtt min/avg/max/mdev = 0.1/0.2/0.3/0.0 ms|rtt N",
        "7: veth0@if6: <UP> mtu 1500|N: veth0@ifN: <UP> mtu 1500",
        "    link/ether 02:00:00:00:00:01 link-netnsid 3|    link/ether 02:00:00:00:00:01"
            + " link-netnsid N",
        "red (id: 4)|red (id: N)",
        "12:34:56.123456 IP 10.0.0.1|TIME IP 10.0.0.1",
        "valid_lft 86399sec|valid_lft Nsec",
        "10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 used 1/2/3 PROBE|10.0.0.2 dev eth0 lladdr"
            + " 02:00:00:00:00:02 used N REACHABLE",
        "hello_timer   0.42|hello_timer N",
        "qdisc htb 8001: root|qdisc htb 80NN: root",
        "iptables v1.8.9 (legacy): bad|iptables vN: bad",
        "[{\"ifindex\":2,\"mtu\":1500}]|[{\"ifindex\":N,\"mtu\":1500}]",
        "mtu 1500 qdisc noqueue|mtu 1500 qdisc noqueue",
      })
  void replacesWhatIsAPropertyOfARun(String line, String normal) {
    assertThat(normaliser().normal("ip link", List.of(line))).containsExactly(normal);
  }

  @Test
  void takesColoursTrailingBlanksAndEmptyLastLinesAway() {
    List<String> lines = List.of("\033[1;31mred\033[0m  ", "", "x", "", "");

    assertThat(normaliser().normal("ip link", lines)).containsExactly("red", "", "x");
  }

  @Test
  void keepsTheMacAddressesThatTheCaseSet() {
    Normaliser normaliser = normaliser("ip link set eth0 address 4A:00:00:00:00:01");

    assertThat(normaliser.normal("ip link", List.of("4a:00:00:00:00:01 3e:11:22:33:44:55")))
        .containsExactly("4a:00:00:00:00:01 MAC");
  }

  @Test
  void replacesWhatIsMadeOfARandomMacAddress() {
    Normaliser normaliser = normaliser("ip link set eth0 address 4a:00:00:00:00:01");
    List<String> lines =
        List.of(
            "fe80::4800:ff:fe00:1 fe80::3c11:22ff:fe33:4455 fe80::1 fe80::1:2:ff:fe00:1",
            "8000.4a0000000001 8000.3e1122334455");

    assertThat(normaliser.normal("ip addr", lines))
        .containsExactly(
            "fe80::4800:ff:fe00:1 fe80::MAC fe80::1 fe80::1:2:ff:fe00:1",
            "8000.4a0000000001 8000.MAC");
  }

  @ParameterizedTest
  @CsvSource({
    "ip neigh show, true",
    "bridge fdb show, true",
    "ip -6 route, true",
    "ip netns, true",
    "ip route, false",
    "ip netns add x, false",
  })
  void sortsTablesWithoutAnOrder(String command, boolean sorted) {
    List<String> normal = normaliser().normal(command, List.of("b", "a"));

    assertThat(normal).isEqualTo(sorted ? List.of("a", "b") : List.of("b", "a"));
  }

  @Test
  void namesProtocolsInListingsOfRules() {
    List<String> lines =
        List.of(
            "num   pkts bytes target     prot opt in     out     source",
            "1        0     0 ACCEPT     6    --  *      *       0.0.0.0/0",
            "DROP       1    --  0.0.0.0/0            0.0.0.0/0");

    assertThat(normaliser().normal("iptables -nvL", lines))
        .containsExactly(
            "num pkts bytes target prot opt in out source",
            "1 0 0 ACCEPT tcp -- * * 0.0.0.0/0",
            "DROP icmp -- 0.0.0.0/0 0.0.0.0/0");
  }

  private static Normaliser normaliser(String... commands) {
    StringBuilder transcript = new StringBuilder();
    for (String command : commands) transcript.append("$ ").append(command).append("\n[exit 0]\n");
    return Normaliser.of(Transcript.parse(transcript.toString()));
  }
}
