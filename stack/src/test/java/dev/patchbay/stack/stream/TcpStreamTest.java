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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Blocking calls of programs in two namespaces that see each other.
class TcpStreamTest {
  private static final Ip RED = Ip.of("10.0.0.1");
  private static final int PORT = 80;
  private static final long SECOND = 1_000_000_000;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Task task = lab.loop.enter();
  private final Process server = first(red);
  private final Process client = server.fork();

  private Process first(Netns netns) {
    Files files = new Files(new MemoryFiles(lab.loop, 0755));
    return lab.machine.processes().first(netns, files, "/", Map.of(), new Descriptors());
  }

  @BeforeEach
  void setUp() {
    client.netns(blue);
    lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  }

  @AfterEach
  void leave() {
    server.end(0);
    client.end(0);
    lab.loop.leave(task);
  }

  private TcpListener listening() throws StreamException {
    TcpListener listener = TcpListener.open(server, Family.IPV4);
    listener.listen(Ip.ANY4, PORT, 8);
    return listener;
  }

  private TcpStream connected() throws StreamException {
    TcpStream stream = TcpStream.open(client, Family.IPV4);
    stream.connect(RED, PORT);
    return stream;
  }

  @Test
  void carriesBytesBothWaysUntilBothHaveEnded() throws IOException {
    TcpListener listener = listening();
    TcpStream asking = connected();
    TcpStream answering = listener.accept();

    asking.output().write("question".getBytes(StandardCharsets.UTF_8));
    asking.output().close();
    byte[] heard = answering.input().readAllBytes();
    answering.output().write("answer".getBytes(StandardCharsets.UTF_8));
    answering.close();

    assertThat(heard).asString(StandardCharsets.UTF_8).isEqualTo("question");
    assertThat(asking.input().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("answer");
  }

  @Test
  void saysThatNobodyListens() {
    TcpStream stream = TcpStream.open(client, Family.IPV4);

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(() -> stream.connect(RED, PORT))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
  }

  @Test
  void saysThatThereIsNoWay() {
    TcpStream stream = TcpStream.open(client, Family.IPV4);

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(() -> stream.connect(Ip.of("192.0.2.1"), PORT))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH));
  }

  @Test
  void waitsNoLongerThanItsTimeout() throws StreamException {
    TcpListener listener = listening();
    TcpStream stream = connected();
    stream.timeout(2 * SECOND);
    long begin = lab.loop.now();

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(() -> stream.read(new byte[1], 0, 1))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));

    assertThat(lab.loop.now() - begin).isEqualTo(2 * SECOND);
    listener.close();
  }

  @Test
  void whatAProcessLeavesOpenIsClosedWithIt() throws StreamException {
    TcpListener listener = listening();
    TcpStream stream = connected();
    TcpStream accepted = listener.accept();

    client.end(0);

    assertThat(stream.socket().isClosed()).isTrue();
    assertThat(accepted.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void writesMoreThanTheSocketHolds() throws IOException {
    TcpListener listener = listening();
    TcpStream stream = connected();
    TcpStream accepted = listener.accept();
    byte[] data = new byte[3_000_000];

    Task writer =
        lab.loop.spawn(
            true,
            () -> {
              try {
                stream.write(data, 0, data.length);
                stream.shutdownOutput();
              } catch (StreamException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(accepted.input().readAllBytes()).hasSize(data.length);
    assertThat(writer.isFinished()).isTrue();
  }
}
