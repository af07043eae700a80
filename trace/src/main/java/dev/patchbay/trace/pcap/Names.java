package dev.patchbay.trace.pcap;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the names in an expression stand for: hosts, networks, services, protocols.
public interface Names {
  /// No name is known.
  Names NONE = new Names() {};

  /// The addresses of a host (as from /etc/hosts), in the order in which they are tried; empty if
  /// there is no such host.
  default List<Ip> host(String name) {
    return List.of();
  }

  /// The number of an IPv4 network (as from /etc/networks), or 0.
  default int network(String name) {
    return 0;
  }

  /// The port of a service (as from /etc/services), or -1.
  ///
  /// @param protocol `tcp` or `udp`
  default int port(String name, String protocol) {
    return -1;
  }

  /// The number of a protocol of IP (as from /etc/protocols), or -1.
  default int protocol(String name) {
    return -1;
  }

  /// The address of an Ethernet station (as from /etc/ethers), or null.
  default @Nullable Mac station(String name) {
    return null;
  }
}
