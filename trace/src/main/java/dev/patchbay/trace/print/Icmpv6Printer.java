package dev.patchbay.trace.print;

import dev.patchbay.packet.IpProtocol;

/// ICMPv6 (RFC 4443), neighbour discovery (RFC 4861) and multicast listeners in it.
final class Icmpv6Printer {
  private static final int UNREACHABLE = 1;
  private static final int TOO_BIG = 2;
  private static final int TIME_EXCEEDED = 3;
  private static final int PARAMETER_PROBLEM = 4;
  private static final int ECHO_REQUEST = 128;
  private static final int ECHO_REPLY = 129;
  private static final int LISTENER_QUERY = 130;
  private static final int LISTENER_REPORT = 131;
  private static final int LISTENER_DONE = 132;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int ROUTER_ADVERTISEMENT = 134;
  private static final int NEIGHBOUR_SOLICITATION = 135;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;
  private static final int REDIRECT = 137;
  private static final int LISTENER_REPORT2 = 143;
  private static final int HOME_AGENT_REQUEST = 144;
  private static final int HOME_AGENT_REPLY = 145;
  private static final int MOBILE_PREFIX_SOLICITATION = 146;
  private static final int MOBILE_PREFIX_ADVERTISEMENT = 147;
  private static final int PORT_UNREACHABLE = 4;
  private static final int BEYOND_SCOPE = 2;

  /// Where the packet begins that an error quotes.
  private static final int QUOTE = 8;

  private static final int IP_HEADER = 40;

  private static final Tokens TYPES =
      Tokens.of(
          """
          1 destination unreachable
          2 packet too big
          3 time exceeded in-transit
          4 parameter problem
          128 echo request
          129 echo reply
          130 multicast listener query
          131 multicast listener report
          132 multicast listener done
          133 router solicitation
          134 router advertisement
          135 neighbor solicitation
          136 neighbor advertisement
          137 redirect
          138 router renumbering
          141 inverse neighbor solicitation
          142 inverse neighbor advertisement
          143 multicast listener report v2
          144 ha discovery request
          145 ha discovery reply
          146 mobile router solicitation
          147 mobile router advertisement
          139 who-are-you request
          140 who-are-you reply
          201 mtrace message
          200 mtrace response
          155 RPL
          """);

  private static final Tokens UNREACHABLE_CODES =
      Tokens.of(
          """
          0 unreachable route
          1  unreachable prohibited
          2 beyond scope
          3 unreachable address
          4 unreachable port
          """);

  private static final Tokens PARAMETER_CODES =
      Tokens.of(
          """
          0 erroneous
          1 next header
          2 option
          3 incomplete header chain
          """);

  private static final Tokens ROUTER_FLAGS =
      Tokens.of(
          """
          128 managed
          64 other stateful
          32 home agent
          2 ipv6 only
          """);

  private static final Tokens NEIGHBOUR_FLAGS =
      Tokens.of(
          """
          0x80000000 router
          0x40000000 solicited
          0x20000000 override
          """);

  private Icmpv6Printer() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("icmp6");
    if (length == 0) {
      d.put("ICMP6, length 0");
      d.invalid();
      return;
    }
    if (d.verbose() && !ip.isFragment() && d.has(at, length)) {
      checksum(d, at, length, ip);
    }
    int type = d.u1(at);
    d.put("ICMP6, ").put(TYPES.name(type, "unknown icmp6 type (%d)"));
    if (d.verbose() && saysLengthFirst(type)) {
      d.put(", length ").put(length);
    }
    int code = d.u1(at + 1);
    if (message(d, type, code, at, length) && !d.verbose()) {
      d.put(", length ").put(Integer.toUnsignedLong(length));
    }
  }

  private static void checksum(Dissection d, int at, int length, IpLayer ip) {
    int sum = ip.sum(d, IpProtocol.ICMPV6, at, length);
    if (sum == 0) {
      d.put("[icmp6 sum ok] ");
    } else {
      int stored = d.u2(at + 2);
      d.print("[bad icmp6 cksum 0x%04x -> 0x%04x!] ", stored, IpLayer.shouldBe(stored, sum));
    }
  }

  private static boolean saysLengthFirst(int type) {
    return (type >= ROUTER_SOLICITATION && type <= REDIRECT)
        || type == HOME_AGENT_REPLY
        || type == MOBILE_PREFIX_ADVERTISEMENT;
  }

  /// Prints what the type has to say; false when the line ends there.
  private static boolean message(Dissection d, int type, int code, int at, int length) {
    switch (type) {
      case UNREACHABLE -> {
        return unreachable(d, code, at, length);
      }
      case TOO_BIG -> d.put(", mtu ").put(d.u4(at + 4));
      case TIME_EXCEEDED -> {
        switch (code) {
          case 0 -> d.put(" for ").put(d.host6(at + QUOTE + 24));
          case 1 -> d.put(" (reassembly)");
          default -> d.print(", unknown code (%d)", code);
        }
      }
      case PARAMETER_PROBLEM -> {
        if (!d.has(at + QUOTE + 24, 16)) {
          d.cut();
          return false;
        }
        String problem = PARAMETER_CODES.find(code);
        d.put(problem == null ? ", code-#" + code : ", " + problem + " - octet " + d.u4(at + 4));
      }
      case ECHO_REQUEST, ECHO_REPLY -> d.print(", id %d, seq %d", d.u2(at + 4), d.u2(at + 6));
      case LISTENER_QUERY -> MldPrinter.query(d, at, length);
      case LISTENER_REPORT, LISTENER_DONE -> MldPrinter.first(d, at);
      case LISTENER_REPORT2 -> MldPrinter.report(d, at, length);
      case ROUTER_SOLICITATION -> {
        return NeighbourOptions.print(d, at + 8, length - 8);
      }
      case ROUTER_ADVERTISEMENT -> {
        return routerAdvertisement(d, at, length);
      }
      case NEIGHBOUR_SOLICITATION -> {
        d.put(", who has ").put(d.host6(at + 8));
        return NeighbourOptions.print(d, at + 24, length - 24);
      }
      case NEIGHBOUR_ADVERTISEMENT -> {
        d.put(", tgt is ").put(d.host6(at + 8));
        if (d.verbose()) {
          d.print(", Flags [%s]", NEIGHBOUR_FLAGS.bits(d.u4(at + 4), "none"));
        }
        return NeighbourOptions.print(d, at + 24, length - 24);
      }
      case REDIRECT -> {
        d.put(", ").put(d.host6(at + 24)).put(" to ").put(d.host6(at + 8));
        return NeighbourOptions.print(d, at + 40, length - 40);
      }
      case HOME_AGENT_REQUEST, MOBILE_PREFIX_SOLICITATION -> d.print(", id 0x%04x", d.u2(at + 4));
      case HOME_AGENT_REPLY -> homeAgents(d, at, length);
      case MOBILE_PREFIX_ADVERTISEMENT -> {
        return mobilePrefix(d, at, length);
      }
      case 138, 139, 140, 141, 142, 155 -> {}
      default -> {
        d.put(", length ").put(length);
        if (!d.verbose(2)) {
          d.raw(at, "\n\t", length);
        }
        return false;
      }
    }
    return true;
  }

  private static boolean unreachable(Dissection d, int code, int at, int length) {
    int quote = at + QUOTE;
    d.put(", ").put(UNREACHABLE_CODES.name(code, "unknown unreach code (%d)"));
    switch (code) {
      case 0, 1, 3 -> d.put(' ').put(d.host6(quote + 24));
      case BEYOND_SCOPE -> {
        d.put(' ').put(d.host6(quote + 24));
        d.put(", source address ").put(d.host6(quote + 8));
      }
      case PORT_UNREACHABLE -> {
        return port(d, quote);
      }
      default -> {
        if (!d.verbose(2)) {
          d.raw(at, "\n\t", length);
          return false;
        }
      }
    }
    return true;
  }

  private static boolean port(Dissection d, int quote) {
    int next = d.has(quote + 6, 1) ? d.u1(quote + 6) : IpProtocol.NO_NEXT_HEADER;
    int header = quote + IP_HEADER;
    while (next != IpProtocol.TCP && next != IpProtocol.UDP) {
      int size = size(d, next, header);
      if (size == 0) {
        d.cut();
        return false;
      }
      next = d.u1(header);
      header += size;
    }
    if (!d.has(header + 2, 2)) {
      d.cut();
      return false;
    }
    String protocol = next == IpProtocol.TCP ? "tcp" : "udp";
    d.print(", %s %s port %s", d.host6(quote + 24), protocol, d.port(d.u2(header + 2), protocol));
    return true;
  }

  /// How long an extension header is, or 0 when no ports follow it.
  private static int size(Dissection d, int type, int at) {
    if (!d.has(at, 4)) {
      return 0;
    }
    return switch (type) {
      case IpProtocol.HOP_BY_HOP, IpProtocol.DESTINATION_OPTIONS, IpProtocol.ROUTING ->
          (d.u1(at + 1) + 1) * 8;
      case IpProtocol.FRAGMENT -> (d.u2(at + 2) & 0xfff8) == 0 ? 8 : 0;
      case IpProtocol.AH -> (d.u1(at + 1) + 2) * 4;
      default -> 0;
    };
  }

  private static boolean routerAdvertisement(Dissection d, int at, int length) {
    if (!d.verbose()) {
      return true;
    }
    int flags = d.u1(at + 5);
    d.print("\n\thop limit %d, ", d.u1(at + 4));
    d.print("Flags [%s], ", ROUTER_FLAGS.bits(flags, "none"));
    d.print("pref %s, ", NeighbourOptions.preference(flags));
    d.print("router lifetime %ds, reachable time %dms, ", d.u2(at + 6), d.u4(at + 8));
    d.print("retrans timer %dms", d.u4(at + 12));
    return NeighbourOptions.print(d, at + 16, length - 16);
  }

  private static void homeAgents(Dissection d, int at, int length) {
    if (d.verbose()) {
      d.print(", id 0x%04x", d.u2(at + 4));
      for (int agent = at + 8; agent < at + length; agent += 16) {
        d.put(", ").put(d.host6(agent));
      }
    }
  }

  private static boolean mobilePrefix(Dissection d, int at, int length) {
    if (!d.verbose()) {
      return true;
    }
    d.print(", id 0x%04x", d.u2(at + 4));
    int flags = d.u2(at + 6);
    d.put((flags & 0xc000) == 0 ? "" : " ");
    d.put((flags & 0x8000) == 0 ? "" : "M").put((flags & 0x4000) == 0 ? "" : "O");
    return NeighbourOptions.print(d, at + 8, length - 8);
  }
}
