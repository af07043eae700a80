package dev.patchbay.stack.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Task;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Datagram;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Datagrams of programs, and their errors.
class UdpEndpointTest {
  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Task task = lab.loop.enter();
  private final Process process = first();

  private Process first() {
    Files files = new Files(new MemoryFiles(lab.loop, 0755));
    return lab.machine.processes().first(red, files, "/", Map.of(), new Descriptors());
  }

  @AfterEach
  void leave() {
    process.end(0);
    lab.loop.leave(task);
  }

  private UdpEndpoint endpoint() {
    lab.up(red.loopback());
    return UdpEndpoint.open(process, Family.IPV4);
  }

  @Test
  void peekingLeavesTheDatagram() throws StreamException {
    UdpEndpoint heard = endpoint();
    heard.bind(Ip.LOOPBACK4, 53);
    UdpEndpoint.open(process, Family.IPV4).send(new byte[] {1, 2}, Ip.LOOPBACK4, 53);

    Datagram peeked = heard.peek();

    assertThat(heard.receive().bytes()).isEqualTo(peeked.bytes()).containsExactly(1, 2);
  }

  @Test
  void hearsThatNobodyListens() throws StreamException {
    UdpEndpoint endpoint = endpoint();
    endpoint.connect(Ip.LOOPBACK4, 53);
    endpoint.send(new byte[] {1});

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(endpoint::receive)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
  }
}
