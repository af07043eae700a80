package dev.patchbay.stack.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The numbers are those that Linux 6.1 counted for the same packets.
class SnmpFileTest {
  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  SnmpFileTest() {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  }

  @Test
  void countsADatagramThatNobodyWanted() throws SocketException {
    UdpSocket socket = new UdpSocket(red, Family.IPV4, "test");
    socket.send(new byte[10], Ip.of("10.0.0.2"), 9, Control.NONE);
    lab.passMillis(10);

    assertThat(SnmpFile.snmp(red))
        .contains("Ip: 2 64 1 0 0 0 0 0 1 1 0 0 0 0 0 0 0 0 0\n")
        .contains("Icmp: 1 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n")
        .contains("IcmpMsg: InType3\nIcmpMsg: 1\n")
        .contains("Udp: 0 0 0 1 0 0 0 0 0\n");
    assertThat(SnmpFile.snmp(blue))
        .contains("Icmp: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0 0 0 0 0 0\n")
        .contains("Udp: 0 1 0 0 0 0 0 0 0\n");
    assertThat(NetstatFile.text(red)).endsWith("IpExt: 0 0 0 0 0 0 66 38 0 0 0 0 0 1 0 0 0 0\n");
    socket.close();
  }
}
