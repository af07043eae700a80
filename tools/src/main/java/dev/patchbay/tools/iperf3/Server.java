package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Task;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpListener;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
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
  private static final String LINE =
      "-----------------------------------------------------------\n";
  private static final byte[] ANSWER = {0x36, 0x37, 0x38, 0x39};

  private final Process process;
  private final Options options;
  private final TextReport.Voice voice;
  private final List<Flow> flows = new ArrayList<>();
  private @Nullable Control control;

  /// Ends the task that turns others away.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  Server(Process process, Options options, TextReport.Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
  }

  int run() throws FileException {
    try {
      TcpListener listener = listener();
      int number = 1;
      do {
        voice.print(
            LINE + "Server listening on " + options.port + " (test #" + number++ + ")\n" + LINE);
        serveOne(listener);
      } while (!options.oneOff);
      return 0;
    } catch (StreamException e) {
      process.complain(
          "iperf3: error - unable to start listener for connections: " + e.errno().text());
      process.complain("iperf3: exiting");
      return 1;
    } catch (Killed e) {
      if (e.process() == process) {
        terminate();
      }
      throw e;
    }
  }

  /// Tells the client, and what is known so far.
  private void terminate() throws FileException {
    Control open = control;
    if (open != null) {
      try {
        open.state(Control.SERVER_TERMINATE);
      } catch (StreamException gone) {
        // The client has ended before.
        voice.print("");
      }
    }
    process.flush();
    process.complain("iperf3: interrupt - the server has terminated");
  }

  private Ip any() {
    Ip given = options.address == null ? null : Ip.parse(options.address);
    if (given != null) {
      return given;
    }
    return options.family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
  }

  private TcpListener listener() throws StreamException {
    TcpListener listener = TcpListener.open(process, any().family());
    listener.socket().reuseAddress(true);
    try {
      if (options.device != null) {
        listener.socket().bindDevice(options.device);
      }
    } catch (SocketException e) {
      throw new StreamException(e.errno());
    }
    listener.listen(any(), options.port, BACKLOG);
    return listener;
  }

  private void serveOne(TcpListener listener) throws FileException {
    TextReport.Memory memory = new TextReport.Memory(voice);
    try {
      serve(listener, memory);
    } catch (Failure e) {
      process.flush();
      process.complain("iperf3: error - " + e.message());
    } catch (StreamException e) {
      process.flush();
      process.complain("iperf3: error - unable to receive control message: " + e.errno().text());
    } finally {
      flows.forEach(Flow::close);
      flows.clear();
      Control done = control;
      if (done != null) {
        done.close();
      }
      control = null;
    }
  }

  private void serve(TcpListener listener, TextReport.Memory memory)
      throws StreamException, Failure, FileException {
    TcpStream stream = listener.accept();
    Control with = new Control(stream);
    control = with;
    byte[] cookie = Control.exactly(stream, Control.COOKIE);
    Ip caller = Objects.requireNonNull(stream.socket().remote());
    memory.print(
        "Accepted connection from "
            + caller.text()
            + ", port "
            + stream.socket().remotePort()
            + "\n");
    with.state(Control.PARAM_EXCHANGE);
    Parameters parameters = Parameters.of(with.receive());
    makeFlows(listener, with, parameters, cookie);
    Task guard = process.loop().spawn(false, () -> refuseOthers(listener));
    try {
      measure(with, parameters, memory);
    } finally {
      guard.cancel(new Stopped());
      while (!guard.isFinished()) {
        // Two tasks cannot wait for one thing: the listener is this one's again.
        process.sleep(1);
      }
    }
  }

  private void measure(Control with, Parameters parameters, TextReport.Memory memory)
      throws StreamException, Failure, FileException {
    Report report = new TextReport(memory, parameters, options.format, false, options.verbose);
    int block = Math.max(LEAST_BLOCK, parameters.block(0));
    Test running = new Test(process, parameters, report, options.interval, block, flows);
    with.state(Control.TEST_START);
    with.state(Control.TEST_RUNNING);
    int said = running.run(with, false);
    if (said == Control.CLIENT_TERMINATE || said == Control.CLOSED) {
      report.end(running.together(Map.of()));
      throw new Failure(
          said == Control.CLOSED
              ? "unable to receive control message - port may not be available, the other side may"
                  + " have stopped running, etc.: "
              : "the client has terminated");
    }
    with.state(Control.EXCHANGE_RESULTS);
    Map<String, Object> theirs = with.receive();
    Map<String, Object> own = running.results(false);
    report.end(running.together(theirs));
    if (parameters.wantsOutput) {
      own.put("server_output_text", memory.text());
    }
    with.send(own);
    with.state(Control.DISPLAY_RESULTS);
    with.state();
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

  private void makeFlows(TcpListener listener, Control with, Parameters parameters, byte[] cookie)
      throws StreamException, Failure {
    int count = parameters.streams * (parameters.bidirectional ? 2 : 1);
    @Nullable UdpEndpoint door = parameters.udp ? door() : null;
    with.state(Control.CREATE_STREAMS);
    for (int i = 0; i < count; i++) {
      boolean sends = parameters.bidirectional ? i >= parameters.streams : parameters.reverse;
      int number = i == 0 ? 5 : 6 + 2 * i;
      int id = i == 0 ? 1 : i + 2;
      if (door == null) {
        flows.add(new TcpFlow(number, id, sends, accepted(listener, parameters, cookie)));
      } else {
        UdpEndpoint met = meet(door);
        door = i + 1 < count ? door() : null;
        met.send(ANSWER);
        flows.add(
            new UdpFlow(
                number, id, sends, met, parameters.longCounters, () -> process.loop().now()));
        if (door == null) {
          break;
        }
      }
    }
  }

  /// A connection of this test; others are turned away.
  private static TcpStream accepted(TcpListener listener, Parameters parameters, byte[] cookie)
      throws StreamException, Failure {
    while (true) {
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

  private UdpEndpoint door() throws StreamException {
    UdpEndpoint door = UdpEndpoint.open(process, any().family());
    door.socket().reuseAddress(true);
    door.bind(any(), options.port);
    return door;
  }

  private static UdpEndpoint meet(UdpEndpoint door) throws StreamException {
    Datagram first = door.receive();
    door.connect(first.source(), first.port());
    return door;
  }
}
