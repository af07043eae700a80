package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingTest {
  private static final List<String> TWO_HOSTS =
      List.of(
          "ip netns add p",
          "ip link add eth0 address 02:00:00:00:00:01 type veth peer name eth0 netns p"
              + " address 02:00:00:00:00:02",
          "ip addr add 10.0.0.1/24 dev eth0",
          "ip -6 addr add 2001:db8::1/64 dev eth0 nodad",
          "ip -n p addr add 10.0.0.2/24 dev eth0",
          "ip -n p -6 addr add 2001:db8::2/64 dev eth0 nodad",
          "ip link set eth0 up",
          "ip -n p link set eth0 up",
          "ip -n p link set lo up");

  private final Host host = new Host();

  @AfterEach
  void leave() {
    host.close();
  }

  private void connectTwoHosts() {
    for (String line : TWO_HOSTS) {
      assertThat(host.run(line)).as(line).isEqualTo("[exit 0]\n");
    }
    host.sleep(2500);
  }

  private String ping(String words) {
    return normal(host.run("ping " + words));
  }

  /// The text without what no two runs have in common, and with the usage as one word.
  private static String normal(String text) {
    return text.replaceAll("time=[\\d.]+ ms", "time=N ms")
        .replaceAll(", time \\d+ms", ", time Nms")
        .replaceAll("(rtt min/avg/max/mdev = )[\\d./]+ ms", "$1N ms")
        .replaceAll("ipg/ewma [\\d./]+ ms", "ipg/ewma N ms")
        .replaceAll("ident=\\d\\d+", "ident=N");
  }

  private static String statistics(String target, String counts) {
    return "\n--- " + target + " ping statistics ---\n" + counts;
  }

  // ---- recorded

  /// Commands and what Linux answered to them: `$ COMMAND`, output, `[exit N]`.
  @ParameterizedTest
  @ValueSource(strings = {"options", "names"})
  void answersAsLinuxDid(String name) throws IOException {
    String recorded = read(name + ".linux");

    StringBuilder replayed = new StringBuilder();
    recorded
        .lines()
        .filter(line -> line.startsWith("$ "))
        .forEach(line -> replayed.append(line).append('\n').append(answer(line.substring(2))));

    assertThat(replayed.toString()).isEqualTo(recorded);
  }

  private static String read(String name) throws IOException {
    try (InputStream in = PingTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String answer(String command) {
    if (command.startsWith("printf ")) {
      String text = command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\''));
      host.hosts(text.replace("\\n", "\n"));
      return "[exit 0]\n";
    }
    String answer = normal(host.run(command));
    return command.equals("ping -h") ? answer : answer.replace(Usage.HELP + "\n", "[usage]\n");
  }

  // ---- across a cable

  @Test
  void pingsANeighbour() {
    connectTwoHosts();

    String printed = ping("-c 2 -i 0.2 10.0.0.2");

    assertThat(printed)
        .isEqualTo(
            """
            PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.
            64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=N ms
            64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=N ms

            --- 10.0.0.2 ping statistics ---
            2 packets transmitted, 2 received, 0% packet loss, time Nms
            rtt min/avg/max/mdev = N ms
            [exit 0]
            """);
  }

  @Test
  void pingsALinkLocalNeighbour() {
    connectTwoHosts();

    String printed = ping("-c 1 fe80::ff:fe00:2%eth0");

    assertThat(printed)
        .startsWith(
            """
            PING fe80::ff:fe00:2%eth0(fe80::ff:fe00:2%eth0) 56 data bytes
            64 bytes from fe80::ff:fe00:2%eth0: icmp_seq=1 ttl=64 time=N ms
            """);
  }

  @Test
  void tellsThatNobodyIsThere() {
    connectTwoHosts();

    String printed = ping("-c 3 -i 0.2 -W 4 10.0.0.78");

    assertThat(printed)
        .isEqualTo(
            """
            PING 10.0.0.78 (10.0.0.78) 56(84) bytes of data.
            From 10.0.0.1 icmp_seq=1 Destination Host Unreachable
            From 10.0.0.1 icmp_seq=2 Destination Host Unreachable
            From 10.0.0.1 icmp_seq=3 Destination Host Unreachable

            --- 10.0.0.78 ping statistics ---
            3 packets transmitted, 0 received, +3 errors, 100% packet loss, time Nms
            pipe 3
            [exit 1]
            """);
  }

  @Test
  void tellsThatNobodyIsThereOnIpv6() {
    connectTwoHosts();

    String printed = ping("-c 1 -W 4 2001:db8::78");

    assertThat(printed)
        .startsWith(
            """
            PING 2001:db8::78(2001:db8::78) 56 data bytes
            From 2001:db8::1 icmp_seq=1 Destination unreachable: Address unreachable
            """);
  }

  @Test
  void tellsTheMtuThatIsTooSmall() {
    connectTwoHosts();

    assertThat(ping("-c 1 -W 1 -s 1473 -M do 10.0.0.2"))
        .isEqualTo(
            """
            PING 10.0.0.2 (10.0.0.2) 1473(1501) bytes of data.
            ping: local error: message too long, mtu=1500

            --- 10.0.0.2 ping statistics ---
            1 packets transmitted, 0 received, +1 errors, 100% packet loss, time Nms

            [exit 1]
            """);
    assertThat(ping("-c 1 -W 1 -s 1453 -M do 2001:db8::2"))
        .contains("ping: local error: message too long, mtu: 1500\n");
  }

  @Test
  void pingsWithMoreThanAPacketHolds() {
    connectTwoHosts();

    assertThat(ping("-c 1 -W 1 -s 65507 10.0.0.2"))
        .contains("65515 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=N ms\n");
  }

  @Test
  void saysWhereItPingsFrom() {
    connectTwoHosts();

    assertThat(ping("-c 1 -I eth0 10.0.0.2"))
        .startsWith("PING 10.0.0.2 (10.0.0.2) from 10.0.0.1 eth0: 56(84) bytes of data.\n");
    assertThat(ping("-c 1 -W 1 -I lo 10.0.0.2"))
        .startsWith(
            """
            ping: Warning: source address might be selected on device other than: lo
            PING 10.0.0.2 (10.0.0.2) from 10.0.0.1 lo: 56(84) bytes of data.

            ---\
            """);
    assertThat(ping("-c 1 -I 10.0.0.9 10.0.0.2"))
        .isEqualTo("ping: bind: Cannot assign requested address\n[exit 2]\n");
  }

  @Test
  void asksBeforeItPingsABroadcastAddress() {
    connectTwoHosts();

    assertThat(ping("-c 1 10.0.0.255"))
        .isEqualTo(
            "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall"
                + " rules\n"
                + "[exit 2]\n");
    assertThat(ping("-c 1 -W 1 -b 10.0.0.255"))
        .startsWith(
            """
            WARNING: pinging broadcast address
            PING 10.0.0.255 (10.0.0.255) 56(84) bytes of data.

            ---\
            """);
  }

  @Test
  void triesTheNextAddressOfAHost() {
    connectTwoHosts();
    host.hosts("2001:db8:9::1 two\n10.0.0.2 two\n");

    assertThat(ping("-c 1 two"))
        .contains("64 bytes from two (10.0.0.2): icmp_seq=1 ttl=64 time=N ms\n");
  }

  @Test
  void sendsNothingBehindAGatewayWhenToldSo() {
    connectTwoHosts();
    host.run("ip route add default via 10.0.0.2");
    host.run("ip -n p addr add 10.9.9.9/32 dev lo");
    host.run("ip netns exec p sysctl -qw net.ipv4.ip_forward=1");

    String direct = ping("-r -c 1 -W 1 10.9.9.9");
    String routed = ping("-c 1 -W 1 10.9.9.9");

    assertThat(direct).contains("1 packets transmitted, 0 received");
    assertThat(routed).contains("1 packets transmitted, 1 received");
  }

  @Test
  void showsTheWayOfAPacket() {
    connectTwoHosts();

    assertThat(ping("-R -c 2 -i 0.1 10.0.0.2"))
        .contains(
            """
            64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=N ms
            RR: \t10.0.0.1
            \t10.0.0.2
            \t10.0.0.2
            \t10.0.0.1

            64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=N ms\t(same route)
            """);
  }

  @Test
  void labelsItsFlow() {
    assertThat(ping("-F 0x12345 -c 1 ::1"))
        .startsWith("PING ::1(::1) , flow 0x12345, 56 data bytes\n64 bytes from ::1: icmp_seq=1");
    assertThat(ping("-F 0 -c 1 ::1"))
        .containsPattern("^PING ::1\\(::1\\) , flow 0x[0-9a-f]{5}, 56 ");
  }

  @Test
  void usesAPingSocketWhereItsGroupMay() {
    host.run("sysctl -qw 'net.ipv4.ping_group_range=0 2147483647'");

    assertThat(ping("-v -c 1 127.0.0.1"))
        .startsWith("ping: sock4.fd: 3 (socktype: SOCK_DGRAM), sock6.fd: 4 (socktype: SOCK_DGRAM)")
        .contains("64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=N ms");
  }

  @Test
  void asksNodesAboutThemselvesWhichLinuxDoesNotAnswer() {
    assertThat(ping("-N name -c 1 -W 1 ::1"))
        .contains("1 packets transmitted, 0 received, 100% packet loss")
        .endsWith("[exit 1]\n");
  }

  @Test
  void tellsAtTheEndThatItsOutputWasLost() {
    host.breakScreen(Errno.ENOSPC);

    assertThat(ping("-c 1 127.0.0.1")).isEqualTo("ping: write error\n[exit 1]\n");
  }

  @Test
  void endsWhenNobodyReadsItsOutput() {
    host.breakScreen(Errno.EPIPE);

    assertThat(ping("-c 9 127.0.0.1")).isEqualTo("[exit 141]\n");
    assertThat(host.loop.now() % 1_000_000_000).isLessThan(10 * Host.MILLISECOND);
  }
}
