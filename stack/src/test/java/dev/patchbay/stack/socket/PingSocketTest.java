package dev.patchbay.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.ip.IpStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PingSocketTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final PingSocket socket;

  PingSocketTest() throws SocketException {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    socket = new PingSocket(red, "ping");
  }

  private static byte[] request(int sequence) {
    byte[] bytes = new byte[64];
    Icmp.type(bytes, 0, Icmp.ECHO_REQUEST);
    Icmp.sequence(bytes, 0, sequence);
    return bytes;
  }

  @Test
  void getsTheRepliesToItsRequests() throws SocketException {
    socket.send(request(3), Ip.of("10.0.0.2"), false);
    lab.passMillis(5);

    Datagram reply = socket.receive();

    assertThat(reply).isNotNull();
    assertThat(Icmp.type(reply.bytes(), 0)).isEqualTo(Icmp.ECHO_REPLY);
    assertThat(Icmp.id(reply.bytes(), 0)).isEqualTo(socket.identifier());
    assertThat(Icmp.sequence(reply.bytes(), 0)).isEqualTo(3);
    assertThat(reply.hops()).isEqualTo(64);
    assertThat(socket.receive()).isNull();
  }

  @Test
  void hearsNothingOfAnotherSocket() throws SocketException {
    PingSocket other = new PingSocket(red, "other");

    socket.send(request(1), Ip.of("10.0.0.2"), false);
    lab.passMillis(5);

    assertThat(other.identifier()).isNotEqualTo(socket.identifier());
    assertThat(other.hasInput()).isFalse();
    socket.close();
    other.close();
  }

  @Test
  void sendsEchoRequestsOnly() {
    byte[] reply = request(1);
    Icmp.type(reply, 0, Icmp.ECHO_REPLY);

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> socket.send(reply, Ip.of("10.0.0.2"), false))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
  }

  @Test
  void hearsOfErrors() throws SocketException {
    socket.receivesErrors(true);
    socket.send(request(1), Ip.of("10.0.0.77"), false);
    lab.pass(Duration.ofSeconds(4));

    SocketError error = socket.nextError();

    assertThat(error).isNotNull();
    assertThat(error.errno()).isEqualTo(Errno.EHOSTUNREACH);
    assertThat(error.offender()).isEqualTo(Ip.of("10.0.0.1"));
  }

  @Test
  void givesItsIdentifierBackWhenItIsClosed() throws SocketException {
    socket.bind(Ip.of("10.0.0.1"));
    int first = socket.identifier();
    socket.close();
    socket.close();

    PingSocket next = new PingSocket(red, "next");
    next.bind(Ip.ANY4);

    assertThat(next.identifier()).isEqualTo(first + 1);
    next.close();
  }

  @Test
  void isForTheGroupsThatTheSettingNames() {
    assertThat(IpStack.of(red).settings().mayPing(0)).isFalse();
    assertThat(lab.sysctl(red, "net/ipv4/ping_group_range")).isEqualTo("1\t0");

    lab.sysctl(red, "net/ipv4/ping_group_range", "0 2147483647");

    assertThat(IpStack.of(red).settings().mayPing(0)).isTrue();
    assertThat(IpStack.of(red).settings().mayPing(1000)).isTrue();
  }
}
