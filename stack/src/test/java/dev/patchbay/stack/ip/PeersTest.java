package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood of packets that each deserve an error, against what a router remembers of their senders.
class PeersTest {
  private static final String NOWHERE = "192.0.2.1";

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns router = lab.netns("router");
  private final Cable eth0 = Cable.between(router, "eth0", lab.netns("far"), "eth0");
  private final Station station;
  private final Peers peers = IpStack.of(router).peers();

  PeersTest() {
    lab.up(eth0.peer());
    lab.address(eth0, "10.0.0.1/8");
    lab.sysctl(router, "net/ipv4/ip_forward", "1");
    station = new Station(eth0.peer());
    for (String host : new String[] {"10.0.0.8", "10.0.0.9"}) {
      station.sends(station.question(host, "10.0.0.1"));
    }
    lab.passMillis(1);
    station.frames();
  }

  private int errorsFor(String sender, int packets) {
    for (int i = 0; i < packets; i++) {
      station.sends(station.echo(sender, NOWHERE, 64, eth0.address().value()));
      lab.passMillis(1);
    }
    return station.frames().size();
  }

  @Test
  void aFloodCostsItsOwnSender() {
    int toTheFlooder = errorsFor("10.0.0.9", 500);
    int toAnother = errorsFor("10.0.0.8", 1);

    assertThat(toTheFlooder).isBetween(1, 5);
    assertThat(toAnother).isOne();
    assertThat(IpStack.of(router).counters().value(IpCounter.IN_NO_ROUTES)).isEqualTo(501);
  }

  @Test
  void inventedSendersMakeRoomForEachOther() {
    for (int sender = 0; sender < Peers.MOST + 1000; sender++) {
      peers.peer(sender);
    }

    assertThat(peers.size()).isEqualTo(Peers.MOST);
  }

  @Test
  void forgetsThemInTime() {
    errorsFor("10.0.0.9", 10);
    for (int sender = 0; sender < 1000; sender++) {
      peers.allows(sender, 100);
    }
    assertThat(peers.size()).isEqualTo(1001);

    lab.pass(Duration.ofMinutes(2));

    assertThat(peers.size()).isZero();
  }
}
