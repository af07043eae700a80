package dev.patchbay.stack.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A host that sends to neighbours that do not exist, as a scan of its network does.
class SilentNeighboursTest {
  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns host = lab.netns("host");
  private final Cable eth0 = Cable.between(host, "eth0", lab.netns("far"), "eth0");
  private final NeighbourTable table = NeighbourTable.of(lab.machine, Family.IPV4);
  private final Pinger pinger;

  SilentNeighboursTest() {
    lab.address(eth0, "10.0.0.1/8");
    lab.up(eth0.peer());
    pinger = new Pinger(host);
  }

  private int refused(int packets) {
    int refused = 0;
    for (int number = 0; number < packets; number++) {
      boolean sent = pinger.send(Ip.v4(0x0a01_0000 + number).text()).isEmpty();
      refused += sent ? 0 : 1;
    }
    return refused;
  }

  @Test
  void costTheSenderWhoIsToldWhenTheTableIsFull() {
    int refused = refused(2000);

    assertThat(table.size()).isEqualTo(1024);
    assertThat(refused).isEqualTo(2000 - 1024);
    assertThat(table.statistics().tableFulls).isEqualTo(2000 - 1024);
  }

  @Test
  void giveBackWhatWaitedForThem() {
    refused(2000);
    lab.passMillis(1);
    assertThat(lab.ledger().queued()).isEqualTo(1024);

    lab.pass(Duration.ofSeconds(10));
    pinger.received();

    assertThat(lab.ledger().queued()).isZero();
    assertThat(lab.ledger().dropped(DropReason.NEIGH_FAILED)).isGreaterThanOrEqualTo(1024);
  }

  @Test
  void areForgottenInTime() {
    refused(2000);

    lab.pass(Duration.ofMinutes(2));

    assertThat(table.size()).isLessThan(128);
  }
}
