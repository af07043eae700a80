package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IcmpProbe;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Objects and answers as a Linux 6.1 was asked and answered.
class InterfaceProbeTest {
  private static final String BY_NAME = "20000f520008030165746830";
  private static final String NO_SUCH_NAME = "2000fe21000803016e6f7065";
  private static final String LO_BY_INDEX = "2000dcf40008030200000001";
  private static final String BY_ADDRESS = "2000ceed000c0303000104000a000002";
  private static final String OTHER_ADDRESS = "2000cee6000c0303000104000a000009";
  private static final String BY_ADDRESS6 =
      "20009f27001803030002100020010db8000000000000000000000002";
  private static final String LINK_ADDRESS = "2000d4e500100303000606000200000000010000";
  private static final String UNKNOWN_OBJECT = "20000f4f0008030465746830";
  private static final String LONG_NAME =
      "2000b4b4001803016162636465666768696a6b6c6d6e6f7071727374";
  private static final String HALF_INDEX = "2000dcf7000603020000";

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  @BeforeEach
  void connect() {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    lab.address(red.device("eth0"), "2001:db8::1/64");
    lab.address(blue.device("eth0"), "2001:db8::2/64");
    lab.passMillis(3000);
    IpStack.of(blue).settings().set(IpSetting.ICMP_ECHO_ENABLE_PROBE, 1);
  }

  @Test
  void tellsWhetherADeviceIsUpAndHasAddresses() throws SocketException {
    assertThat(answer(Family.IPV4, BY_NAME, 1)).isEqualTo("0 7");
    assertThat(answer(Family.IPV4, BY_ADDRESS, 1)).isEqualTo("0 7");
    assertThat(answer(Family.IPV4, BY_ADDRESS6, 1)).isEqualTo("0 7");
    assertThat(answer(Family.IPV6, BY_NAME, 1)).isEqualTo("0 7");
    assertThat(answer(Family.IPV6, BY_ADDRESS6, 1)).isEqualTo("0 7");
  }

  @Test
  void tellsThatADeviceIsDownAndKeepsItsAddress() throws SocketException {
    lab.down(blue.loopback());

    assertThat(answer(Family.IPV4, LO_BY_INDEX, 1)).isEqualTo("0 2");
  }

  @Test
  void saysThatThereIsNoSuchDevice() throws SocketException {
    assertThat(answer(Family.IPV4, NO_SUCH_NAME, 1)).isEqualTo("2 0");
    assertThat(answer(Family.IPV4, OTHER_ADDRESS, 1)).isEqualTo("2 0");
    assertThat(answer(Family.IPV6, NO_SUCH_NAME, 1)).isEqualTo("2 0");
  }

  @Test
  void callsQuestionsMalformedThatCannotBeRead() throws SocketException {
    for (String object :
        new String[] {"", "20000000", LINK_ADDRESS, UNKNOWN_OBJECT, LONG_NAME, HALF_INDEX}) {
      assertThat(answer(Family.IPV4, object, 1)).as(object).isEqualTo("1 0");
      assertThat(answer(Family.IPV6, object, 1)).as(object).isEqualTo("1 0");
    }
  }

  @Test
  void saysNothingOfDevicesElsewhereOrWhenNotAllowed() throws SocketException {
    assertThat(answer(Family.IPV4, BY_NAME, 0)).isEqualTo("none");
    assertThat(answer(Family.IPV6, BY_NAME, 0)).isEqualTo("none");

    IpStack.of(blue).settings().set(IpSetting.ICMP_ECHO_ENABLE_PROBE, 0);

    assertThat(answer(Family.IPV4, BY_NAME, 1)).isEqualTo("none");
    assertThat(answer(Family.IPV6, BY_NAME, 1)).isEqualTo("none");
  }

  /// The code and the state of the answer to a question with these bits behind its sequence.
  private String answer(Family family, String object, int bits) throws SocketException {
    boolean ipv4 = family == Family.IPV4;
    IpSocket socket =
        ipv4
            ? new RawSocket(red, IpProtocol.ICMP, "probe")
            : new RawSocket6(red, IpProtocol.ICMPV6, "probe");
    try {
      socket.send(
          question(ipv4 ? IcmpProbe.REQUEST : IcmpProbe.REQUEST6, object, bits),
          Ip.of(ipv4 ? "10.0.0.2" : "2001:db8::2"),
          false);
      lab.passMillis(10);
      return heard(socket, ipv4 ? IcmpProbe.REPLY : IcmpProbe.REPLY6);
    } finally {
      socket.close();
    }
  }

  private static byte[] question(int type, String object, int bits) {
    byte[] data = HexFormat.of().parseHex(object);
    byte[] bytes = new byte[Icmp.HEADER + data.length];
    System.arraycopy(data, 0, bytes, Icmp.HEADER, data.length);
    Icmp.type(bytes, 0, type);
    Icmp.id(bytes, 0, 77);
    IcmpProbe.state(bytes, 0, bits);
    Icmp.fillChecksum(bytes, 0, bytes.length);
    return bytes;
  }

  private static String heard(IpSocket socket, int type) throws SocketException {
    for (Datagram reply = socket.receive(); reply != null; reply = socket.receive()) {
      byte[] bytes = reply.bytes();
      int at = socket instanceof RawSocket ? Ipv4.payload(bytes, 0) : 0;
      if (Icmp.type(bytes, at) == type) {
        return Icmp.code(bytes, at) + " " + (bytes[at + 7] & 0xff);
      }
    }
    return "none";
  }
}
