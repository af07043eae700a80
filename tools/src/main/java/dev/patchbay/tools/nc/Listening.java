package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpListener;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `nc -l`: waits for a caller, with `-k` for one after the other.
final class Listening {
  private static final int BACKLOG = 1;

  private final Process process;
  private final Options options;
  private final Names names;

  Listening(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.names = new Names(process, options);
  }

  int run(@Nullable String host, String port) throws FileException {
    Ip address = host == null ? any() : names.addresses(host, "getaddrinfo: ").getFirst().address();
    try {
      if (options.udp) {
        hearDatagrams(address, names.port(port));
      } else {
        serve(address, names.port(port));
      }
    } catch (StreamException e) {
      throw options.error(e.errno().text());
    }
    return 0;
  }

  private Ip any() {
    return options.family == Family.IPV6 ? Ip.ANY6 : Ip.ANY4;
  }

  private void serve(Ip address, int port) throws StreamException, FileException {
    TcpListener listener = TcpListener.open(process, address.family());
    listener.socket().reuseAddress(true);
    listener.socket().reusePort(true);
    names.prepare(listener.socket());
    listener.listen(address, port, BACKLOG);
    report("Listening on ", address, port);
    do {
      TcpStream stream = listener.accept();
      report(stream);
      new Exchange(process, options, new TcpLink(stream)).run();
      stream.close();
    } while (options.keep);
    listener.close();
  }

  private void report(TcpStream stream) {
    Ip caller = Objects.requireNonNull(stream.socket().remote());
    report("Connection received on ", caller, stream.socket().remotePort());
  }

  private void hearDatagrams(Ip address, int port) throws StreamException, FileException {
    UdpEndpoint endpoint = UdpEndpoint.open(process, address.family());
    endpoint.socket().reuseAddress(true);
    names.prepare(endpoint.socket());
    endpoint.bind(address, port);
    report("Bound on ", address, port);
    if (!options.keep) {
      meet(endpoint);
    }
    new Exchange(process, options, new UdpLink(endpoint)).run();
  }

  /// Waits for the first caller, and hears nobody else from then on.
  private void meet(UdpEndpoint endpoint) {
    try {
      Datagram first = endpoint.peek();
      endpoint.connect(first.source(), first.port());
      report("Connection received on ", first.source(), first.port());
    } catch (StreamException e) {
      throw options.error("connect: " + e.errno().text());
    }
  }

  private void report(String what, Ip address, int port) {
    if (options.verbose) {
      process.complain(what + names.host(address) + " " + port);
    }
  }
}
