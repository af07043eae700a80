package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// What [Decode] says of ICMP and ICMPv6 messages. An error names the destination of the packet
/// that it quotes.
final class DecodeIcmp {
  private final byte[] bytes;
  private final StringBuilder out;

  DecodeIcmp(byte[] bytes, StringBuilder out) {
    this.bytes = bytes;
    this.out = out;
  }

  // ---- ICMP

  void icmp(int at, int tail) {
    if (!Icmp.fits(bytes, at, tail)) {
      out.append("[|icmp]");
      return;
    }
    out.append("ICMP ");
    int quoted = at + Icmp.HEADER;
    switch (Icmp.type(bytes, at)) {
      case Icmp.ECHO_REQUEST, Icmp.ECHO_REPLY -> {
        out.append(Icmp.name(Icmp.type(bytes, at)));
        echo(Icmp.id(bytes, at), Icmp.sequence(bytes, at));
      }
      case Icmp.UNREACHABLE -> unreachable(at, quoted, tail);
      case Icmp.REDIRECT -> redirect(at, quoted, tail);
      case Icmp.TIME_EXCEEDED -> timeExceeded(Icmp.code(bytes, at));
      case Icmp.PARAMETER_PROBLEM -> parameterProblem(at);
      default -> named(Icmp.name(Icmp.type(bytes, at)), Icmp.type(bytes, at));
    }
    out.append(", length ").append(tail - at);
  }

  private void echo(int id, int sequence) {
    out.append(", id ").append(id).append(", seq ").append(sequence);
  }

  private void named(@Nullable String name, int type) {
    if (name == null) {
      out.append("type-#").append(type);
    } else {
      out.append(name);
    }
  }

  private void unreachable(int at, int quoted, int tail) {
    int code = Icmp.code(bytes, at);
    out.append(
        switch (code) {
          case Icmp.NET_UNREACHABLE,
              Icmp.NET_UNKNOWN,
              Icmp.NET_PROHIBITED,
              Icmp.NET_UNREACHABLE_TOS ->
              "net ";
          case Icmp.HOST_UNREACHABLE,
              Icmp.HOST_UNKNOWN,
              Icmp.HOST_PROHIBITED,
              Icmp.HOST_UNREACHABLE_TOS,
              Icmp.ADMIN_PROHIBITED,
              Icmp.PRECEDENCE_VIOLATION,
              Icmp.PRECEDENCE_CUTOFF ->
              "host ";
          default -> "";
        });
    quoted(quoted, tail);
    if (code == Icmp.PROTOCOL_UNREACHABLE || code == Icmp.PORT_UNREACHABLE) {
      quotedProtocol(code, quoted, tail);
    }
    out.append(" unreachable").append(unreachableReason(code));
    if (code == Icmp.FRAGMENTATION_NEEDED && Icmp.mtu(bytes, at) != 0) {
      out.append(" (mtu ").append(Icmp.mtu(bytes, at)).append(')');
    }
  }

  private static String unreachableReason(int code) {
    return switch (code) {
      case Icmp.NET_UNREACHABLE,
          Icmp.HOST_UNREACHABLE,
          Icmp.PROTOCOL_UNREACHABLE,
          Icmp.PORT_UNREACHABLE ->
          "";
      case Icmp.FRAGMENTATION_NEEDED -> " - need to frag";
      case Icmp.SOURCE_ROUTE_FAILED -> " - source route failed";
      case Icmp.NET_UNKNOWN, Icmp.HOST_UNKNOWN -> " - unknown";
      case Icmp.HOST_ISOLATED -> " - source host isolated";
      case Icmp.NET_PROHIBITED, Icmp.HOST_PROHIBITED -> " - admin prohibited";
      case Icmp.NET_UNREACHABLE_TOS, Icmp.HOST_UNREACHABLE_TOS -> " - tos prohibited";
      case Icmp.ADMIN_PROHIBITED -> " - admin prohibited filter";
      case Icmp.PRECEDENCE_VIOLATION -> " - host precedence violation";
      case Icmp.PRECEDENCE_CUTOFF -> " - precedence cutoff";
      default -> " - #" + code;
    };
  }

  private void quoted(int at, int tail) {
    if (Ipv4.headerFits(bytes, at, tail)) {
      Ip.appendTo(out, Ipv4.destination(bytes, at));
    } else {
      out.append("[|ip]");
    }
  }

  private void quotedProtocol(int code, int at, int tail) {
    if (!Ipv4.headerFits(bytes, at, tail)) {
      return;
    }
    int protocol = Ipv4.protocol(bytes, at);
    int transport = Ipv4.payload(bytes, at);
    if (code == Icmp.PROTOCOL_UNREACHABLE) {
      out.append(" protocol ").append(protocol);
    } else {
      quotedPort(protocol, transport, tail);
    }
  }

  private void quotedPort(int protocol, int at, int tail) {
    switch (protocol) {
      case IpProtocol.UDP -> out.append(" udp");
      case IpProtocol.TCP -> out.append(" tcp");
      default -> out.append(" protocol ").append(protocol);
    }
    out.append(" port");
    if (Udp.headerFits(bytes, at, tail)) {
      out.append(' ').append(Udp.destinationPort(bytes, at));
    }
  }

  private void redirect(int at, int quoted, int tail) {
    int code = Icmp.code(bytes, at);
    out.append(
        switch (code) {
          case Icmp.REDIRECT_NET, Icmp.REDIRECT_HOST -> "redirect ";
          case Icmp.REDIRECT_NET_TOS, Icmp.REDIRECT_HOST_TOS -> "redirect-tos ";
          default -> "redirect-#" + code + " ";
        });
    quoted(quoted, tail);
    out.append(
        switch (code) {
          case Icmp.REDIRECT_NET, Icmp.REDIRECT_NET_TOS -> " to net ";
          case Icmp.REDIRECT_HOST, Icmp.REDIRECT_HOST_TOS -> " to host ";
          default -> " to ";
        });
    Ip.appendTo(out, Icmp.gateway(bytes, at));
  }

  private void timeExceeded(int code) {
    switch (code) {
      case Icmp.TTL_EXCEEDED -> out.append("time exceeded in-transit");
      case Icmp.REASSEMBLY_TIME_EXCEEDED -> out.append("ip reassembly time exceeded");
      default -> out.append("time exceeded-#").append(code);
    }
  }

  private void parameterProblem(int at) {
    out.append("parameter problem - ");
    if (Icmp.code(bytes, at) == 0) {
      out.append("octet ").append(Icmp.pointer(bytes, at));
    } else {
      out.append("code ").append(Icmp.code(bytes, at));
    }
  }

  // ---- ICMPv6

  void icmpv6(int at, int tail) {
    if (!Icmpv6.fits(bytes, at, tail)) {
      out.append("[|icmp6]");
      return;
    }
    out.append("ICMP6, ");
    int type = Icmpv6.type(bytes, at);
    named(Icmpv6.name(type), type);
    int quoted = at + Icmpv6.HEADER;
    switch (type) {
      case Icmpv6.ECHO_REQUEST, Icmpv6.ECHO_REPLY ->
          echo(Icmpv6.id(bytes, at), Icmpv6.sequence(bytes, at));
      case Icmpv6.UNREACHABLE -> unreachableV6(Icmpv6.code(bytes, at), quoted, tail);
      case Icmpv6.PACKET_TOO_BIG ->
          out.append(", mtu ").append(Integer.toUnsignedString(Icmpv6.mtu(bytes, at)));
      case Icmpv6.TIME_EXCEEDED -> timeExceededV6(Icmpv6.code(bytes, at), quoted, tail);
      case Icmpv6.PARAMETER_PROBLEM -> parameterProblemV6(at);
      default -> neighbourDiscovery(type, at, tail);
    }
    out.append(", length ").append(tail - at);
  }

  private void unreachableV6(int code, int quoted, int tail) {
    switch (code) {
      case Icmpv6.NO_ROUTE -> out.append(", unreachable route ");
      case Icmpv6.ADMIN_PROHIBITED -> out.append(", unreachable prohibited ");
      case Icmpv6.BEYOND_SCOPE -> out.append(", beyond scope ");
      case Icmpv6.ADDRESS_UNREACHABLE -> out.append(", unreachable address ");
      case Icmpv6.PORT_UNREACHABLE -> out.append(", unreachable port, ");
      default -> out.append(", unknown unreach code (").append(code).append(") ");
    }
    quotedV6(quoted, tail);
    if (code == Icmpv6.PORT_UNREACHABLE && Ipv6.headerFits(bytes, quoted, tail)) {
      long skipped = Ipv6.skipExtensions(bytes, quoted, tail);
      if (skipped >= 0) {
        quotedPort(Ipv6.transportProtocol(skipped), Ipv6.transportAt(skipped), tail);
      }
    }
  }

  private void quotedV6(int at, int tail) {
    if (Ipv6.headerFits(bytes, at, tail)) {
      Ip.appendTo(out, Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at));
    } else {
      out.append("[|ip6]");
    }
  }

  private void timeExceededV6(int code, int quoted, int tail) {
    switch (code) {
      case Icmpv6.HOP_LIMIT_EXCEEDED -> {
        out.append(" in-transit for ");
        quotedV6(quoted, tail);
      }
      case Icmpv6.REASSEMBLY_TIME_EXCEEDED -> out.append(" in-transit (reassembly)");
      default -> out.append(" in-transit, unknown code (").append(code).append(')');
    }
  }

  private void parameterProblemV6(int at) {
    int code = Icmpv6.code(bytes, at);
    switch (code) {
      case Icmpv6.ERRONEOUS_FIELD -> out.append(", erroneous");
      case Icmpv6.UNKNOWN_NEXT_HEADER -> out.append(", next header");
      case Icmpv6.UNKNOWN_OPTION -> out.append(", option");
      default -> out.append(", code-#").append(code);
    }
    out.append(" - octet ").append(Integer.toUnsignedString(Icmpv6.pointer(bytes, at)));
  }

  private void neighbourDiscovery(int type, int at, int tail) {
    if (tail - at < NeighbourDiscovery.header(type)) {
      out.append(" [|nd]");
      return;
    }
    switch (type) {
      case Icmpv6.NEIGHBOUR_SOLICITATION -> target(", who has ", at);
      case Icmpv6.NEIGHBOUR_ADVERTISEMENT -> target(", tgt is ", at);
      case Icmpv6.REDIRECT -> {
        Ip.appendTo(
            out.append(", "),
            NeighbourDiscovery.destinationHi(bytes, at),
            NeighbourDiscovery.destinationLo(bytes, at));
        target(" to ", at);
      }
      default -> {}
    }
  }

  private void target(String words, int at) {
    long hi = NeighbourDiscovery.targetHi(bytes, at);
    Ip.appendTo(out.append(words), hi, NeighbourDiscovery.targetLo(bytes, at));
  }
}
