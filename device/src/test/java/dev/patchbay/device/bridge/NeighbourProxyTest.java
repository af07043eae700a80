package dev.patchbay.device.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Station;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NeighbourProxyTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");

  /// Who has 10.0.0.9? Tell 10.0.0.1.
  private static final Frame QUESTION =
      arp("0001 0800 06 04 0001 02000000000a 0a000001 000000000000 0a000009");

  private final Switch bridge = new Switch();
  private final Station a = bridge.station("a");
  private final Station b = bridge.station("b");

  private static Frame arp(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Frame.ethernet(Mac.BROADCAST, A)
        .type(EtherType.ARP)
        .payload(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPortWithProxyArpIsNotFlooded() throws NetlinkException {
    bridge.set(b, "proxy_arp", "on");

    a.sends(QUESTION);

    b.receivesNothing();
  }

  @Test
  void aQuestionThatNobodyCanAnswerGoesToSuppressingPortsToo() throws NetlinkException {
    bridge.set(b, "neigh_suppress", "on");

    a.sends(QUESTION);

    b.receives(QUESTION);
  }

  @Test
  void whatAHostSaysOfItselfStaysAwayFromSuppressingPorts() throws NetlinkException {
    bridge.set(b, "neigh_suppress", "on");

    a.sends(arp("0001 0800 06 04 0001 02000000000a 0a000001 000000000000 0a000001"));

    b.receivesNothing();
  }

  @Test
  void withoutSuchPortsItLooksAtNothing() throws NetlinkException {
    bridge.set(b, "neigh_suppress", "on");
    assertThat(bridge.bridge.proxies()).isTrue();

    bridge.set(b, "neigh_suppress", "off");

    assertThat(bridge.bridge.proxies()).isFalse();
  }
}
