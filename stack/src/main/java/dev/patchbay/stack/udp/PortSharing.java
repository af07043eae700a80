package dev.patchbay.stack.udp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Objects;

/// Which sockets may have one port, and share what comes to it (net/ipv4/udp.c,
/// net/core/sock_reuseport.c).
final class PortSharing {
  private PortSharing() {}

  /// Whether the two cannot have one port, unless they agree to (`udp_lib_lport_inuse`).
  static boolean conflict(UdpSocket one, UdpSocket other) {
    NetDevice its = one.boundDevice();
    NetDevice others = other.boundDevice();
    return one != other
        && !(one.reuseAddress() && other.reuseAddress())
        && (its == null || others == null || its == others)
        && overlap(one, other);
  }

  /// Whether both would receive at one address (`inet_rcv_saddr_equal`).
  private static boolean overlap(UdpSocket one, UdpSocket other) {
    Ip its = one.local();
    Ip others = other.local();
    if (its == null && others == null) {
      return one.family() == other.family()
          || (one.speaks(Family.IPV4) && other.speaks(Family.IPV4));
    }
    if (its == null) {
      return one.speaks(Objects.requireNonNull(others).family());
    }
    return others == null ? other.speaks(its.family()) : its.equals(others);
  }

  /// Whether both of one user's agree to have one port (`SO_REUSEPORT`).
  static boolean agree(UdpSocket one, UdpSocket other) {
    return one.reusePort() && other.reusePort() && one.user() == other.user();
  }

  /// Whether what comes to the one may as well go to the other (`reuseport_add_sock`).
  static boolean isGroup(UdpSocket one, UdpSocket other) {
    return one.localPort() == other.localPort()
        && one.family() == other.family()
        && one.ipv6Only() == other.ipv6Only()
        && one.boundDevice() == other.boundDevice()
        && agree(one, other)
        && Objects.equals(one.local(), other.local());
  }
}
