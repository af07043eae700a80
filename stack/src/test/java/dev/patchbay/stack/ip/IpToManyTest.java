package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What goes to many, to nobody, to oneself, and comes from where it cannot come from.
class IpToManyTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable eth0 = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  private final Pinger pinger = new Pinger(red);

  private void answerBroadcasts() {
    lab.sysctl(red, "net/ipv4/icmp_echo_ignore_broadcasts", "0");
    lab.sysctl(blue, "net/ipv4/icmp_echo_ignore_broadcasts", "0");
  }

  private IpCounters counters(Netns netns) {
    return IpStack.of(netns).counters();
  }

  @Test
  void hearsItsOwnBroadcasts() {
    answerBroadcasts();
    pinger.socket.broadcast(true);

    pinger.send("10.0.0.255");
    lab.passMillis(10);

    assertThat(pinger.received())
        .containsExactlyInAnyOrder("reply 10.0.0.1 ttl=64", "reply 10.0.0.2 ttl=64");
    assertThat(counters(red).value(IpCounter.OUT_BCAST_PKTS)).isOne();
    assertThat(counters(red).value(IpCounter.IN_BCAST_PKTS)).isOne();
    // What the other end sent: a question and an answer.
    assertThat(eth0.statistics().rxPackets).isEqualTo(2);
  }

  @Test
  void hearsItsOwnMulticastUnlessItDoesNotWantTo() throws SocketException {
    answerBroadcasts();
    pinger.socket.bindDevice("eth0");

    pinger.send("224.0.0.1");
    lab.passMillis(10);
    assertThat(pinger.received())
        .containsExactlyInAnyOrder("reply 10.0.0.1 ttl=64", "reply 10.0.0.2 ttl=64");

    pinger.socket.multicastLoop(false);
    pinger.send("224.0.0.1");
    lab.passMillis(10);
    assertThat(pinger.received()).containsExactly("reply 10.0.0.2 ttl=64");
  }

  @Test
  void doesNotForwardWhatCameForMany() {
    lab.sysctl(blue, "net/ipv4/ip_forward", "1");
    pinger.socket.broadcast(true);

    pinger.send("10.0.0.255");
    lab.passMillis(10);

    assertThat(counters(blue).value(IpCounter.FORW_DATAGRAMS)).isZero();
    assertThat(pinger.received()).isEmpty();
  }

  @Test
  void talksToItselfByLoopback() {
    pinger.send("10.0.0.1");
    pinger.send("127.0.0.1");
    lab.passMillis(10);

    assertThat(pinger.received())
        .containsExactly("reply 10.0.0.1 ttl=64", "reply 127.0.0.1 ttl=64");
    assertThat(eth0.statistics().txPackets).isZero();
    assertThat(red.loopback().statistics().rxPackets).isEqualTo(4);
  }

  @Test
  void hearsAtTheDeviceThatHasTheAddress() throws SocketException {
    pinger.socket.bindDevice("eth0");

    pinger.send("10.0.0.1");
    lab.passMillis(10);

    assertThat(pinger.received()).containsExactly("reply 10.0.0.1 ttl=64");
  }

  @Test
  void keepsWhatIsSentToAStrangerByLoopback() throws SocketException {
    pinger.socket.bindDevice("lo");

    pinger.send("10.0.0.2");
    lab.passMillis(10);

    assertThat(pinger.received()).isEmpty();
    assertThat(counters(red).icmpIn(8)).isOne();
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void writesMartiansIntoTheKernelLog() {
    lab.sysctl(red, "net/ipv4/conf/all/log_martians", "1");
    Netns far = lab.netns("far");
    Cable eth1 = Cable.between(red, "eth1", far, "eth0");
    lab.up(eth1.peer());
    lab.address(eth1, "10.1.0.1/24");
    lab.sysctl(red, "net/ipv4/conf/eth1/rp_filter", "1");
    Station station = new Station(eth1.peer());
    long mac = eth1.address().value();

    station.sends(station.echo("10.0.0.9", "10.1.0.1", 64, mac));
    station.sends(station.echo("10.1.0.9", "127.0.0.1", 64, mac));
    lab.passMillis(1);

    String header = Mac.format(mac) + ":" + Mac.format(station.mac());
    assertThat(lab.machine.log().lines())
        .extracting(KernelLog.Line::text)
        .containsExactly(
            "IPv4: martian source 10.1.0.1 from 10.0.0.9, on dev eth1",
            "ll header: 00000000: " + header.replace(':', ' ') + " 08 00",
            "IPv4: martian destination 127.0.0.1 from 10.1.0.9, dev eth1");
    assertThat(counters(red).reversePathFilter()).isOne();
  }
}
