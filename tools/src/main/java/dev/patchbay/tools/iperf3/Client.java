package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `iperf3 -c HOST`.
final class Client {
  private static final int FIRST_NUMBER = 5;
  private static final String COOKIE_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] HELLO = {0x39, 0x38, 0x37, 0x36};

  private final Process process;
  private final Options options;
  private final Parameters parameters;
  private final Output output;
  private final String host;
  private final byte[] cookie;
  private final List<Flow> flows = new ArrayList<>();
  private Ip address = Ip.ANY4;

  /// Where the server has been reached, once it has: what concerns the flows alone begins then.
  private @Nullable Ip reached;

  private int block;

  Client(Process process, Options options, Output output) {
    this.process = process;
    this.options = options;
    this.parameters = options.parameters;
    this.output = output;
    this.host = Objects.requireNonNull(options.host);
    this.cookie = cookie(process);
  }

  private static byte[] cookie(Process process) {
    var random = process.netns().random("iperf3/cookie/" + process.pid());
    byte[] cookie = new byte[Control.COOKIE];
    for (int i = 0; i < cookie.length - 1; i++) {
      cookie[i] = (byte) COOKIE_LETTERS.charAt(random.nextInt(COOKIE_LETTERS.length()));
    }
    return cookie;
  }

  String cookie() {
    return new String(cookie, 0, cookie.length - 1, StandardCharsets.US_ASCII);
  }

  void run() throws Failure, FileException {
    parameters.wantsOutput = options.wantsOutput;
    try (Control control = connect()) {
      block = parameters.block(control.stream().socket().info().sendMss());
      output.connecting(host, options.port, parameters, block, cookie());
      follow(control);
    } catch (StreamException e) {
      throw new Failure("unable to receive control message: " + e.errno().text());
    } finally {
      flows.forEach(Flow::close);
    }
  }

  // ---- connecting

  private Control connect() throws Failure {
    List<Destination> found = Resolver.of(process).find(host, options.family, false);
    if (found.isEmpty()) {
      throw new Failure("unable to connect to server: " + Resolver.UNKNOWN);
    }
    address = found.getFirst().address();
    try {
      Control control = new Control(stream(0));
      reached = address;
      return control;
    } catch (StreamException e) {
      throw new Failure("unable to connect to server: " + e.errno().text());
    }
  }

  /// A connection that begins with the name of the test.
  private TcpStream stream(int localPort) throws StreamException, Failure {
    TcpStream stream = TcpStream.open(process, address.family());
    try {
      bind(stream.socket(), stream.socket()::bind, localPort);
      prepare(stream.socket());
      stream.timeout(options.connectTimeout == 0 ? Clock.NEVER : options.connectTimeout);
      stream.connect(address, options.port);
      stream.timeout(Clock.NEVER);
      stream.write(cookie, 0, cookie.length);
      return stream;
    } catch (StreamException e) {
      stream.close();
      throw e;
    }
  }

  /// Binds to an address and port.
  private interface Binding {
    void bind(Ip address, int port) throws SocketException;
  }

  private void bind(IpSocket socket, Binding binding, int port) throws Failure {
    Ip any = address.family() == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    @Nullable Ip own = options.address == null ? any : Ip.parse(options.address);
    try {
      if (options.device != null) {
        socket.bindDevice(options.device);
      }
      if (own != null && (port > 0 || options.address != null)) {
        binding.bind(own, port);
      }
    } catch (SocketException e) {
      throw new Failure("unable to connect to server: " + e.errno().text());
    }
  }

  private void prepare(TcpSocket socket) throws Failure {
    socket.tos(parameters.tos);
    socket.noDelay(parameters.noDelay);
    if (parameters.window > 0) {
      socket.sendBuffer(parameters.window);
      socket.receiveBuffer(parameters.window);
    }
    try {
      if (parameters.mss > 0) {
        socket.maximumSegment(parameters.mss);
      }
      if (address.equals(reached) && !parameters.congestion.isEmpty()) {
        socket.congestion(parameters.congestion);
      }
    } catch (SocketException e) {
      String what =
          parameters.mss > 0
              ? "TCP/SCTP MSS: "
              : "TCP_CONGESTION: Supplied congestion control algorithm not supported on this host";
      throw new Failure("unable to set " + what + (parameters.mss > 0 ? e.errno().text() : ""));
    }
  }

  // ---- the test

  private void follow(Control control) throws StreamException, Failure, FileException {
    @Nullable Test test = null;
    Map<String, Object> theirs = Map.of();
    while (true) {
      switch (control.state()) {
        case Control.PARAM_EXCHANGE -> control.send(parameters.json(block));
        case Control.CREATE_STREAMS -> makeFlows();
        case Control.TEST_START -> test = test();
        case Control.TEST_RUNNING -> run(Objects.requireNonNull(test), control);
        case Control.EXCHANGE_RESULTS -> {
          control.send(Objects.requireNonNull(test).results(true));
          theirs = control.receive();
        }
        case Control.DISPLAY_RESULTS -> {
          output.report().end(Objects.requireNonNull(test).together(theirs));
          output.finished(theirs);
          control.state(Control.DONE);
          return;
        }
        case Control.ACCESS_DENIED ->
            throw new Failure("the server is busy running a test. try again later");
        case Control.SERVER_TERMINATE -> throw new Failure("the server has terminated");
        case Control.SERVER_ERROR -> throw new Failure("the server has an error");
        case Control.CLOSED -> throw new Failure("control socket has closed unexpectedly");
        default ->
            throw new Failure(
                "received an unknown control message (ensure other side is iperf3 and not iperf)");
      }
    }
  }

  private Test test() {
    return new Test(process, parameters, output.report(), options.interval, block, flows);
  }

  private void run(Test test, Control control) throws StreamException, Failure, FileException {
    int said = test.run(control, true);
    if (said == Control.SERVER_TERMINATE) {
      output.report().end(test.together(Map.of()));
      throw new Failure("the server has terminated");
    }
    if (said == Control.CLOSED) {
      throw new Failure("control socket has closed unexpectedly");
    }
    control.state(Control.TEST_END);
  }

  private void makeFlows() throws StreamException, Failure {
    int count = parameters.streams * (parameters.bidirectional ? 2 : 1);
    for (int i = 0; i < count; i++) {
      boolean sends = parameters.bidirectional ? i < parameters.streams : !parameters.reverse;
      int id = i == 0 ? 1 : i + 2;
      int port = options.clientPort == 0 ? 0 : options.clientPort + i;
      int number = FIRST_NUMBER + 2 * i;
      flows.add(
          parameters.udp
              ? datagrams(number, id, sends, port)
              : new TcpFlow(number, id, sends, stream(port)));
    }
  }

  /// Datagrams to the server, once it has answered the first one.
  private Flow datagrams(int number, int id, boolean sends, int port)
      throws StreamException, Failure {
    UdpEndpoint endpoint = UdpEndpoint.open(process, address.family());
    bind(endpoint.socket(), endpoint.socket()::bind, port);
    endpoint.socket().tos(parameters.tos);
    endpoint.connect(address, options.port);
    endpoint.send(HELLO);
    endpoint.timeout(30_000_000_000L);
    endpoint.receive();
    endpoint.timeout(Clock.NEVER);
    return new UdpFlow(
        number, id, sends, endpoint, parameters.longCounters, () -> process.loop().now());
  }
}
