package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What Linux 6.1 gave a program that did the same on the loopback.
class UrgentDataTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final TcpSocket listener = new TcpSocket(red, Family.IPV4, "test");
  private final TcpSocket client = new TcpSocket(red, Family.IPV4, "test");
  private TcpSocket server = client;

  @BeforeEach
  void connect() throws SocketException {
    listener.bind(Ip.of("127.0.0.1"), 80);
    listener.listen(1);
    client.connect(Ip.of("127.0.0.1"), 80);
    lab.passMillis(10);
    server = Objects.requireNonNull(listener.accept());
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
    listener.close();
  }

  private void send(String text) throws SocketException {
    client.send(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    lab.passMillis(60);
  }

  private void sendUrgent(char octet) throws SocketException {
    assertThat(client.sendUrgent(octet)).isTrue();
    lab.passMillis(60);
  }

  private String read() {
    byte[] into = new byte[100];
    return text(() -> server.receive(into, 0, into.length), into);
  }

  private String peek() {
    byte[] into = new byte[100];
    return text(() -> server.peek(into, 0, into.length), into);
  }

  private String urgent() {
    try {
      return String.valueOf((char) server.receiveUrgent());
    } catch (SocketException e) {
      return e.errno().toString();
    }
  }

  private interface Reading {
    int into() throws SocketException;
  }

  /// What was read, `END`, or the name of the error; nothing where a program would wait.
  private static String text(Reading reading, byte[] into) {
    try {
      int count = reading.into();
      return count < 0 ? "END" : new String(into, 0, count, StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return e.errno().toString();
    }
  }

  @Test
  void standsOutsideTheStream() throws SocketException {
    send("abc");
    sendUrgent('X');
    send("def");

    assertThat(server.available()).isEqualTo(3);
    assertThat(server.hasUrgent()).isTrue();
    assertThat(urgent()).isEqualTo("X");
    assertThat(urgent()).isEqualTo(Errno.EINVAL.toString());
    assertThat(peek()).isEqualTo("abc");
    assertThat(read()).isEqualTo("abc");
    assertThat(server.isAtMark()).isTrue();
    assertThat(peek()).isEqualTo("def");
    assertThat(read()).isEqualTo("def");
    assertThat(server.isAtMark()).isFalse();
  }

  @Test
  void staysInTheStreamWhenTheProgramWantsThat() throws SocketException {
    server.urgentInline(true);
    send("abc");
    sendUrgent('X');
    send("def");

    assertThat(server.available()).isEqualTo(7);
    assertThat(urgent()).isEqualTo(Errno.EINVAL.toString());
    assertThat(read()).isEqualTo("abc");
    assertThat(server.isAtMark()).isTrue();
    assertThat(peek()).isEqualTo("Xdef");
    assertThat(read()).isEqualTo("Xdef");
  }

  @Test
  void isNothingToReadWhenItStandsAlone() throws SocketException {
    sendUrgent('Y');

    assertThat(server.available()).isZero();
    assertThat(server.canReceive()).isFalse();
    assertThat(server.isAtMark()).isTrue();
    assertThat(read()).isEmpty();
    assertThat(server.isAtMark()).isFalse();
    assertThat(urgent()).isEqualTo(Errno.EINVAL.toString());
  }

  @Test
  void givesWayToTheNext() throws SocketException {
    sendUrgent('Z');
    sendUrgent('W');

    assertThat(server.isAtMark()).isTrue();
    assertThat(urgent()).isEqualTo("W");
    assertThat(read()).isEmpty();
  }

  @Test
  void keepsBothInTheStream() throws SocketException {
    server.urgentInline(true);
    sendUrgent('Z');
    sendUrgent('W');

    assertThat(server.available()).isEqualTo(2);
    assertThat(read()).isEqualTo("Z");
    assertThat(read()).isEqualTo("W");
  }

  @Test
  void endsTheStreamBehindIt() throws SocketException {
    send("123");
    sendUrgent('4');
    client.shutdown(false, true);
    lab.passMillis(60);

    assertThat(server.available()).isEqualTo(3);
    assertThat(server.unread()).isEqualTo(5);
    assertThat(urgent()).isEqualTo("4");
    assertThat(read()).isEqualTo("123");
    assertThat(read()).isEqualTo("END");
    assertThat(server.unread()).isZero();
  }
}
