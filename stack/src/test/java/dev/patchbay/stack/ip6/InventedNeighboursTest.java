package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.neighbour.NeighbourTable;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood of questions from neighbours that do not exist, each of which a host remembers.
class InventedNeighboursTest {
  private static final int SIZE = NeighbourDiscovery.NEIGHBOUR_HEADER + NeighbourOption.HEADER;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns host = lab.netns("host");
  private final Netns elsewhere = lab.netns("elsewhere");
  private final Cable eth0 = Cable.between(host, "eth0", elsewhere, "eth0");
  private final Router sender = new Router(eth0.peer());
  private final NeighbourTable table = NeighbourTable.of(lab.machine, Family.IPV6);
  private String own = "";

  @BeforeEach
  void begin() {
    lab.sysctl(elsewhere, "net/ipv6/conf/eth0/disable_ipv6", "1");
    lab.sysctl(host, "net/ipv6/conf/eth0/accept_dad", "0");
    lab.up(eth0);
    lab.up(eth0.peer());
    lab.passMillis(3000);
    own = EndToEndTest.addresses(eth0).getFirst().replace("/64", "");
  }

  private void asks(int number) {
    byte[] message = new byte[SIZE];
    Icmpv6.type(message, 0, Icmpv6.NEIGHBOUR_SOLICITATION);
    Ip target = Ip.of(own);
    NeighbourDiscovery.target(message, 0, target.hi(), target.lo());
    NeighbourOption.writeMac(
        message,
        NeighbourDiscovery.NEIGHBOUR_HEADER,
        NeighbourOption.SOURCE_ADDRESS,
        0x0200_0000_0000L + number);
    sender.says(message, "fe80::1:" + Integer.toHexString(number), own, 255, new byte[0]);
    lab.passMillis(1);
  }

  @Test
  void fillTheTableAndNoMoreAndAreCounted() {
    for (int number = 1; number <= 3000; number++) {
      asks(number);
    }

    assertThat(table.size()).isLessThanOrEqualTo(1024);
    assertThat(table.statistics().tableFulls).isGreaterThanOrEqualTo(3000 - 1024);
  }

  @Test
  void areForgottenInTime() {
    for (int number = 1; number <= 3000; number++) {
      asks(number);
    }

    lab.pass(Duration.ofMinutes(5));
    sender.station.frames();

    assertThat(table.size()).isLessThan(128);
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void leaveRoomForOthersAfterAFewSeconds() {
    for (int number = 1; number <= 3000; number++) {
      asks(number);
    }
    lab.pass(Duration.ofSeconds(10));

    asks(4000);

    assertThat(table.find(eth0, Ip.of("fe80::1:fa0").hi(), Ip.of("fe80::1:fa0").lo())).isNotNull();
  }
}
