package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.tools.http.Lines;
import dev.patchbay.tools.http.Url;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and makes connections; keeps the last one for the next request to the same place.
final class Connections {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

  private final Process process;
  private final Options options;
  private final Voice voice;
  private @Nullable Connection kept;
  private int made;

  Connections(Process process, Options options, Voice voice) {
    this.process = process;
    this.options = options;
    this.voice = voice;
  }

  /// A connection to where the address points; `deadline` is when the transfer must be over.
  Connection to(Url url, Outcome outcome, long deadline) throws Failure {
    Connection before = kept;
    kept = null;
    if (before != null && before.place().equals(url.place())) {
      voice.info("Found bundle for host: 0x%x [serially]".formatted(before.number() + 1));
      voice.info("Can not multiplex, even if we wanted to");
      if (!before.isDead()) {
        voice.info(
            "Re-using existing connection #%d with host %s".formatted(before.number(), url.name()));
        return before;
      }
      voice.info("Connection " + before.number() + " seems to be dead");
    }
    if (before != null) {
      close(before);
    }
    String host = url.name();
    int port = url.port();
    for (String rule : options.connectTo) {
      List<String> words = parts(rule);
      boolean isMeant =
          words.size() == 4
              && (words.get(0).isEmpty() || words.get(0).equals(host))
              && (words.get(1).isEmpty() || words.get(1).equals(String.valueOf(port)));
      if (isMeant) {
        host = words.get(2).isEmpty() ? host : words.get(2);
        port = words.get(3).isEmpty() ? port : Integer.parseInt(words.get(3));
        break;
      }
    }
    List<Ip> addresses = resolve(host, port);
    outcome.resolved = now();
    Connection connection = connect(url, host, port, addresses, deadline);
    TcpSocket socket = connection.stream().socket();
    outcome.connects++;
    outcome.connected = now();
    outcome.local = socket.local();
    outcome.localPort = socket.localPort();
    outcome.remote = socket.remote();
    outcome.remotePort = socket.remotePort();
    return connection;
  }

  private long now() {
    return process.loop().now();
  }

  /// Keeps it for the next request.
  void keep(Connection connection, String host) {
    voice.info("Connection #%d to host %s left intact".formatted(connection.number(), host));
    kept = connection;
  }

  void close(Connection connection) {
    voice.info("Closing connection " + connection.number());
    connection.close();
  }

  // ---- names

  /// The parts between colons; those in brackets are one.
  private static List<String> parts(String rule) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i <= rule.length(); i++) {
      char letter = i < rule.length() ? rule.charAt(i) : ':';
      depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
      if (letter == ':' && depth == 0) {
        parts.add(rule.substring(begin, i).replaceAll("[\\[\\]]", ""));
        begin = i + 1;
      }
    }
    return parts;
  }

  private List<Ip> resolve(String host, int port) throws Failure {
    for (String rule : options.resolved) {
      List<String> words = parts(rule.replaceFirst("^[+]", ""));
      boolean isHost = words.get(0).equals(host) || words.get(0).equals("*");
      if (words.size() >= 3 && isHost && words.get(1).equals(Integer.toString(port))) {
        return named(rule, words.subList(2, words.size()));
      }
    }
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(host, options.family, false);
    if (found.isEmpty() && !resolver.find(host, null, true).isEmpty()) {
      throw new Failure(Failure.NOT_CONNECTED, "Couldn't connect to server");
    }
    if (found.isEmpty()) {
      String message = "Could not resolve host: " + host;
      voice.info(message);
      throw new Failure(Failure.UNKNOWN_HOST, message);
    }
    return found.stream().map(Destination::address).toList();
  }

  private static List<Ip> named(String rule, List<String> words) throws Failure {
    List<Ip> addresses = new ArrayList<>();
    for (String word : String.join(":", words).split(",", -1)) {
      Ip address = Ip.parse(word);
      if (address == null) {
        throw new Failure(49, "Couldn't parse CURLOPT_RESOLVE entry '" + rule + "'");
      }
      addresses.add(address);
    }
    return addresses;
  }

  // ---- connecting

  private Connection connect(Url url, String host, int port, List<Ip> addresses, long deadline)
      throws Failure {
    long begin = now();
    long limit = options.mostConnectTime == 0 ? Clock.NEVER : begin + options.mostConnectTime;
    int number = made++;
    for (Ip address : addresses) {
      boolean isV6 = address.family() == Family.IPV6;
      String shown = isV6 ? "[" + address.text() + "]" : address.text();
      voice.info("  Trying " + shown + ":" + port + "...");
      TcpStream stream = attempt(address, port, begin, Math.min(limit, deadline), number);
      if (stream != null) {
        voice.info(
            "Connected to %s (%s) port %d (#%d)".formatted(host, address.text(), port, number));
        return new Connection(stream, new Lines(stream.input()), url.place(), number);
      }
    }
    throw failed(
        Failure.NOT_CONNECTED,
        "Failed to connect to %s port %d after %d ms: Couldn't connect to server"
            .formatted(host, port, (now() - begin) / MILLISECOND),
        number);
  }

  private Failure failed(int status, String message, int number) {
    voice.info(message);
    voice.info("Closing connection " + number);
    return new Failure(status, message);
  }

  private @Nullable TcpStream attempt(Ip address, int port, long begin, long deadline, int number)
      throws Failure {
    TcpStream stream = TcpStream.open(process, address.family());
    try {
      bind(stream.socket(), address.family(), number);
      keepAlive(stream.socket());
      stream.timeout(deadline == Clock.NEVER ? deadline : Math.max(1, deadline - now()));
      if (options.has("tcp-fastopen")) {
        openFast(stream.socket());
      }
      stream.connect(address, port);
      return stream;
    } catch (StreamException e) {
      stream.close();
      if (e.errno() == Errno.EINPROGRESS) {
        throw late(address, port, begin, number);
      }
      boolean atOnce = e.errno() == Errno.ENETUNREACH && now() == begin;
      voice.info(
          (atOnce ? "Immediate connect fail for %s: %3$s" : "connect to %s port %d failed: %s")
              .formatted(address.text(), port, e.errno().text()));
      return null;
    }
  }

  private void keepAlive(TcpSocket socket) {
    if (options.has("no-keepalive")) {
      return;
    }
    int seconds = (int) (options.keepAliveTime / SECOND);
    socket.keepAlive(true);
    try {
      socket.keepAliveIdle(seconds);
      socket.keepAliveInterval(seconds);
    } catch (SocketException e) {
      voice.info("Failed to set TCP_KEEPIDLE on fd 5");
    }
  }

  /// Asks for fast open; where that is switched off, the connection goes without it.
  private void openFast(TcpSocket socket) {
    try {
      socket.fastOpenConnect(true);
    } catch (SocketException e) {
      voice.info("Failed to enable TCP Fast Open on fd 5");
    }
  }

  /// It took too long to connect, or the transfer may take no longer.
  private Failure late(Ip address, int port, long begin, int number) {
    long took = (now() - begin) / MILLISECOND;
    if (options.mostConnectTime == 0 || now() < begin + options.mostConnectTime) {
      return failed(Failure.LATE, "Connection timed out after " + took + " milliseconds", number);
    }
    String family = address.isV4() ? "ipv4" : "ipv6";
    voice.info("%s connect timeout after %dms, move on!".formatted(family, took));
    return failed(
        Failure.LATE,
        "Failed to connect to %s port %d after %d ms: Timeout was reached"
            .formatted(address.text(), port, took),
        number);
  }

  /// Binds the socket to the device or address of `--interface`, and the port of `--local-port`.
  private void bind(TcpSocket socket, Family family, int number) throws Failure {
    String word = options.device;
    String device = word == null || process.netns().device(word) == null ? "" : word;
    Ip address = word == null || !device.isEmpty() ? null : Ip.parse(word);
    if (word != null && device.isEmpty() && address == null) {
      throw failed(Failure.INTERFACE, "Couldn't bind to '" + word + "'", number);
    }
    try {
      if (!device.isEmpty()) {
        socket.bindDevice(device);
      }
      if (address != null || options.localPort > 0) {
        Ip any = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
        socket.bind(address == null ? any : address, options.localPort);
      }
    } catch (SocketException e) {
      String message =
          "bind failed with errno %d: %s".formatted(e.errno().number(), e.errno().text());
      throw failed(Failure.INTERFACE, message, number);
    }
  }
}
