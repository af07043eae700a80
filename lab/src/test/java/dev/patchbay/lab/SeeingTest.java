package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Ledger;
import dev.patchbay.core.Leg.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `journey`, `drops`, `reach`, and what `why` refuses.
class SeeingTest {
  private final Lab lab = Lab.builder().checkedPool(true).build();

  @BeforeEach
  void setUp() {
    String made =
        lab.run(
            """
            for n in a r b; do ip netns add $n; done
            ip link add eth0 netns a type veth peer name left netns r
            ip link add eth0 netns b type veth peer name right netns r
            ip -n a addr add 10.1.0.2/24 dev eth0
            ip -n r addr add 10.1.0.1/24 dev left
            ip -n r addr add 10.2.0.1/24 dev right
            ip -n b addr add 10.2.0.2/24 dev eth0
            ip -n a link set eth0 up
            ip -n r link set left up
            ip -n r link set right up
            ip -n b link set eth0 up
            ip -n a route add default via 10.1.0.1
            ip -n b route add default via 10.2.0.1
            ip netns exec r sysctl -qw net.ipv4.ip_forward=1
            """);
    assertThat(made).isEmpty();
  }

  @AfterEach
  void tearDown() {
    lab.close();
  }

  @Test
  void showsTheWayThereAndBack() {
    String text = lab.run("journey -- ip netns exec a ping -c 1 10.2.0.2");

    assertThat(text)
        .contains("journey ", ": ping -c 1 10.2.0.2\n")
        .contains("a  #1 IP 10.1.0.2 > 10.2.0.2: ICMP echo request")
        .contains("route      to 10.2.0.2: default via 10.1.0.1 dev eth0 table main\n")
        .contains("neighbour  waits for 10.1.0.1 dev eth0\n")
        .contains("(because of #1) ARP, Request who-has 10.1.0.1 tell 10.1.0.2, length 28\n")
        .contains("forward    to dev right ttl 63\n")
        .contains("socket     of ping -c 1 10.2.0.2 (pid ")
        .contains("packets: 1 delivered, ");
  }

  @Test
  void choosesByWhatOnlyFramesHave() {
    String text = lab.run("journey arp -- ip netns exec a arping -c 1 -w 1 -I eth0 10.1.0.9");

    assertThat(text).contains("a  #1 ARP, Request who-has 10.1.0.9");
  }

  @Test
  void namesTheRuleThatDrops() {
    lab.run("ip netns exec r iptables -A FORWARD -d 10.2.0.2 -j DROP");

    String text = lab.run("journey rule FORWARD -- ip netns exec a ping -c 1 -W 1 10.2.0.2");

    assertThat(text)
        .contains("rule       filter FORWARD rule 1: -d 10.2.0.2/32 -j DROP\n")
        .contains("drop       NETFILTER_DROP: a netfilter rule dropped it\n")
        .contains("1 dropped (NETFILTER_DROP)");
  }

  @Test
  void namesThePolicyRuleThatChoseTheTable() {
    lab.run(
        "ip -n r route add 10.2.0.0/24 dev right table 42; ip -n r rule add iif left lookup 42");

    String text = lab.run("journey -- ip netns exec a ping -c 1 -W 1 10.2.0.2");

    assertThat(text)
        .contains("10.2.0.0/24 dev right table 42 (rule 32765: from all iif left lookup 42)\n")
        .contains("route      to 10.1.0.2: 10.1.0.0/24 dev left table main\n");
  }

  @Test
  void saysHowLongAQueueHadThePacket() {
    lab.run("ip netns exec r tc qdisc add dev right root netem delay 30ms");

    String text = lab.run("journey -- ip netns exec a ping -c 1 -W 1 10.2.0.2");

    assertThat(text)
        .contains("enqueue    qdisc netem dev right\n")
        .contains("dequeue    qdisc netem dev right after 30ms\n");
  }

  @Test
  void namesTheEntryOfATunnel() {
    String vxlan = " link add vx0 type vxlan id 7 dstport 4789 remote ";
    lab.run("ip -n a" + vxlan + "10.2.0.2; ip -n a addr add 10.7.0.1/24 dev vx0");
    lab.run("ip -n b" + vxlan + "10.1.0.2; ip -n b addr add 10.7.0.2/24 dev vx0");
    lab.run("ip -n a link set vx0 up; ip -n b link set vx0 up");

    String text = lab.run("journey -- ip netns exec a ping -c 1 -W 1 10.7.0.2");

    assertThat(text)
        .contains("fdb        vx0 has no entry for ff:ff:ff:ff:ff:ff; unknown stations are at 10.2")
        .containsPattern("fdb        vx0 knows [0-9a-f:]{17} at 10.2.0.2\n")
        .contains("encap      by vx0 from 10.1.0.2 to 10.2.0.2\n");
  }

  @Test
  void choosesByTcpdumpsLanguage() {
    String some = lab.run("journey icmp and netns b -- ip netns exec a ping -c 1 10.2.0.2");
    String none = lab.run("journey udp -- ip netns exec a ping -c 1 10.2.0.2");

    assertThat(some).contains("\njourney ");
    assertThat(none).contains("is to be shown").doesNotContain("\njourney 1:");
  }

  @Test
  void putsACaretUnderWhatItDoesNotUnderstand() {
    String refusal = lab.run("journey 'icmp and and' -- true");

    assertThat(refusal)
        .isEqualTo(
            """
            journey: can't parse filter expression: syntax error
              icmp and and
                       ^
            """);
    assertThat(lab.status()).isEqualTo(2);
  }

  @Test
  void showsWhatAChangeHasChanged() {
    lab.run("journey --save before -- ip netns exec a ping -q -c 1 10.2.0.2");
    lab.run("journey --save before -- ip netns exec a ping -q -c 1 10.2.0.2");
    String same = lab.run("journey --diff before -- ip netns exec a ping -q -c 1 10.2.0.2");
    lab.run("ip netns exec r iptables -A FORWARD -p icmp -j DROP");

    String diff = lab.run("journey --diff before -- ip netns exec a ping -q -c 1 10.2.0.2");

    assertThat(same).endsWith("nothing has changed since before\n");
    assertThat(diff)
        .contains("-     forward    to dev right ttl 63\n")
        .contains("+     rule       filter FORWARD rule 1: -p icmp -j DROP\n");
  }

  @Test
  void keepsTheCommandsStatus() {
    lab.run("journey -- sh -c 'exit 7'");

    assertThat(lab.status()).isEqualTo(7);
  }

  @Test
  void printsForProgramsAndPages() {
    String ping = " -- ip netns exec a ping -c 1 10.2.0.2 2> /dev/null";

    assertThat(lab.run("journey --json" + ping)).startsWith("[ {").contains("\"stage\": \"route\"");
    assertThat(lab.run("journey --mermaid" + ping))
        .startsWith("sequenceDiagram\n")
        .contains("p0->>p1: IP 10.1.0.2 > 10.2.0.2: ICMP echo request");
    assertThat(lab.run("journey --html" + ping))
        .startsWith("<!DOCTYPE html>")
        .contains("<svg viewBox")
        .doesNotContain("http:", "https:");
  }

  @Test
  void drawsSeveralJourneysAsOneDiagram() {
    String twice = "sh -c 'ip netns exec a ping -c 1 10.2.0.2; ip netns exec a ping -c 1 10.2.0.2'";

    String diagram = lab.run("journey --mermaid -- " + twice + " 2> /dev/null");

    assertThat(diagram).containsOnlyOnce("sequenceDiagram").containsOnlyOnce("participant p0 as a");
    assertThat(diagram.lines().filter(line -> line.contains(": journey "))).hasSize(2);
  }

  @Test
  void endsOfJourneysAddUpToTheLedger() {
    lab.close();
    try (Lab recorded = Lab.builder().journeys(true).checkedPool(true).build()) {
      recorded.run("ip link set lo up; ping -c 2 127.0.0.1; ping -c 1 -W 1 10.9.9.9");
      Ledger ledger = recorded.world().ledger();

      assertThat(sum(recorded, End.DELIVERED)).isEqualTo(ledger.delivered());
      assertThat(sum(recorded, End.CONSUMED)).isEqualTo(ledger.consumed());
      assertThat(sum(recorded, End.DROPPED)).isEqualTo(ledger.dropped());
      assertThat(sum(recorded, End.QUEUED)).isEqualTo(ledger.queued());
    }
  }

  private static long sum(Lab lab, End end) {
    return lab.journeys().stream().mapToLong((Journey journey) -> journey.ended(end)).sum();
  }

  @Test
  void accountsForEveryDrop() {
    lab.run("ip netns exec a ping -c 2 -t 1 10.2.0.2; drops --clear");

    lab.run("ip netns exec a ping -c 2 -t 1 10.2.0.2");

    long all = lab.world().ledger().dropped(DropReason.IP_TTL_EXPIRED);
    assertThat(all).isEqualTo(4);
    assertThat(lab.run("drops -n"))
        .containsPattern("r +left +2 +\\+2  IP_TTL_EXPIRED: its TTL is used up\n");
    assertThat(lab.run("drops -n")).isEmpty();
    assertThat(lab.run("drops -j")).contains("\"reason\":\"IP_TTL_EXPIRED\"", "\"count\":2");
  }

  @Test
  void saysWhoReachesWhomAndWhatHasChanged() {
    assertThat(lab.run("reach"))
        .isEqualTo(
            """
               a  r  b
            a  .  4  4
            r  4  .  4
            b  4  4  .
            """);

    lab.run("ip netns exec r sysctl -qw net.ipv4.ip_forward=0");

    assertThat(lab.run("reach"))
        .endsWith("a no longer reaches b by IPv4\nb no longer reaches a by IPv4\n");
  }

  @Test
  void refusesWordsThatItDoesNotUnderstand() {
    assertThat(lab.run("why")).isEqualTo("why: expected a destination; see why --help\n");
    assertThat(lab.run("why from x 10.0.0.1"))
        .isEqualTo("why: from \"x\": no namespace or machine is called so; see why --help\n");
    assertThat(lab.run("why 10.0.0.1 tcp 70000"))
        .isEqualTo("why: \"70000\": expected a port from 1 to 65535; see why --help\n");
    assertThat(lab.status()).isEqualTo(2);
  }
}
