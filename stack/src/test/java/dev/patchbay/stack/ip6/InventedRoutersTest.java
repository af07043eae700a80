package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.Routes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood of router advertisements, each with a prefix and a network of its own.
class InventedRoutersTest {
  private static final int ON_LINK_AND_AUTONOMOUS = 0xc0;
  private static final int FLOOD = 1000;
  private static final int SECONDS = 60;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns host = lab.netns("host");
  private final Netns elsewhere = lab.netns("elsewhere");
  private final Cable eth0 = Cable.between(host, "eth0", elsewhere, "eth0");
  private final Router forger = new Router(eth0.peer());

  @BeforeEach
  void begin() {
    lab.sysctl(elsewhere, "net/ipv6/conf/eth0/disable_ipv6", "1");
    lab.sysctl(host, "net/ipv6/conf/eth0/accept_ra_rt_info_max_plen", "64");
    lab.up(eth0);
    lab.up(eth0.peer());
    lab.passMillis(3000);
    for (int i = 0; i < FLOOD; i++) {
      String group = Integer.toHexString(i + 1);
      forger
          .prefix("2001:db8:" + group + "::/64", ON_LINK_AND_AUTONOMOUS, SECONDS, SECONDS)
          .route("2001:db9:" + group + "::/64", 0, SECONDS)
          .advertises(SECONDS);
      lab.passMillis(1);
    }
    lab.pass(Duration.ofSeconds(2));
    forger.station.frames();
  }

  private int addresses() {
    return Addresses.of(host).snapshots(Family.IPV6, eth0).size();
  }

  private int routes() throws NetlinkException {
    return Routes.of(host).snapshots(Family.IPV6, RouteTable.MAIN).size();
  }

  @Test
  void giveAHostFewAddresses() {
    assertThat(addresses()).isEqualTo(16);
  }

  @Test
  void areForgottenInTime() throws NetlinkException {
    assertThat(routes()).isGreaterThan(FLOOD);

    lab.pass(Duration.ofMinutes(3));
    forger.station.frames();

    assertThat(addresses()).isOne();
    assertThat(routes()).isOne();
    assertThat(lab.ledger().queued()).isZero();
  }
}
