package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
import dev.patchbay.tools.ping.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// `nc HOST PORTS`: connects to a port, or with `-z` only looks who listens.
final class Connecting {
  /// How many seconds a port of UDP that is scanned has to say that nobody listens.
  private static final int SCAN_SECONDS = 3;

  private static final long SECOND = 1_000_000_000;

  /// Even who has no time at all hears a refusal of the same machine.
  private static final long LEAST = 1_000_000;

  private final Process process;
  private final Options options;
  private final Names names;
  private int status = 1;

  Connecting(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.names = new Names(process, options);
  }

  int run(String host, String word) throws FileException {
    boolean isFirst = true;
    for (int port : ports(word)) {
      if (!isFirst && options.interval > 0) {
        process.sleep(options.interval * SECOND);
      }
      isFirst = false;
      Link link = connected(host, port);
      if (link == null) {
        continue;
      }
      if (options.pass) {
        throw options.error("sendmsg: " + Errno.ENOTSOCK.text());
      }
      if (!options.scan) {
        new Exchange(process, options, link).run();
      }
      link.close();
    }
    return status;
  }

  private List<Integer> ports(String word) {
    int dash = word.indexOf('-');
    if (dash < 0 || !Character.isDigit(word.charAt(0))) {
      return List.of(names.target(word));
    }
    int low = options.port(word.substring(0, dash));
    int high = options.port(word.substring(dash + 1));
    List<Integer> ports = new ArrayList<>();
    for (int port = Math.min(low, high); port <= Math.max(low, high); port++) {
      ports.add(port);
    }
    if (options.randomPorts) {
      RandomStream random = process.netns().random("nc/ports");
      Collections.shuffle(ports, new Random(random.nextLong()));
    }
    return ports;
  }

  /// The way to the first of the host's addresses that answers, or null.
  private @Nullable Link connected(String host, int port) {
    String complaint = "getaddrinfo for host \"" + host + "\" port " + port + ": ";
    for (Destination to : names.addresses(host, complaint)) {
      Link link = attempt(host, to.address(), port);
      if (link != null) {
        return confirmed(link, host, to.address(), port);
      }
    }
    return null;
  }

  private @Nullable Link attempt(String host, Ip address, int port) {
    if (options.dccp && !options.udp) {
      // A kernel without DCCP, as here, has no such sockets: the next address is tried.
      return null;
    }
    try {
      return options.udp ? datagrams(address, port) : stream(address, port);
    } catch (StreamException e) {
      if (options.verbose) {
        String protocol = options.udp ? "udp" : "tcp";
        String how = e.errno() == Errno.EINPROGRESS ? "timed out" : "failed";
        process.complain(
            "%s: connect to %s port %d (%s) %s: %s"
                .formatted(
                    process.name(), named(host, address), port, protocol, how, e.errno().text()));
      }
      return null;
    }
  }

  private String named(String host, Ip address) {
    boolean isAddress = options.numeric || host.equals(address.text());
    return isAddress ? host : host + " (" + address.text() + ")";
  }

  private Link stream(Ip address, int port) throws StreamException {
    TcpStream stream = TcpStream.open(process, address.family());
    try {
      bind(stream.socket()::bind, address.family());
      names.prepare(stream.socket());
      if (options.timeout >= 0) {
        stream.timeout(Math.max(LEAST, options.timeout * SECOND));
      }
      stream.connect(address, port);
    } catch (StreamException e) {
      stream.close();
      throw e;
    }
    stream.timeout(Clock.NEVER);
    return new TcpLink(stream);
  }

  private Link datagrams(Ip address, int port) throws StreamException {
    UdpEndpoint endpoint = UdpEndpoint.open(process, address.family());
    try {
      bind(endpoint.socket()::bind, address.family());
      names.prepare(endpoint.socket());
      endpoint.connect(address, port);
    } catch (StreamException e) {
      endpoint.close();
      throw e;
    }
    return new UdpLink(endpoint);
  }

  /// Binds to an address and port.
  private interface Binding {
    void bind(Ip address, int port) throws SocketException;
  }

  private void bind(Binding socket, Family family) {
    String source = options.source;
    String word = options.sourcePort;
    if (source == null && word == null) {
      return;
    }
    Ip any = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    Ip address = source == null ? any : source(source, family);
    try {
      socket.bind(address, word == null ? 0 : names.port(word));
    } catch (SocketException e) {
      throw options.error("bind failed: " + e.errno().text());
    }
  }

  private Ip source(String word, Family family) {
    for (Destination one : names.addresses(word, "getaddrinfo: ")) {
      if (one.address().family() == family) {
        return one.address();
      }
    }
    throw options.error("getaddrinfo: Address family for hostname not supported");
  }

  /// Says that it is connected, if that is asked for; null when it proves not to be.
  private @Nullable Link confirmed(Link link, String host, Ip address, int port) {
    status = 0;
    if (!options.verbose) {
      return link;
    }
    if (link instanceof UdpLink udp && !answers(udp)) {
      link.close();
      status = 1;
      return null;
    }
    process.complain(
        "Connection to %s %d port [%s] succeeded!"
            .formatted(named(host, address), port, names.service(port)));
    return link;
  }

  /// Whether nobody says within some seconds that nobody listens (`udptest`).
  private boolean answers(UdpLink link) {
    int seconds = options.timeout < 0 ? SCAN_SECONDS : options.timeout;
    boolean open = knocks(link);
    open = open && knocks(link);
    for (int i = 0; i < seconds && open; i++) {
      process.sleep(SECOND);
      open = knocks(link);
    }
    return open;
  }

  private static boolean knocks(UdpLink link) {
    try {
      link.write(new byte[] {'X'});
      return true;
    } catch (StreamException e) {
      return e.errno() != Errno.ECONNREFUSED;
    }
  }
}
