package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PingTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  static byte[] echo(int sequence, int size) {
    byte[] bytes = new byte[Icmp.HEADER + size];
    Icmp.type(bytes, 0, Icmp.ECHO_REQUEST);
    Icmp.id(bytes, 0, 7);
    Icmp.sequence(bytes, 0, sequence);
    Icmp.fillChecksum(bytes, 0, bytes.length);
    return bytes;
  }

  @Test
  void answersAnEchoOverACable() throws SocketException {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    RawSocket socket = new RawSocket(red, IpProtocol.ICMP, "ping");

    socket.send(echo(1, 56), Ip.of("10.0.0.2"), false);
    lab.passMillis(10);

    Datagram reply = socket.receive();
    assertThat(reply).isNotNull();
    assertThat(reply.source()).isEqualTo(Ip.of("10.0.0.2"));
    assertThat(reply.hops()).isEqualTo(64);
    byte[] bytes = reply.bytes();
    int at = Ipv4.payload(bytes, 0);
    assertThat(Icmp.type(bytes, at)).isEqualTo(Icmp.ECHO_REPLY);
    assertThat(Icmp.sequence(bytes, at)).isEqualTo(1);
    assertThat(socket.receive()).isNull();
    socket.close();
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void saysThatTheNetworkIsUnreachable() {
    RawSocket socket = new RawSocket(red, IpProtocol.ICMP, "ping");

    try {
      socket.connect(Ip.of("10.9.9.9"));
      assertThat(false).as("connected").isTrue();
    } catch (SocketException e) {
      assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH);
    }
    socket.close();
  }
}
