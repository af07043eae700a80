package dev.patchbay.tools.ping;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Ipv6Socket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens the sockets, looks the destination up, and pings the first of its addresses to which there
/// is a way.
final class Attempt {
  private static final int LEAST_USER_INTERVAL = 2;
  private static final int MOST_USER_PRELOAD = 3;

  /// Opens a socket.
  private interface Opener<S> {
    S open() throws SocketException;
  }

  /// A socket and the descriptor it has.
  private record Opened<S extends IpSocket>(int descriptor, S socket) {
    boolean isRaw() {
      return socket instanceof RawSocket || socket instanceof RawSocket6;
    }
  }

  private final Session session;
  private final Options options;
  private final Voice voice;

  Attempt(Session session) {
    this.session = session;
    this.options = session.options();
    this.voice = session.voice();
  }

  /// Runs to the end and returns the exit status.
  int run() throws FileException {
    checkUser();
    showPattern();
    Opened<IpSocket> ipv4 = options.family == Family.IPV6 ? null : openIpv4();
    Opened<Ipv6Socket> ipv6 = options.family == Family.IPV4 ? null : openIpv6();
    showSockets(ipv4, ipv6);
    String word = options.destinations.getLast();
    List<Destination> found = session.resolver().find(word);
    for (int i = 0; i < found.size(); i++) {
      Destination destination = found.get(i);
      showAddress(destination);
      EchoSocket echo = echo(destination, ipv4, ipv6);
      if (echo != null && echo.aim(destination, i == found.size() - 1)) {
        return ping(echo);
      }
    }
    throw voice.fatal(
        2, word + ": " + (found.isEmpty() ? Resolver.UNKNOWN : Resolver.NOT_OF_FAMILY));
  }

  private @Nullable EchoSocket echo(
      Destination destination, @Nullable Opened<IpSocket> ipv4, @Nullable Opened<Ipv6Socket> ipv6) {
    if (destination.address().isV4()) {
      return ipv4 == null ? null : new EchoIpv4(session, ipv4.socket);
    }
    return ipv6 == null ? null : new EchoIpv6(session, ipv6.socket);
  }

  private int ping(EchoSocket echo) throws FileException {
    int interval = options.firstInterval();
    if (isUser() && interval < LEAST_USER_INTERVAL) {
      throw voice.fatal(
          2, "cannot flood; minimal interval allowed for user is " + LEAST_USER_INTERVAL + "ms");
    }
    if (interval >= Integer.MAX_VALUE / options.preload) {
      throw voice.fatal(2, "illegal preload and/or interval: " + interval);
    }
    return new PingLoop(session, echo).run();
  }

  // ---- before the first packet

  private boolean isUser() {
    return session.process().user() != 0;
  }

  private void checkUser() throws FileException {
    if (isUser() && options.preload > MOST_USER_PRELOAD) {
      throw voice.fatal(2, "cannot set preload to value greater than 3: " + options.preload);
    }
  }

  private void showPattern() throws FileException {
    String pattern = options.pattern;
    if (pattern == null) {
      return;
    }
    String wrong = Filling.wrong(pattern);
    if (!wrong.isEmpty()) {
      throw voice.fatal(2, "patterns must be specified as hex digits: " + wrong);
    }
    if (!options.quiet) {
      StringBuilder text = new StringBuilder("PATTERN: 0x");
      for (byte each : Filling.bytes(pattern)) {
        text.append(String.format("%02x", each));
      }
      voice.print(text + "\n");
    }
  }

  private Opened<IpSocket> openIpv4() throws FileException {
    return open(
        () -> PingSocket.open(session.process()),
        () -> RawSocket.open(session.process(), IpProtocol.ICMP));
  }

  private Opened<Ipv6Socket> openIpv6() throws FileException {
    return open(
        () -> PingSocket6.open(session.process()),
        () -> RawSocket6.open(session.process(), IpProtocol.ICMPV6));
  }

  /// A ping socket where the process may have one; with an identifier of its own, a raw one.
  private <S extends IpSocket> Opened<S> open(Opener<S> ping, Opener<S> raw) throws FileException {
    int descriptor = session.process().descriptors().free(3);
    if (options.identifier == null) {
      try {
        return new Opened<>(descriptor, ping.open());
      } catch (SocketException e) {
        if (e.errno() != Errno.EACCES) {
          throw voice.refused("socket", e.errno());
        }
      }
    }
    try {
      return new Opened<>(descriptor, raw.open());
    } catch (SocketException e) {
      voice.warn("socket: " + e.errno().text());
      throw voice.fatal(2, "=> missing cap_net_raw+p capability or setuid?");
    }
  }

  // ---- what -v tells

  private void showSockets(@Nullable Opened<IpSocket> ipv4, @Nullable Opened<Ipv6Socket> ipv6)
      throws FileException {
    if (!options.verbose) {
      return;
    }
    Integer identifier = options.identifier;
    if (identifier != null && identifier == 0) {
      voice.warn("WARNING: ident 0 => forcing raw socket");
    }
    voice.warn(
        "sock4.fd: %s, sock6.fd: %s, hints.ai_family: %s\n"
            .formatted(describe(ipv4), describe(ipv6), word(options.family)));
  }

  private static String describe(@Nullable Opened<?> opened) {
    if (opened == null) {
      return "-1 (socktype: 0)";
    }
    String type = opened.isRaw() ? "SOCK_RAW" : "SOCK_DGRAM";
    return opened.descriptor + " (socktype: " + type + ")";
  }

  private static String word(@Nullable Family family) {
    return family == null ? "AF_UNSPEC" : family == Family.IPV4 ? "AF_INET" : "AF_INET6";
  }

  private void showAddress(Destination destination) throws FileException {
    if (options.verbose) {
      String family = word(destination.address().family());
      voice.print(
          "ai->ai_family: %s, ai->ai_canonname: '%s'\n".formatted(family, destination.canonical()));
    }
  }
}
