package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PathMtuDiscovery;
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
  private static final int BITS = 8;
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

  /// Those of the socket that was made last, before it was connected.
  private Flow.Buffers buffers = new Flow.Buffers(0, 0);

  /// Where the server has been reached, once it has: what concerns the flows alone begins then.
  private @Nullable Ip reached;

  private int segment;
  private int block;
  private @Nullable Control control;

  /// The test while it runs.
  private @Nullable Test running;

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
    try (Control open = connect()) {
      control = open;
      segment = open.stream().socket().info().sendMss();
      block = parameters.block(segment);
      output.reached(segment, parameters.udp && parameters.length == 0 ? block : 0);
      follow(open);
    } catch (StreamException e) {
      throw new Failure("unable to receive control message: " + e.errno().text());
    } finally {
      flows.forEach(Flow::close);
    }
  }

  /// A signal has ended it: tells the server, and what is known so far.
  void interrupted() throws FileException {
    Test test = running;
    if (test == null || control == null) {
      return;
    }
    test.stop();
    output.end(test.together(Map.of()), "", "");
    try {
      control.state(Control.CLIENT_TERMINATE);
    } catch (StreamException gone) {
      // The server has ended before.
      return;
    }
  }

  // ---- connecting

  private Control connect() throws Failure {
    List<Destination> found = Resolver.of(process).find(host, options.family, false);
    if (found.isEmpty()) {
      boolean isKnown = !Resolver.of(process).find(host, null, false).isEmpty();
      String why = isKnown ? Resolver.NOT_OF_FAMILY : Resolver.UNKNOWN;
      throw new Failure("unable to connect to server: " + why);
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
      int send = stream.socket().sendBuffer();
      buffers = new Flow.Buffers(send, stream.socket().receiveBuffer());
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
    Ip own = options.address == null ? any : own(options.address);
    try {
      if (options.device != null) {
        socket.bindDevice(options.device);
      }
      if (port > 0 || options.address != null) {
        binding.bind(own, port);
      }
    } catch (SocketException e) {
      throw new Failure("unable to connect to server: " + e.errno().text());
    }
  }

  private Ip own(String word) throws Failure {
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(word, address.family(), false);
    if (found.isEmpty()) {
      boolean isKnown = !resolver.find(word, null, false).isEmpty();
      String why = isKnown ? Errno.EAFNOSUPPORT.text() : Resolver.UNKNOWN;
      throw new Failure("unable to connect to server: " + why);
    }
    return found.getFirst().address();
  }

  /// Gives a socket its options; those of the flows alone from the second connection on.
  private void prepare(TcpSocket socket) throws Failure {
    socket.tos(parameters.tos);
    socket.noDelay(parameters.noDelay);
    if (parameters.window > 0) {
      socket.sendBuffer(parameters.window);
      socket.receiveBuffer(parameters.window);
    }
    if (reached == null) {
      return;
    }
    if (options.mostRate > 0) {
      socket.mostPace((long) (options.mostRate / BITS));
    }
    if (options.flowLabel > 0 && address.family() == Family.IPV4) {
      throw new Failure("unable to set IPv6 flow label");
    }
    socket.flowLabel(options.flowLabel);
    String what = "TCP/SCTP MSS: ";
    try {
      socket.userTimeout(options.sendTimeout);
      if (parameters.mss > 0) {
        socket.maximumSegment(parameters.mss);
      }
      what = "TCP_CONGESTION: Supplied congestion control algorithm not supported on this host";
      if (!parameters.congestion.isEmpty()) {
        socket.congestion(parameters.congestion);
      }
    } catch (SocketException e) {
      throw new Failure("unable to set " + what + (what.endsWith(" ") ? e.errno().text() : ""));
    }
  }

  // ---- the test

  private void follow(Control control) throws StreamException, Failure, FileException {
    Map<String, Object> theirs = Map.of();
    while (true) {
      switch (control.state()) {
        case Control.PARAM_EXCHANGE -> {
          control.send(parameters.json(block));
          output.met(new Meeting(host, options.port, parameters, block, segment, cookie(), null));
        }
        case Control.CREATE_STREAMS -> makeFlows();
        case Control.TEST_START -> {
          running = test();
          output.connected(flows);
        }
        case Control.TEST_RUNNING -> run(Objects.requireNonNull(running), control);
        case Control.EXCHANGE_RESULTS -> {
          control.send(Objects.requireNonNull(running).results(true));
          theirs = control.receive();
        }
        case Control.DISPLAY_RESULTS -> {
          Test test = Objects.requireNonNull(running);
          end(test, theirs);
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
    return new Test(process, options, parameters, output, block, flows);
  }

  private void end(Test test, Map<String, Object> theirs) throws FileException {
    String own = test.congestion();
    String others = theirs.get("congestion_used") instanceof String name ? name : "";
    boolean sends = flows.getFirst().sends();
    output.end(test.together(theirs), sends ? own : others, sends ? others : own);
  }

  private void run(Test test, Control control) throws StreamException, Failure, FileException {
    int said = test.run(control, true);
    if (said == Control.SERVER_TERMINATE) {
      output.end(test.together(Map.of()), "", "");
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
              : new TcpFlow(number, id, sends, stream(port), buffers));
    }
    if (options.fileName != null) {
      Flow.open(process, options.fileName, flows);
    }
  }

  /// Datagrams to the server, once it has answered the first one.
  private Flow datagrams(int number, int id, boolean sends, int port)
      throws StreamException, Failure {
    UdpEndpoint endpoint = UdpEndpoint.open(process, address.family());
    bind(endpoint.socket(), endpoint.socket()::bind, port);
    endpoint.socket().tos(parameters.tos);
    endpoint.socket().flowLabel(options.flowLabel);
    if (options.whole && address.family() == Family.IPV4) {
      endpoint.socket().pathMtuDiscovery(PathMtuDiscovery.DO);
    }
    endpoint.connect(address, options.port);
    endpoint.send(HELLO);
    endpoint.timeout(30_000_000_000L);
    endpoint.receive();
    endpoint.timeout(Clock.NEVER);
    return new UdpFlow(
        number, id, sends, endpoint, parameters.longCounters, () -> process.loop().now());
  }
}
