package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.RoughPath;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.SocketException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Streams through many small networks, each bad in its own way: every byte arrives once and in
/// order, nothing hangs, and every packet is accounted for. As many as `tcp.networks` says.
class RandomNetworksTest {
  private static final int NETWORKS = Integer.getInteger("tcp.networks", 200);
  private static final int FIRST = Integer.getInteger("tcp.first", 0);

  /// Virtual time after which a stream hangs, in nanoseconds. Where two packets of five are lost,
  /// timeouts are long.
  private static final long PATIENCE = 48 * 3_600L * 1_000_000_000;

  /// Fast open by both ends, for every listener, and nobody needs a cookie.
  private static final String WITHOUT_COOKIES = Integer.toString(0x607);

  @Test
  void carriesEveryByteOnceAndInOrder() throws SocketException, NetlinkException {
    for (int number = FIRST; number < FIRST + NETWORKS; number++) {
      new Trial(number).run();
    }
  }

  /// A path narrower than its MTU says refuses a larger segment that probes it, while as much as
  /// may waits at the device: time went no further.
  @Test
  void aRefusedProbeWakesNobody() throws SocketException, NetlinkException {
    new Trial(6484).run();
  }

  /// One network and one stream.
  private static final class Trial {
    private final int number;
    private final TestLab lab = TestLab.withoutIpv6();
    private final RandomStream random;
    private final Netns red = lab.netns("red");
    private final Netns blue = lab.netns("blue");
    private final byte[] data;
    private final byte[] came;
    private int sent;
    private int got;
    private int end;
    private final int appetite;

    /// The last number that the other end has ever let the client send.
    private int edge;

    private boolean connected;
    private boolean shut;

    /// Whether nothing is lost, so that a connection fails in no case.
    private boolean reliable = true;

    Trial(int number) throws NetlinkException {
      this.number = number;
      this.random = lab.world.random("trial/" + number);
      this.data = new byte[1 + random.nextInt(chance(4) ? 400_000 : 20_000)];
      this.came = new byte[data.length];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) random.nextInt(256);
      }
      appetite = chance(3) ? 1 + random.nextInt(3000) : data.length;
      setUp();
    }

    private boolean chance(int in) {
      return random.nextInt(in) == 0;
    }

    private void setUp() throws NetlinkException {
      Cable cable = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
      int mtu = chance(3) ? 100 + random.nextInt(1400) : 1500;
      red.links().changeMtu(cable, mtu);
      blue.links().changeMtu(cable.peer(), mtu);
      cable.roughen(path("there"), path("back"));
      for (Netns netns : new Netns[] {red, blue}) {
        choose(netns, "tcp_sack", "0", 3);
        choose(netns, "tcp_timestamps", "0", 3);
        choose(netns, "tcp_window_scaling", "0", 4);
        choose(netns, "tcp_congestion_control", "reno", 2);
        choose(netns, "tcp_rmem", "4096 " + (4096 + random.nextInt(20_000)) + " 60000", 3);
        choose(netns, "tcp_wmem", "4096 " + (4096 + random.nextInt(20_000)) + " 60000", 3);
        choose(netns, "tcp_recovery", "0", 6);
        choose(netns, "tcp_ecn", "1", 3);
        choose(netns, "tcp_frto", "0", 4);
        choose(netns, "tcp_early_retrans", "0", 4);
        choose(netns, "tcp_mtu_probing", Integer.toString(1 + random.nextInt(2)), 4);
        choose(netns, "tcp_base_mss", Integer.toString(100 + random.nextInt(500)), 3);
        choose(netns, "tcp_slow_start_after_idle", "0", 3);
        choose(netns, "tcp_fastopen", WITHOUT_COOKIES, 1);
        // So that bad paths do not end it.
        lab.sysctl(netns, "net/ipv4/tcp_retries2", "100");
        lab.sysctl(netns, "net/ipv4/tcp_syn_retries", "100");
        lab.sysctl(netns, "net/ipv4/tcp_synack_retries", "100");
      }
    }

    private void choose(Netns netns, String setting, String value, int in) {
      if (chance(in)) {
        lab.sysctl(netns, "net/ipv4/" + setting, value);
      }
    }

    private RoughPath path(String name) {
      RoughPath path = new RoughPath(lab.world, name + number);
      path.lossPerMille = chance(2) ? random.nextInt(200) : 0;
      reliable &= path.lossPerMille == 0;
      path.doublePerMille = chance(3) ? random.nextInt(200) : 0;
      path.delay = random.nextInt(50_000);
      path.jitter = chance(2) ? 1 + random.nextInt(20_000) : 0;
      return path;
    }

    void run() throws SocketException {
      TcpSocket listener = new TcpSocket(blue, Family.IPV4, "listener");
      listener.bind(Ip.of("10.0.0.2"), 80);
      listener.listen(1);
      TcpSocket client = new TcpSocket(red, Family.IPV4, "client");
      if (chance(6)) {
        client.mostPace(20_000 + random.nextInt(1_000_000));
      }
      client.fastOpenConnect(reliable && chance(2));
      client.connect(Ip.of("10.0.0.2"), 80);
      TcpSocket server = null;
      long deadline = lab.loop.now() + PATIENCE;
      int pause = 0;
      while (end == 0 && lab.loop.now() < deadline) {
        int before = sent + got;
        lab.passMillis(1 + random.nextInt(20) + pause);
        askAgainIfUnreachable(client);
        write(client);
        staysWithinTheWindow(client.connection());
        server = server == null ? listener.accept() : server;
        read(server);
        // Where nothing moves, time may pass more quickly.
        pause = before == sent + got ? Math.min(2 * pause + 1, 10_000) : 0;
      }
      assertThat(end)
          .as("network %d hangs at %d of %d: %s", number, got, data.length, client.info())
          .isEqualTo(-1);
      assertThat(got).as("network %d", number).isEqualTo(data.length);
      assertThat(came).as("network %d", number).isEqualTo(data);
      finish(listener, client, Objects.requireNonNull(server));
    }

    /// Where every question for the neighbour is lost, the other end cannot be reached.
    private void askAgainIfUnreachable(TcpSocket client) throws SocketException {
      if (client.state() == TcpState.CLOSE) {
        assertThat(client.takePending())
            .as("network %d: %s", number, client.info())
            .isEqualTo(Errno.EHOSTUNREACH);
        client.connect(Ip.of("10.0.0.2"), 80);
      }
    }

    private void staysWithinTheWindow(Connection client) {
      if (!client.state().isSynchronized()) {
        return;
      }
      int end = client.sndUna + client.sndWnd;
      edge = connected ? Sequence.max(edge, end) : end;
      connected = true;
      assertThat(Sequence.after(client.sndNxt, edge))
          .as("network %d sends beyond the window", number)
          .isFalse();
    }

    private void write(TcpSocket client) throws SocketException {
      if (sent < data.length && mayWrite(client)) {
        int some = Math.min(data.length - sent, chance(2) ? 1 + random.nextInt(100) : 100_000);
        sent += client.send(data, sent, some);
      }
      if (sent == data.length && !shut && client.isConnected()) {
        client.shutdown(false, true);
        shut = true;
      }
    }

    private static boolean mayWrite(TcpSocket client) {
      return client.isConnected() || (client.state() == TcpState.SYN_SENT && client.canSend());
    }

    private void read(@Nullable TcpSocket server) throws SocketException {
      if (server == null) {
        return;
      }
      int room = Math.min(appetite, came.length - got);
      int some = server.receive(came, got, Math.max(room, 0));
      if (got == came.length && some == 0) {
        some = server.receive(new byte[1], 0, 1);
        assertThat(some).as("network %d has more than was sent", number).isLessThanOrEqualTo(0);
      }
      got += Math.max(some, 0);
      end = Math.min(some, 0);
    }

    private void finish(TcpSocket listener, TcpSocket client, TcpSocket server) {
      client.close();
      server.close();
      listener.close();
      lab.passMillis(3_600_000);
      assertThat(TcpTable.of(red).all()).as("network %d", number).isEmpty();
      assertThat(TcpTable.of(blue).all()).as("network %d", number).isEmpty();
      assertThat(lab.ledger().balances()).as("network %d", number).isTrue();
      assertThat(lab.world.ledger().queued()).as("network %d", number).isZero();
    }
  }
}
