package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Packets with extension headers, made by hand, and what a host does with them.
class ExtensionHeadersTest {
  private static final int ETHERNET = 14;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns host = lab.netns("host");
  private final Netns elsewhere = lab.netns("elsewhere");
  private final Cable eth0 = Cable.between(host, "eth0", elsewhere, "eth0");
  private final Router station = new Router(eth0.peer());
  private String own = "";

  @BeforeEach
  void begin() {
    lab.sysctl(elsewhere, "net/ipv6/conf/eth0/disable_ipv6", "1");
    lab.sysctl(host, "net/ipv6/conf/eth0/accept_dad", "0");
    lab.up(eth0);
    lab.up(eth0.peer());
    lab.passMillis(3000);
    own = EndToEndTest.addresses(eth0).getFirst().replace("/64", "");
    station.station.frames();
  }

  private static byte[] echo() {
    byte[] message = new byte[16];
    Icmpv6.type(message, 0, Icmpv6.ECHO_REQUEST);
    return message;
  }

  /// Sends an echo request behind these headers; returns what came back, by ICMPv6 type.
  private List<byte[]> ask(int... headers) {
    byte[] bytes = new byte[headers.length];
    for (int i = 0; i < headers.length; i++) {
      bytes[i] = (byte) headers[i];
    }
    station.says(echo(), Router.ADDRESS, own, 64, bytes);
    lab.passMillis(10);
    return station.station.frames();
  }

  private static boolean isSolicitation(byte[] frame) {
    return Icmpv6.type(frame, ETHERNET + Ipv6.HEADER) == Icmpv6.NEIGHBOUR_SOLICITATION;
  }

  private long counted(Ip6Counter counter) {
    return Ip6Netns.of(host).counters().value(counter);
  }

  @Test
  void passesPaddingAndOptionsThatMayBeSkipped() {
    ask(IpProtocol.ICMPV6, 0, 1, 4, 0, 0, 0, 0);
    ask(IpProtocol.ICMPV6, 0, 0x1e, 4, 1, 2, 3, 4);
    ask(
        IpProtocol.DESTINATION_OPTIONS,
        0,
        1,
        4,
        0,
        0,
        0,
        0,
        IpProtocol.ICMPV6,
        0,
        1,
        4,
        0,
        0,
        0,
        0);

    assertThat(Ip6Netns.of(host).counters().icmpIn(Icmpv6.ECHO_REQUEST)).isEqualTo(3);
    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isZero();
  }

  @Test
  void refusesPaddingThatHidesSomething() {
    ask(IpProtocol.ICMPV6, 0, 1, 4, 0, 0, 1, 0);

    assertThat(Ip6Netns.of(host).counters().icmpIn(Icmpv6.ECHO_REQUEST)).isZero();
    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isOne();
  }

  @Test
  void tellsTheSenderOfAnUnknownOptionWhenThatAsksForIt() {
    ask(IpProtocol.ICMPV6, 0, 0x40, 4, 0, 0, 0, 0);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.PARAMETER_PROBLEM)).isZero();

    List<byte[]> frames = ask(IpProtocol.ICMPV6, 0, 0x80, 4, 0, 0, 0, 0);

    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isEqualTo(2);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.PARAMETER_PROBLEM)).isOne();
    assertThat(frames).anyMatch(ExtensionHeadersTest::isSolicitation);
  }

  @Test
  void refusesARoutingHeaderThatLeadsOn() {
    ask(IpProtocol.ROUTING, 0, 1, 4, 0, 0, 0, 0, IpProtocol.ICMPV6, 0, 0, 1, 0, 0, 0, 0);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.PARAMETER_PROBLEM)).isOne();

    ask(IpProtocol.ROUTING, 0, 1, 4, 0, 0, 0, 0, IpProtocol.ICMPV6, 0, 4, 1, 0, 0, 0, 0);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.PARAMETER_PROBLEM)).isOne();
    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isEqualTo(2);

    ask(IpProtocol.ROUTING, 0, 1, 4, 0, 0, 0, 0, IpProtocol.ICMPV6, 0, 0, 0, 0, 0, 0, 0);
    assertThat(Ip6Netns.of(host).counters().icmpIn(Icmpv6.ECHO_REQUEST)).isOne();
  }

  @Test
  void isNobodysHome() {
    int[] header = new int[32];
    header[0] = IpProtocol.ROUTING;
    header[2] = 1;
    header[3] = 4;
    header[8] = IpProtocol.ICMPV6;
    header[9] = 2;
    header[10] = 2;
    header[11] = 1;
    ask(header);

    assertThat(counted(Ip6Counter.IN_ADDR_ERRORS)).isOne();
    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isZero();
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.PARAMETER_PROBLEM)).isZero();
  }

  @Test
  void refusesMoreOptionsThanAllowed() {
    lab.sysctl(host, "net/ipv6/max_hbh_opts_number", "1");

    ask(IpProtocol.ICMPV6, 0, 0x1e, 1, 0, 0x1e, 1, 0);

    assertThat(counted(Ip6Counter.IN_HDR_ERRORS)).isOne();
  }

  // ---- listener queries come behind a router alert

  private void query(int... alert) {
    byte[] message = new byte[MulticastListener.QUERY_HEADER];
    Icmpv6.type(message, 0, Icmpv6.LISTENER_QUERY);
    MulticastListener.responseDelay(message, 0, 100);
    MulticastListener.robustness(message, 0, 2);
    MulticastListener.queryInterval(message, 0, 125);
    byte[] options = new byte[alert.length];
    for (int i = 0; i < alert.length; i++) {
      options[i] = (byte) alert[i];
    }
    station.says(message, Router.ADDRESS, "ff02::1", 1, options);
    lab.passMillis(300);
  }

  @Test
  void answersAQueryThatIsOneWithWhatItListensTo() {
    lab.passMillis(5000);
    long before = Ip6Netns.of(host).counters().icmpOut(Icmpv6.LISTENER_REPORT_V2);

    query(IpProtocol.ICMPV6, 0, 5, 2, 0, 0, 1, 0);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.LISTENER_REPORT_V2))
        .isEqualTo(before + 1);

    query(IpProtocol.ICMPV6, 0, 1, 4, 0, 0, 0, 0);
    assertThat(Ip6Netns.of(host).counters().icmpOut(Icmpv6.LISTENER_REPORT_V2))
        .isEqualTo(before + 1);
  }
}
