package dev.patchbay.tools.traceroute;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.stack.socket.SocketError;
import org.jspecify.annotations.Nullable;

/// What an ICMP error tells of the way.
final class Verdict {
  private static final int PROTOCOL_UNREACHABLE = 2;
  private static final int FRAGMENTATION_NEEDED = 4;

  private Verdict() {}

  /// The remark of the error: null when the packet only lived too short, empty when it reached the
  /// host.
  static @Nullable String of(Family family, SocketError error) {
    if (error.origin() == SocketError.Origin.LOCAL) {
      return "!F-" + error.info();
    }
    return family == Family.IPV4 ? ipv4(error) : ipv6(error);
  }

  private static @Nullable String ipv4(SocketError error) {
    int code = error.code();
    if (error.type() == Icmp.TIME_EXCEEDED && code == 0) {
      return null;
    }
    if (error.type() != Icmp.UNREACHABLE) {
      return other(error);
    }
    return switch (code) {
      case 0, 6, 8, 11 -> "!N";
      case 1, 7, 12 -> "!H";
      case PROTOCOL_UNREACHABLE -> "!P";
      case 3 -> "";
      case FRAGMENTATION_NEEDED -> "!F-" + error.info();
      case 5 -> "!S";
      case 9, 10, 13 -> "!X";
      case 14 -> "!V";
      case 15 -> "!C";
      default -> "!<" + code + ">";
    };
  }

  private static @Nullable String ipv6(SocketError error) {
    int code = error.code();
    return switch (error.type()) {
      case Icmpv6.TIME_EXCEEDED -> code == 0 ? null : other(error);
      case Icmpv6.UNREACHABLE ->
          switch (code) {
            case 0 -> "!N";
            case 1 -> "!X";
            case 2, 3 -> "!H";
            case 4 -> "";
            default -> "!<" + code + ">";
          };
      case Icmpv6.PACKET_TOO_BIG -> "!F-" + error.info();
      case Icmpv6.PARAMETER_PROBLEM -> other(error);
      default -> other(error);
    };
  }

  private static String other(SocketError error) {
    return "!<" + error.type() + "-" + error.code() + ">";
  }
}
