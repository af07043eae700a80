package dev.patchbay.stack.socket;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;

/// What an ICMP error means to a socket (`icmp_err_convert`): its error, and whether one that does
/// not ask for errors is told, too.
public record IcmpErrno(Errno errno, boolean isFatal) {
  public static IcmpErrno of(int type, int code) {
    return switch (type) {
      case Icmp.UNREACHABLE -> unreachable(code);
      case Icmp.PARAMETER_PROBLEM -> new IcmpErrno(Errno.EPROTO, true);
      default -> new IcmpErrno(Errno.EHOSTUNREACH, false);
    };
  }

  private static IcmpErrno unreachable(int code) {
    return switch (code) {
      case Icmp.NET_UNREACHABLE -> new IcmpErrno(Errno.ENETUNREACH, false);
      case Icmp.HOST_UNREACHABLE -> new IcmpErrno(Errno.EHOSTUNREACH, false);
      case Icmp.PROTOCOL_UNREACHABLE -> new IcmpErrno(Errno.ENOPROTOOPT, true);
      case Icmp.PORT_UNREACHABLE -> new IcmpErrno(Errno.ECONNREFUSED, true);
      case Icmp.FRAGMENTATION_NEEDED -> new IcmpErrno(Errno.EMSGSIZE, false);
      case Icmp.SOURCE_ROUTE_FAILED -> new IcmpErrno(Errno.EOPNOTSUPP, false);
      case Icmp.NET_UNKNOWN, Icmp.NET_PROHIBITED -> new IcmpErrno(Errno.ENETUNREACH, true);
      case Icmp.HOST_UNKNOWN -> new IcmpErrno(Errno.EHOSTDOWN, true);
      case Icmp.HOST_ISOLATED -> new IcmpErrno(Errno.ENONET, true);
      case Icmp.NET_UNREACHABLE_TOS -> new IcmpErrno(Errno.ENETUNREACH, false);
      case Icmp.HOST_UNREACHABLE_TOS -> new IcmpErrno(Errno.EHOSTUNREACH, false);
      case Icmp.HOST_PROHIBITED,
          Icmp.ADMIN_PROHIBITED,
          Icmp.PRECEDENCE_VIOLATION,
          Icmp.PRECEDENCE_CUTOFF ->
          new IcmpErrno(Errno.EHOSTUNREACH, true);
      default -> new IcmpErrno(Errno.EHOSTUNREACH, false);
    };
  }

  /// The same for ICMPv6 (`icmpv6_err_convert`).
  public static IcmpErrno ofIcmpv6(int type, int code) {
    return switch (type) {
      case Icmpv6.UNREACHABLE -> unreachableIpv6(code);
      case Icmpv6.PACKET_TOO_BIG -> new IcmpErrno(Errno.EMSGSIZE, false);
      case Icmpv6.TIME_EXCEEDED -> new IcmpErrno(Errno.EHOSTUNREACH, false);
      case Icmpv6.PARAMETER_PROBLEM -> new IcmpErrno(Errno.EPROTO, true);
      default -> new IcmpErrno(Errno.EPROTO, false);
    };
  }

  private static IcmpErrno unreachableIpv6(int code) {
    return switch (code) {
      case Icmpv6.NO_ROUTE -> new IcmpErrno(Errno.ENETUNREACH, false);
      case Icmpv6.BEYOND_SCOPE, Icmpv6.ADDRESS_UNREACHABLE ->
          new IcmpErrno(Errno.EHOSTUNREACH, false);
      case Icmpv6.PORT_UNREACHABLE -> new IcmpErrno(Errno.ECONNREFUSED, true);
      case Icmpv6.ADMIN_PROHIBITED, Icmpv6.POLICY_FAILED, Icmpv6.REJECT_ROUTE ->
          new IcmpErrno(Errno.EACCES, true);
      default -> new IcmpErrno(Errno.EPROTO, true);
    };
  }
}
