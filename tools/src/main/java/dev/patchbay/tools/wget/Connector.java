package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.http.Lines;
import dev.patchbay.tools.http.Url;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Connects, and keeps a connection for the next request to the same place.
final class Connector {
  /// A connection, and what has come by it and is not read.
  record Line(TcpStream stream, Lines lines, String place) {
    boolean isOpen() {
      try {
        return !lines.hasMore() && stream.readNow(new byte[1], 0, 1) == 0;
      } catch (StreamException e) {
        return false;
      }
    }
  }

  private final Process process;
  private final Options options;
  private final Log log;
  private @Nullable Line kept;
  private @Nullable Errno error;

  Connector(Process process, Options options, Log log) {
    this.process = process;
    this.options = options;
    this.log = log;
  }

  /// Why the last attempt failed; null when the host is unknown.
  @Nullable Errno error() {
    return error;
  }

  void keep(Line line) {
    kept = line;
  }

  void close(Line line) {
    line.stream().close();
  }

  /// A connection to the place, or null; all has been said then.
  @Nullable Line to(Url url) throws FileException {
    Line before = kept;
    kept = null;
    if (before != null && before.place().equals(url.place()) && before.isOpen()) {
      log.verbose("Reusing existing connection to " + url.host() + ":" + url.port() + ".\n");
      return before;
    }
    if (before != null) {
      close(before);
    }
    error = null;
    List<Ip> addresses = resolve(url.name());
    for (Ip address : addresses) {
      Line line = attempt(url, address);
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  private List<Ip> resolve(String host) throws FileException {
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(host, options.family, false);
    List<Ip> addresses = found.stream().map(Destination::address).toList();
    if (Ip.parse(host) != null && !found.isEmpty()) {
      return addresses;
    }
    log.verbose("Resolving %s (%s)... ".formatted(host, host));
    if (addresses.isEmpty()) {
      boolean known = !resolver.find(host, null, false).isEmpty();
      String why = known ? Resolver.NOT_OF_FAMILY : Resolver.UNKNOWN;
      log.verbose("failed: " + why + ".\n");
      log.always("wget: unable to resolve host address ‘" + host + "’\n");
      return addresses;
    }
    log.verbose(addresses.stream().map(Ip::text).collect(Collectors.joining(", ")) + "\n");
    return addresses;
  }

  private @Nullable Line attempt(Url url, Ip address) throws FileException {
    String host = url.name();
    boolean numeric = Ip.parse(host) != null;
    String place = numeric ? url.host() + ":" : host + " (" + host + ")|" + address.text() + "|:";
    log.verbose("Connecting to " + place + url.port() + "... ");
    TcpStream stream = TcpStream.open(process, address.family());
    try {
      bind(stream);
      stream.timeout(options.connectTimeout == 0 ? Clock.NEVER : options.connectTimeout);
      stream.connect(address, url.port());
      stream.timeout(options.readTimeout == 0 ? Clock.NEVER : options.readTimeout);
      log.verbose("connected.\n");
      return new Line(stream, new Lines(stream.input()), url.place());
    } catch (StreamException e) {
      stream.close();
      error = e.errno() == Errno.EINPROGRESS ? Errno.ETIMEDOUT : e.errno();
      log.always("failed: " + error.text() + ".\n");
      return null;
    }
  }

  private void bind(TcpStream stream) throws FileException {
    if (options.bindAddress == null) {
      return;
    }
    Ip address = Ip.parse(options.bindAddress);
    if (address == null) {
      log.always(
          "wget: unable to resolve bind address ‘" + options.bindAddress + "’; disabling bind.\n");
      return;
    }
    try {
      stream.socket().bind(Objects.requireNonNull(address), 0);
    } catch (SocketException e) {
      log.always("bind: " + e.errno().text() + "\n");
    }
  }
}
