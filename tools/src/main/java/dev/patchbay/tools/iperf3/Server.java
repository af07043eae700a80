package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.Socket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpListener;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `iperf3 -s`: one test after the other.
final class Server {
  private static final int BACKLOG = 4096;
  private static final int LEAST_BLOCK = 16;
  private static final byte[] ANSWER = {0x36, 0x37, 0x38, 0x39};

  private final Process process;
  private final Options options;
  private final Voice voice;
  private final List<Flow> flows = new ArrayList<>();
  private Output output;
  private @Nullable Control control;

  /// Ends the task that turns others away.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /// The client has gone before it has made all connections.
  private static final class Gone extends Exception {
    private static final long serialVersionUID = 1;

    Gone() {
      super("gone", null, false, false);
    }
  }

  Server(Process process, Options options, Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
    this.output = Iperf3.output(process, options, voice);
  }

  int run() throws FileException {
    try {
      output.title();
      TcpListener listener = listener();
      int number = 1;
      output.listening(number);
      while (serveOne(listener) && !options.oneOff) {
        output = Iperf3.output(process, options, voice);
        output.title();
        output.listening(++number);
      }
      return 0;
    } catch (Failure e) {
      output.failed("error - unable to start listener for connections: " + e.message());
      process.flush();
      process.complain("iperf3: exiting");
      return 1;
    } catch (Killed e) {
      if (e.process() != process || e.signal() == Signal.KILL) {
        throw e;
      }
      terminate();
      return 1;
    }
  }

  /// Tells the client, and that it ends.
  private void terminate() throws FileException {
    Control open = control;
    if (open != null) {
      try {
        open.state(Control.SERVER_TERMINATE);
      } catch (StreamException gone) {
        // The client has ended before.
        control = null;
      }
    }
    output.failed("interrupt - the server has terminated");
  }

  private Ip own() throws Failure {
    if (options.address == null) {
      return options.family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    }
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(options.address, options.family, false);
    if (found.isEmpty()) {
      boolean isKnown = !resolver.find(options.address, null, false).isEmpty();
      throw new Failure(isKnown ? Resolver.NOT_OF_FAMILY : Resolver.UNKNOWN);
    }
    return found.getFirst().address();
  }

  private TcpListener listener() throws Failure {
    Ip own = own();
    TcpListener listener = TcpListener.open(process, own.family());
    listener.socket().reuseAddress(true);
    try {
      if (options.device != null) {
        listener.socket().bindDevice(options.device);
      }
      listener.listen(own, options.port, BACKLOG);
    } catch (SocketException e) {
      throw new Failure(e.errno().text());
    } catch (StreamException e) {
      throw new Failure(e.errno().text());
    }
    return listener;
  }

  /// Serves one client, if one comes in time.
  private boolean serveOne(TcpListener listener) throws FileException {
    voice.said();
    try {
      TcpStream stream = accept(listener);
      if (stream == null) {
        return true;
      }
      serve(listener, stream);
    } catch (Failure e) {
      output.failed("error - " + e.message());
    } catch (StreamException e) {
      output.failed("error - unable to receive control message: " + e.errno().text());
    } finally {
      process.flush();
      flows.forEach(Flow::close);
      flows.clear();
      Control done = control;
      if (done != null) {
        done.close();
      }
      control = null;
    }
    return true;
  }

  /// The next client; null when one was waited for too long and this server serves only one.
  private @Nullable TcpStream accept(TcpListener listener) throws StreamException {
    listener.timeout(options.idleTimeout == 0 ? Clock.NEVER : options.idleTimeout);
    try {
      while (true) {
        try {
          return listener.accept();
        } catch (StreamException e) {
          if (e.errno() != Errno.EAGAIN) {
            throw e;
          }
        }
        if (options.oneOff) {
          return null;
        }
      }
    } finally {
      listener.timeout(Clock.NEVER);
    }
  }

  private void serve(TcpListener listener, TcpStream stream)
      throws StreamException, Failure, FileException {
    Control with = new Control(stream);
    control = with;
    Flow.Buffers buffers =
        new Flow.Buffers(listener.socket().sendBuffer(), listener.socket().receiveBuffer());
    byte[] cookie = cookie(stream);
    with.state(Control.PARAM_EXCHANGE);
    Parameters parameters = Parameters.of(with.receive());
    int block = Math.max(LEAST_BLOCK, parameters.block(0));
    Ip caller = Objects.requireNonNull(stream.socket().remote());
    String name = new String(cookie, 0, cookie.length - 1, StandardCharsets.US_ASCII);
    output.met(
        new Meeting(
            caller.text(), stream.socket().remotePort(), parameters, block, 0, name, buffers));
    try {
      makeFlows(listener, with, parameters, cookie, buffers);
    } catch (Gone e) {
      return;
    }
    openFiles();
    Task guard = process.loop().spawn(false, () -> refuseOthers(listener));
    try {
      measure(with, parameters, block);
    } finally {
      end(guard);
    }
  }

  /// What the client says first; who says less is no client.
  private byte[] cookie(TcpStream stream) throws StreamException, Failure, FileException {
    try {
      return Control.exactly(stream, Control.COOKIE);
    } catch (Failure e) {
      voice.print("WARNING:  Size of data read does not correspond to offered length\n");
      throw new Failure("unable to receive parameters from client: ");
    }
  }

  private void openFiles() throws Failure {
    if (options.fileName != null) {
      Flow.open(process, options.fileName, flows);
    }
  }

  private void measure(Control with, Parameters parameters, int block)
      throws StreamException, Failure, FileException {
    Test running = new Test(process, options, parameters, output, block, flows);
    int directions = parameters.bidirectional ? 2 : 1;
    double wanted = parameters.rate * parameters.streams * directions;
    with.state(Control.TEST_START);
    output.connected(flows);
    if (options.rateLimit > 0 && wanted > options.rateLimit) {
      throw new Failure("total required bandwidth is larger than server limit");
    }
    with.state(Control.TEST_RUNNING);
    int said = running.run(with, false);
    if (said == Control.CLIENT_TERMINATE) {
      end(running, parameters);
      output.failed("the client has terminated");
      return;
    }
    if (said == Control.CLOSED) {
      output.failed("the client has unexpectedly closed the connection");
      return;
    }
    with.state(Control.EXCHANGE_RESULTS);
    with.receive();
    Map<String, Object> own = running.results(false);
    end(running, parameters);
    if (parameters.wantsOutput) {
      Map.Entry<String, Object> heard = output.heard();
      own.put(heard.getKey(), heard.getValue());
    }
    with.send(own);
    with.state(Control.DISPLAY_RESULTS);
    with.state();
    output.finished(Map.of());
  }

  /// What the client does is not known here.
  private void end(Test running, Parameters parameters) throws FileException {
    String own = running.congestion();
    boolean sends = parameters.reverse || parameters.bidirectional;
    boolean receives = !parameters.reverse;
    output.end(running.together(Map.of()), sends ? own : "", receives ? own : "");
  }

  /// One test at a time: whoever else comes is told.
  private void refuseOthers(TcpListener listener) {
    try {
      while (true) {
        try (Control other = new Control(listener.accept())) {
          other.state(Control.ACCESS_DENIED);
        }
      }
    } catch (StreamException | Stopped e) {
      // The test is over.
      return;
    }
  }

  // ---- the flows

  private void makeFlows(
      TcpListener listener,
      Control with,
      Parameters parameters,
      byte[] cookie,
      Flow.Buffers buffers)
      throws StreamException, Failure, Gone {
    int count = parameters.streams * (parameters.bidirectional ? 2 : 1);
    @Nullable UdpEndpoint door = parameters.udp ? door() : null;
    with.state(Control.CREATE_STREAMS);
    for (int i = 0; i < count; i++) {
      boolean sends = parameters.bidirectional ? i >= parameters.streams : parameters.reverse;
      int id = i == 0 ? 1 : i + 2;
      if (door == null) {
        TcpStream stream = accepted(listener, with, parameters, cookie);
        flows.add(new TcpFlow(tcpNumber(i), id, sends, stream, buffers));
      } else {
        UdpEndpoint met = meet(door, with);
        door = i + 1 < count ? door() : null;
        met.send(ANSWER);
        flows.add(
            new UdpFlow(
                udpNumber(i), id, sends, met, parameters.longCounters, () -> process.loop().now()));
        if (door == null) {
          break;
        }
      }
    }
  }

  /// Waits for a connection or a datagram as long as the client is there.
  private void await(Socket socket, Control with) throws Gone {
    Task watch = process.loop().spawn(false, () -> passOn(with, socket));
    try {
      while (!isReady(socket)) {
        if (with.isClosed()) {
          throw new Gone();
        }
        process.await(socket.readable(), Clock.NEVER, Bound.ENDLESS);
      }
    } finally {
      end(watch);
    }
  }

  private void passOn(Control with, Socket socket) {
    try {
      process.await(with.readable(), Clock.NEVER, Bound.ENDLESS);
    } catch (Stopped e) {
      return;
    }
    socket.readable().signal();
  }

  private static boolean isReady(Socket socket) {
    return socket instanceof TcpSocket listener ? listener.hasConnection() : socket.hasInput();
  }

  /// Ends a task that waits; two cannot wait for one thing.
  private void end(Task task) {
    if (!task.isFinished()) {
      task.cancel(new Stopped());
    }
    while (!task.isFinished()) {
      process.sleep(1);
    }
  }

  /// Which descriptor a connection has in the real program, where each has a file beside it.
  private static int tcpNumber(int index) {
    return index == 0 ? 5 : 6 + 2 * index;
  }

  /// As [#tcpNumber], where the socket that hears the next is there before the file.
  private static int udpNumber(int index) {
    return index < 2 ? 5 + index : 4 + 2 * index;
  }

  /// A connection of this test; others are turned away.
  private TcpStream accepted(
      TcpListener listener, Control with, Parameters parameters, byte[] cookie)
      throws StreamException, Failure, Gone {
    while (true) {
      await(listener.socket(), with);
      TcpStream stream = listener.accept();
      byte[] its = Control.exactly(stream, Control.COOKIE);
      if (Arrays.equals(its, cookie)) {
        stream.socket().noDelay(parameters.noDelay);
        return stream;
      }
      try (Control other = new Control(stream)) {
        other.state(Control.ACCESS_DENIED);
      }
    }
  }

  private UdpEndpoint door() throws StreamException, Failure {
    Ip own = own();
    UdpEndpoint door = UdpEndpoint.open(process, own.family());
    door.socket().reuseAddress(true);
    door.bind(own, options.port);
    return door;
  }

  private UdpEndpoint meet(UdpEndpoint door, Control with) throws StreamException, Gone {
    await(door.socket(), with);
    Datagram first = door.receive();
    door.connect(first.source(), first.port());
    return door;
  }
}
