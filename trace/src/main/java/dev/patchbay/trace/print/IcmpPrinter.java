package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;

/// ICMP (RFC 792, 950, 1256, 4884), and with `-v` the packet that an error quotes.
final class IcmpPrinter {
  /// Where the packet begins that an error quotes.
  private static final int QUOTE = 8;

  private static final Tokens NAMES =
      Tokens.of(
          """
          0 echo reply
          4 source quench
          8 echo request
          10 router solicitation
          13 time stamp request
          14 time stamp reply
          15 information request
          16 information reply
          17 address mask request
          """);

  /// Codes of "unreachable": where the address stands, and the words around it.
  private static final Tokens UNREACHABLE =
      Tokens.of(
          """
          0 net %s unreachable
          1 host %s unreachable
          5 %s unreachable - source route failed
          6 net %s unreachable - unknown
          7 host %s unreachable - unknown
          8 %s unreachable - source host isolated
          9 net %s unreachable - admin prohibited
          10 host %s unreachable - admin prohibited
          11 net %s unreachable - tos prohibited
          12 host %s unreachable - tos prohibited
          13 host %s unreachable - admin prohibited filter
          14 host %s unreachable - host precedence violation
          15 host %s unreachable - precedence cutoff
          """);

  private static final Tokens REDIRECTS =
      Tokens.of(
          """
          0 redirect %s to net %s
          1 redirect %s to host %s
          2 redirect-tos %s to net %s
          3 redirect-tos %s to host %s
          """);

  private IcmpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("icmp");
    int type = d.u1(at);
    int code = d.u1(at + 1);
    String message = message(d, type, code, at);
    if (message.isEmpty()) {
      d.cut();
      return;
    }
    d.put("ICMP ").put(message).put(", length ").put(Integer.toUnsignedLong(length));
    if (d.verbose() && !ip.isFragment() && d.has(at, length)) {
      int sum = Checksum.of(d.bytes, at, length);
      if (sum != 0) {
        int stored = d.u2(at + 2);
        d.print(" (wrong icmp cksum %x (->%x)!)", stored, IpLayer.shouldBe(stored, sum));
      }
    }
    if (d.verbose() && isError(type)) {
      quote(d, at + QUOTE);
      d.protocol("icmp");
      if (type != Icmp.REDIRECT && type != Icmp.SOURCE_QUENCH) {
        IcmpExtension.print(d, at, length);
      }
    }
  }

  private static boolean isError(int type) {
    return switch (type) {
      case Icmp.UNREACHABLE,
          Icmp.SOURCE_QUENCH,
          Icmp.REDIRECT,
          Icmp.TIME_EXCEEDED,
          Icmp.PARAMETER_PROBLEM ->
          true;
      default -> false;
    };
  }

  private static void quote(Dissection d, int at) {
    d.put("\n\t");
    int announced = d.u2(at + 2);
    int before = d.limit(at, announced);
    Ipv4Printer.print(d, at, announced);
    d.end(before);
  }

  /// What the message says, or nothing when too little of it was captured.
  private static String message(Dissection d, int type, int code, int at) {
    return switch (type) {
      case Icmp.ECHO_REQUEST, Icmp.ECHO_REPLY ->
          NAMES.name(type, "") + ", id " + d.u2(at + 4) + ", seq " + d.u2(at + 6);
      case Icmp.UNREACHABLE -> unreachable(d, code, at);
      case Icmp.REDIRECT -> {
        String format = REDIRECTS.text(code, "redirect-#" + code + " %s to %s");
        yield format.formatted(d.host4(at + QUOTE + 16), d.host4(at + 4));
      }
      case Icmp.ROUTER_ADVERTISEMENT -> routers(d, at);
      case Icmp.TIME_EXCEEDED -> {
        if (!d.has(at + QUOTE + 16, 4)) {
          yield "";
        }
        yield switch (code) {
          case 0 -> "time exceeded in-transit";
          case 1 -> "ip reassembly time exceeded";
          default -> "time exceeded-#" + code;
        };
      }
      case Icmp.PARAMETER_PROBLEM ->
          "parameter problem - " + (code == 0 ? "octet " + d.u1(at + 4) : "code " + code);
      case Icmp.MASK_REPLY -> "address mask is 0x%08x".formatted(d.u4(at + 8));
      case Icmp.TIMESTAMP_REQUEST -> "time stamp query id " + d.u2(at + 4) + " seq " + d.u2(at + 6);
      case Icmp.TIMESTAMP_REPLY -> timestamps(d, at);
      default -> NAMES.name(type, "type-#%d");
    };
  }

  private static String unreachable(Dissection d, int code, int at) {
    int quote = at + QUOTE;
    if (code == Icmp.PORT_UNREACHABLE) {
      return port(d, quote);
    }
    String host = d.host4(quote + 16);
    return switch (code) {
      case Icmp.PROTOCOL_UNREACHABLE -> host + " protocol " + d.u1(quote + 9) + " unreachable";
      case Icmp.FRAGMENTATION_NEEDED -> {
        int mtu = d.u2(at + 6);
        yield host + " unreachable - need to frag" + (mtu == 0 ? "" : " (mtu " + mtu + ")");
      }
      default -> UNREACHABLE.text(code, "%s unreachable - #" + code).formatted(host);
    };
  }

  private static String port(Dissection d, int quote) {
    if (!d.has(quote + 9, 1)) {
      return "";
    }
    int port = d.u2(quote + (d.u1(quote) & 0xf) * 4 + 2);
    int protocol = d.u1(quote + 9);
    String host = d.host4(quote + 16);
    return switch (protocol) {
      case IpProtocol.TCP -> host + " tcp port " + d.port(port, "tcp") + " unreachable";
      case IpProtocol.UDP -> host + " udp port " + d.port(port, "udp") + " unreachable";
      default -> host + " protocol " + protocol + " port " + port + " unreachable";
    };
  }

  private static String routers(Dissection d, int at) {
    if (!d.has(at + 4, 4)) {
      return "";
    }
    int count = d.u1(at + 4);
    int size = d.u1(at + 5);
    StringBuilder out = new StringBuilder("router advertisement lifetime ");
    out.append(lifetime(d.u2(at + 6))).append(' ').append(count).append(':');
    if (size != 2) {
      return out.append(" [size ").append(size).append(']').toString();
    }
    for (int i = 0; i < count; i++) {
      int router = at + 8 + 8 * i;
      if (!d.has(router, 8)) {
        return "";
      }
      out.append(" {").append(d.host4(router)).append(' ').append(d.u4(router + 4)).append('}');
    }
    return out.toString();
  }

  private static String lifetime(int seconds) {
    if (seconds < 60) {
      return Integer.toString(seconds);
    }
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
  }

  private static String timestamps(Dissection d, int at) {
    if (!d.has(at + 16, 4)) {
      return "";
    }
    return "time stamp reply id %d seq %d: org %s, recv %s, xmit %s"
        .formatted(
            d.u2(at + 4), d.u2(at + 6), clock(d, at + 8), clock(d, at + 12), clock(d, at + 16));
  }

  private static String clock(Dissection d, int at) {
    long millis = d.u4(at);
    long second = millis / 1000;
    return "%02d:%02d:%02d.%03d"
        .formatted(second / 3600, second / 60 % 60, second % 60, millis % 1000);
  }
}
