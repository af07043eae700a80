package dev.patchbay.bench;

import dev.patchbay.core.text.Errno;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import java.util.Objects;

/// A lab with one of the [Topology]s and TCP through it: a stream from one end to the other, and
/// connections that are opened, used and closed.
public final class Streams implements AutoCloseable {
  private static final int PORT = 5001;
  private static final long MILLISECOND = 1_000_000;

  /// Virtual time that passes between two looks at the sockets, in nanoseconds.
  private static final long STEP = 20_000;

  private final Lab lab;
  private final Ip destination;
  private final TcpSocket listener;
  private final TcpSocket client;
  private final TcpSocket server;
  private final byte[] data = new byte[128 * 1024];

  /// `large` says whether packets of up to 64 KiB may stand for many.
  public Streams(Topology topology, boolean large) {
    lab = Lab.builder().build();
    run(topology.script() + topology.addresses());
    destination = Ip.of(topology.destination());
    if (!large) {
      run("ip netns exec a ethtool -K eth0 gso off tso off");
      run("ip netns exec b ethtool -K eth0 gso off tso off");
    }
    try {
      listener = new TcpSocket(lab.netns("b"), Family.IPV4, "listener");
      listener.bind(Ip.ANY4, PORT);
      listener.listen(128);
      client = connect();
      server = Objects.requireNonNull(listener.accept());
    } catch (SocketException e) {
      throw new IllegalStateException(e.errno().text(), e);
    }
  }

  private void run(String script) {
    String output = lab.run(script);
    if (lab.status() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private void pass(long nanos) {
    lab.world().loop().runUntil(lab.world().loop().now() + nanos);
  }

  private TcpSocket connect() throws SocketException {
    TcpSocket socket = new TcpSocket(lab.netns("a"), Family.IPV4, "client");
    socket.connect(destination, PORT);
    for (int i = 0; i < 5000 && !socket.isConnected(); i++) {
      pass(i < 100 ? STEP : MILLISECOND);
    }
    if (!socket.isConnected()) {
      Errno errno = socket.takePending();
      throw new SocketException(errno == null ? Errno.ETIMEDOUT : errno);
    }
    pass(STEP);
    return socket;
  }

  /// Lets at least so many bytes of the stream arrive; returns how many have.
  public long carry(long bytes) {
    try {
      long arrived = 0;
      while (arrived < bytes) {
        client.send(data, 0, data.length);
        pass(STEP);
        for (int some = read(); some > 0; some = read()) {
          arrived += some;
        }
      }
      return arrived;
    } catch (SocketException e) {
      throw new IllegalStateException(e.errno().text(), e);
    }
  }

  private int read() throws SocketException {
    return server.receive(data, 0, data.length);
  }

  /// Opens a connection, sends a byte each way, and closes it; returns how many bytes came.
  public int visit() {
    try {
      TcpSocket visitor = connect();
      TcpSocket host = Objects.requireNonNull(listener.accept());
      visitor.send(data, 0, 1);
      pass(STEP);
      int came = host.receive(data, 0, 1);
      host.send(data, 0, 1);
      pass(STEP);
      came += visitor.receive(data, 0, 1);
      host.close();
      pass(STEP);
      visitor.close();
      pass(STEP);
      return came;
    } catch (SocketException e) {
      throw new IllegalStateException(e.errno().text(), e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    listener.close();
  }
}
