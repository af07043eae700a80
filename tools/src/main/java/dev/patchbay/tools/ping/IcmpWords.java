package dev.patchbay.tools.ping;

import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import org.jspecify.annotations.Nullable;

/// What `ping` calls the errors of ICMP and ICMPv6.
final class IcmpWords {
  private static final String[] UNREACHABLE = {
    "Destination Net Unreachable",
    "Destination Host Unreachable",
    "Destination Protocol Unreachable",
    "Destination Port Unreachable",
    "Frag needed and DF set (mtu = %d)",
    "Source Route Failed",
    "Destination Net Unknown",
    "Destination Host Unknown",
    "Source Host Isolated",
    "Destination Net Prohibited",
    "Destination Host Prohibited",
    "Destination Net Unreachable for Type of Service",
    "Destination Host Unreachable for Type of Service",
    "Packet filtered",
    "Precedence Violation",
    "Precedence Cutoff"
  };

  private static final String[] REDIRECT = {
    "Redirect Network",
    "Redirect Host",
    "Redirect Type of Service and Network",
    "Redirect Type of Service and Host"
  };

  private static final String[] TIME_EXCEEDED = {
    "Time to live exceeded", "Frag reassembly time exceeded"
  };

  private static final String[] UNREACHABLE6 = {
    "No route",
    "Administratively prohibited",
    "Beyond scope of source address",
    "Address unreachable",
    "Port unreachable"
  };

  private static final String[] TIME_EXCEEDED6 = {"Hop limit", "Defragmentation failure"};

  private static final String[] PARAMETER_PROBLEM6 = {
    "Wrong header field ", "Unknown header ", "Unknown option "
  };

  private IcmpWords() {}

  /// An error of ICMP.
  ///
  /// @param info the MTU of the path or the place of the problem
  static String ofIcmp(int type, int code, int info) {
    return switch (type) {
      case Icmp.UNREACHABLE ->
          word(UNREACHABLE, code, "Dest Unreachable, Bad Code: %2$d").formatted(info, code);
      case Icmp.SOURCE_QUENCH -> "Source Quench";
      case Icmp.TIME_EXCEEDED ->
          word(TIME_EXCEEDED, code, "Time exceeded, Bad Code: %d").formatted(code);
      case Icmp.PARAMETER_PROBLEM ->
          "Parameter problem: pointer = " + Integer.toUnsignedString(info);
      default -> "Bad ICMP type: " + type;
    };
  }

  /// A redirect.
  ///
  /// @param gateway the new next hop, or null when there is none
  static String ofRedirect(int code, @Nullable String gateway) {
    String kind = word(REDIRECT, code, "Redirect, Bad Code: %d").formatted(code);
    return gateway == null ? kind : kind + "(New nexthop: " + gateway + ")";
  }

  /// An error of ICMPv6.
  ///
  /// @param info the MTU of the path or the place of the problem
  static String ofIcmpv6(int type, int code, int info) {
    String number = Integer.toUnsignedString(info);
    return switch (type) {
      case Icmpv6.UNREACHABLE ->
          "Destination unreachable: " + word(UNREACHABLE6, code, "Unknown code %d").formatted(code);
      case Icmpv6.PACKET_TOO_BIG ->
          "Packet too big: mtu=" + number + (code == 0 ? "" : ", code=" + code);
      case Icmpv6.TIME_EXCEEDED ->
          "Time exceeded: " + word(TIME_EXCEEDED6, code, "code %d").formatted(code);
      case Icmpv6.PARAMETER_PROBLEM ->
          "Parameter problem: "
              + word(PARAMETER_PROBLEM6, code, "code %d ").formatted(code)
              + "at "
              + number;
      default -> "unknown icmp type: " + type;
    };
  }

  private static String word(String[] words, int code, String other) {
    return code < words.length ? words[code] : other;
  }
}
