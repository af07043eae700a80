package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PacingTest {
  private static final Ip SERVER = Ip.of("10.0.0.2");

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  @Test
  void keepsThePaceThatIsSet() throws SocketException {
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
    TcpSocket listener = new TcpSocket(blue, Family.IPV4, "listener");
    listener.bind(SERVER, 80);
    listener.listen(1);
    TcpSocket client = new TcpSocket(red, Family.IPV4, "client");
    client.mostPace(1_000_000);
    client.connect(SERVER, 80);
    lab.passMillis(10);
    TcpSocket server = Objects.requireNonNull(listener.accept());

    int got = 0;
    for (int i = 0; i < 2000; i++) {
      client.send(new byte[100_000], 0, 100_000);
      lab.passMillis(1);
      got += Math.max(server.skip(1_000_000), 0);
    }
    client.close();
    server.close();
    listener.close();

    assertThat(got).isBetween(1_700_000, 2_100_000);
  }
}
