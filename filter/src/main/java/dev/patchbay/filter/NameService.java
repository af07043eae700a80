package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names and numbers of the machine that a front end runs on: its `/etc/services`, `/etc/hosts` and
/// the like.
public interface NameService {
  /// The port of that name, or -1.
  ///
  /// @param protocol `tcp`, `udp`, …, or empty for any
  int port(String name, String protocol);

  /// The name of a port, or null.
  @Nullable String service(int port, String protocol);

  /// The number of an IP protocol, or -1.
  int protocol(String name);

  /// The name of an IP protocol, or null.
  @Nullable String protocolName(int number);

  /// The addresses of a host of that family.
  List<Ip> addresses(Family family, String name);

  /// The name of an address (of a host or a network), or null.
  @Nullable String nameOf(Ip address);

  /// The number of a user, or -1.
  long user(String name);

  /// The name of a user, or null.
  @Nullable String userName(long id);

  /// The number of a group, or -1.
  long group(String name);

  /// The name of a group, or null.
  @Nullable String groupName(long id);

  /// Whose packets the set of that name takes: `IPv4`, `IPv6`, or empty for both; null when there
  /// is no such set. The program asks the kernel for it while it reads words.
  default @Nullable String setFamily(String name) {
    return null;
  }
}
