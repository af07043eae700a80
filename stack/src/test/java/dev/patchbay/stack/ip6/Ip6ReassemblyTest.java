package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood of first pieces, whose rest never comes.
class Ip6ReassemblyTest {
  private static final int PIECE = 1024;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns host = lab.netns("host");
  private final Netns elsewhere = lab.netns("elsewhere");
  private final Cable eth0 = Cable.between(host, "eth0", elsewhere, "eth0");
  private final Router sender = new Router(eth0.peer());
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

  private Ip6Reassembly reassembly() {
    return Ip6Netns.of(host).reassembly();
  }

  private void flood(int packets) {
    for (int id = 0; id < packets; id++) {
      byte[] piece = new byte[PIECE];
      piece[0] = (byte) 0x80;
      byte[] headers = {
        IpProtocol.FRAGMENT,
        0,
        1,
        4,
        0,
        0,
        0,
        0,
        IpProtocol.ICMPV6,
        0,
        0,
        1,
        0,
        0,
        (byte) (id >> 8),
        (byte) id
      };
      sender.says(piece, Router.ADDRESS, own, 64, headers);
      lab.passMillis(1);
    }
  }

  @Test
  void holdsNoMoreThanTheLimit() {
    lab.sysctl(host, "net/ipv6/ip6frag_low_thresh", "100000");
    lab.sysctl(host, "net/ipv6/ip6frag_high_thresh", "100000");

    flood(500);

    int held = reassembly().size();
    assertThat(held).isBetween(40, 100);
    assertThat(reassembly().memory()).isBetween(100_000, 104_000);
    assertThat(lab.ledger().dropped(DropReason.NOMEM)).isEqualTo(500 - held);
    assertThat(Ip6Netns.of(host).counters().value(Ip6Counter.REASM_FAILS)).isEqualTo(500 - held);
  }

  @Test
  void isEmptyWhenTheTimeIsOver() {
    flood(500);
    sender.station.frames();
    assertThat(lab.ledger().queued()).isEqualTo(500);

    lab.pass(Duration.ofSeconds(70));
    sender.station.frames();

    assertThat(reassembly().size()).isZero();
    assertThat(reassembly().memory()).isZero();
    assertThat(lab.ledger().queued()).isZero();
    assertThat(Ip6Netns.of(host).counters().value(Ip6Counter.REASM_TIMEOUT)).isEqualTo(500);
  }
}
