package dev.patchbay.tools.nc;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.ping.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `nc`: reads and writes datagrams of UDP. TCP comes later, and is refused until then.
public final class Nc implements Command {
  /// How many seconds a port that is scanned has to say that nobody listens.
  private static final int SCAN_SECONDS = 3;

  private static final long SECOND = 1_000_000_000;

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args.rest());
    if (!options.text.isEmpty()) {
      process.complain(options.text.stripTrailing());
      return 0;
    }
    return new Run(process, options).run();
  }

  /// One run of the command.
  private static final class Run {
    private final Process process;
    private final Options options;
    private final Hosts hosts;

    Run(Process process, Options options) {
      this.process = process;
      this.options = options;
      this.hosts = Hosts.of(process);
    }

    int run() throws FileException {
      List<String> operands = options.operands;
      if (operands.isEmpty() && !(options.listen && options.sourcePort != null)) {
        throw Options.usage("");
      }
      if (options.listen) {
        return listen();
      }
      if (operands.size() < 2) {
        throw options.error("missing port number");
      }
      if (operands.size() > 2) {
        throw Options.usage("");
      }
      List<Integer> ports = ports(operands.get(1));
      refuseTcp();
      return connect(operands.get(0), ports);
    }

    private void refuseTcp() {
      if (!options.udp) {
        throw options.error("patchbay has no TCP yet: only -u");
      }
    }

    // ---- listening

    private int listen() throws FileException {
      List<String> operands = options.operands;
      String host = operands.size() > 1 ? operands.get(0) : options.source;
      String port = operands.isEmpty() ? options.sourcePort : operands.getLast();
      if (operands.size() == 1 && options.sourcePort != null) {
        host = operands.getFirst();
        port = options.sourcePort;
      }
      refuseTcp();
      int number = options.port(Objects.requireNonNullElse(port, ""));
      UdpSocket socket = bound(host, number);
      if (!options.keep) {
        meet(socket);
      }
      new Exchange(process, options, socket).run();
      return 0;
    }

    private UdpSocket bound(@Nullable String host, int port) {
      Ip address = host == null ? any() : resolve(host, "getaddrinfo: ");
      UdpSocket socket = UdpSocket.open(process, address.family());
      try {
        if (address.family() == Family.IPV6) {
          socket.ipv6Only(true);
        }
        socket.reuseAddress(true);
        prepare(socket);
        socket.bind(address, port);
      } catch (SocketException e) {
        throw options.error(e.errno().text());
      }
      if (options.verbose) {
        process.complain("Bound on " + name(address) + " " + port);
      }
      return socket;
    }

    private Ip any() {
      return options.family == Family.IPV6 ? Ip.ANY6 : Ip.ANY4;
    }

    /// Waits for the first caller, and hears nobody else from then on.
    private void meet(UdpSocket socket) {
      Datagram first = null;
      while (first == null) {
        try {
          first = socket.peek();
          if (first == null) {
            process.await(socket.readable(), Clock.NEVER, Bound.ENDLESS);
          } else {
            socket.connect(first.source(), first.port());
          }
        } catch (SocketException e) {
          throw options.error("connect: " + e.errno().text());
        }
      }
      if (options.verbose) {
        process.complain("Connection received on " + name(first.source()) + " " + first.port());
      }
    }

    private String name(Ip address) {
      String name = options.numeric ? null : hosts.name(address);
      return name == null ? address.text() : name;
    }

    // ---- connecting

    private List<Integer> ports(String word) {
      List<Integer> ports = new ArrayList<>();
      int dash = word.indexOf('-');
      if (dash < 0) {
        ports.add(options.port(word));
        return ports;
      }
      int low = options.port(word.substring(0, dash));
      int high = options.port(word.substring(dash + 1));
      for (int port = Math.min(low, high); port <= Math.max(low, high); port++) {
        ports.add(port);
      }
      return ports;
    }

    private int connect(String host, List<Integer> ports) throws FileException {
      int status = 1;
      for (int port : ports) {
        Ip address = resolve(host, "getaddrinfo for host \"" + host + "\" port " + port + ": ");
        UdpSocket socket = connected(address, port);
        if (socket == null) {
          continue;
        }
        status = 0;
        if ((options.verbose || options.scan) && !answers(socket)) {
          status = 1;
          socket.close();
          continue;
        }
        if (options.verbose || options.scan) {
          report(host, address, port);
        }
        if (!options.scan) {
          new Exchange(process, options, socket).run();
        }
        socket.close();
      }
      return status;
    }

    private @Nullable UdpSocket connected(Ip address, int port) {
      UdpSocket socket = UdpSocket.open(process, address.family());
      String local = options.source;
      if (local != null || options.sourcePort != null) {
        bind(socket, address.family());
      }
      try {
        prepare(socket);
        socket.connect(address, port);
        return socket;
      } catch (SocketException e) {
        socket.close();
        if (options.verbose) {
          process.complain(
              "%s: connect to %s port %d (udp) failed: %s"
                  .formatted(process.name(), address.text(), port, e.errno().text()));
        }
        return null;
      }
    }

    private void bind(UdpSocket socket, Family family) {
      String source = options.source;
      Ip any = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
      Ip address = source == null ? any : resolve(source, "getaddrinfo: ");
      String word = options.sourcePort;
      if (word != null && !word.matches("[0-9]{1,5}")) {
        throw options.error("getaddrinfo: Servname not supported for ai_socktype");
      }
      try {
        socket.bind(address, word == null ? 0 : Integer.parseInt(word) & 0xffff);
      } catch (SocketException e) {
        throw options.error("bind failed: " + e.errno().text());
      }
    }

    private void prepare(UdpSocket socket) {
      socket.broadcast(options.broadcast);
      if (options.tos != null) {
        socket.tos(options.tos);
      }
      if (options.ttl > 0) {
        socket.ttl(options.ttl);
      }
    }

    /// The first address of the name that the family allows.
    private Ip resolve(String host, String complaint) {
      List<Destination> found = Resolver.of(process).find(host);
      for (Destination one : found) {
        if (options.family == null || one.address().family() == options.family) {
          return one.address();
        }
      }
      throw options.error(
          complaint + (found.isEmpty() ? Resolver.UNKNOWN : Resolver.NOT_OF_FAMILY));
    }

    /// Whether nobody says within some seconds that nobody listens (`udptest`).
    private boolean answers(UdpSocket socket) {
      int seconds = options.timeout < 0 ? SCAN_SECONDS : options.timeout;
      boolean open = knocks(socket);
      open = open && knocks(socket);
      for (int i = 0; i < seconds && open; i++) {
        process.sleep(SECOND);
        open = knocks(socket);
      }
      return open;
    }

    private static boolean knocks(UdpSocket socket) {
      try {
        socket.send(new byte[] {'X'});
        return true;
      } catch (SocketException e) {
        return e.errno() != Errno.ECONNREFUSED;
      }
    }

    private void report(String host, Ip address, int port) {
      boolean same = options.numeric || host.equals(address.text());
      String shown = same ? host : host + " (" + address.text() + ")";
      process.complain("Connection to " + shown + " " + port + " port [udp/*] succeeded!");
    }
  }
}
