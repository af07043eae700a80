package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.ping.Resolver;
import dev.patchbay.tools.sockets.Services;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What words mean that name hosts and ports, what addresses are called, and what options ask of
/// every socket.
final class Names {
  private final Process process;
  private final Options options;
  private final Services services;

  Names(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.services = new Services(process);
  }

  /// The addresses of the host that the family allows, the best first; there is one at least.
  List<Destination> addresses(String host, String complaint) {
    Family family = options.family;
    Resolver resolver = Resolver.of(process);
    List<Destination> found = resolver.find(host, family, options.numeric);
    if (found.isEmpty()) {
      boolean isKnown = !resolver.find(host, null, options.numeric).isEmpty();
      throw options.error(complaint + (isKnown ? Resolver.NOT_OF_FAMILY : Resolver.UNKNOWN));
    }
    return found;
  }

  /// The port of that number or name, as `getaddrinfo` reads it.
  int port(String word) {
    if (word.matches("[0-9]{1,9}")) {
      return Integer.parseInt(word) & 0xffff;
    }
    int port = services.port(word);
    if (port < 0) {
      throw options.error("getaddrinfo: Servname not supported for ai_socktype");
    }
    return port;
  }

  /// The port between 1 and 65535 of that number or name.
  int target(String word) {
    boolean isName = !word.matches("[+-]?[0-9]+") && services.port(word) > 0;
    return isName ? services.port(word) : options.port(word);
  }

  /// What the service at the port is called, as `tcp/http`.
  String service(int port) {
    String protocol = options.udp ? "udp" : "tcp";
    String name = options.numeric ? "*" : services.name(port, protocol);
    return protocol + "/" + (name.equals(Integer.toString(port)) ? "*" : name);
  }

  /// What the host at the address is called.
  String host(Ip address) {
    @Nullable String name = options.numeric ? null : Hosts.of(process).name(address);
    return name == null ? address.text() : name;
  }

  /// Gives the socket the options that were asked for.
  void prepare(IpSocket socket) {
    socket.broadcast(options.broadcast);
    if (options.tos != null) {
      socket.tos(options.tos);
    }
    if (options.ttl == 0) {
      String which = socket.family() == Family.IPV4 ? "IP TTL" : "IPv6 unicast hops";
      throw options.error("set " + which + ": Invalid argument");
    }
    if (options.ttl > 0) {
      socket.ttl(options.ttl);
    }
    if (options.receiveBuffer > 0) {
      socket.receiveBuffer(options.receiveBuffer);
    }
    if (socket instanceof TcpSocket tcp) {
      prepare(tcp);
    }
  }

  private void prepare(TcpSocket socket) {
    if (options.sendBuffer > 0) {
      socket.sendBuffer(options.sendBuffer);
    }
  }
}
