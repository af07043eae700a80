package dev.patchbay.filter.target;

import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How ranges of addresses and ports are written: `10.0.0.1-10.0.0.9:80-90/8080`, IPv6 addresses
/// before ports in brackets.
final class NatWords {
  private static final Set<String> WITH_PORTS =
      Set.of("tcp", "udp", "sctp", "dccp", "icmp", "6", "17", "132", "33", "1");
  private static final int MOST = 0xffff;

  private NatWords() {}

  /// Addresses, ports, or both.
  static NatRange range(Reading reading, String text) {
    return reading.family() == Family.IPV4 ? rangeV4(reading, text) : rangeV6(reading, text);
  }

  private static NatRange rangeV4(Reading reading, String text) {
    int colon = text.indexOf(':');
    NatRange ports = colon < 0 ? NatRange.ports(-1, -1) : ports(reading, text.substring(colon + 1));
    return colon == 0
        ? ports
        : addresses(reading, colon < 0 ? text : text.substring(0, colon), ports);
  }

  private static NatRange rangeV6(Reading reading, String text) {
    if (text.startsWith(":")) {
      return ports(reading, text.substring(1));
    }
    if (!text.startsWith("[")) {
      return addresses(reading, text, NatRange.ports(-1, -1));
    }
    int end = text.indexOf(']');
    if (end < 0) {
      throw new Refusal("Invalid address format");
    }
    String rest = text.substring(end + 1);
    NatRange ports = NatRange.ports(-1, -1);
    if (rest.startsWith(":")) {
      ports = ports(reading, rest.substring(1));
    } else if (!rest.isEmpty()) {
      throw new Refusal("Invalid port:port syntax - use dash");
    }
    return addresses(reading, text.substring(1, end), ports);
  }

  private static NatRange addresses(Reading reading, String text, NatRange ports) {
    int dash = text.indexOf('-');
    Ip first = address(reading, dash < 0 ? text : text.substring(0, dash));
    Ip last = dash < 0 ? first : address(reading, text.substring(dash + 1));
    return ports.to(first, last);
  }

  private static Ip address(Reading reading, String text) {
    Ip address = Ip.parse(reading.family(), text);
    if (address == null) {
      throw new Refusal("Bad IP address \"" + text + "\"");
    }
    return address;
  }

  /// Ports: one or its service's name, two with a dash between them, with a slash a third that the
  /// first stands for.
  static NatRange ports(Reading reading, String text) {
    if (!WITH_PORTS.contains(reading.protocol())) {
      throw new Refusal("Need TCP, UDP, SCTP or DCCP with port specification");
    }
    int end = Values.digitsAt(text);
    int port = end == 0 ? -1 : port(text.substring(0, end));
    if (port < 0) {
      int named = named(reading, text);
      return NatRange.ports(named, named);
    }
    return switch (end == text.length() ? 0 : text.charAt(end)) {
      case 0 -> NatRange.ports(port, port);
      case '-' -> upTo(reading, port, text.substring(end + 1));
      case ':' -> throw new Refusal("Invalid port:port syntax - use dash");
      default -> throw new Refusal("Garbage after port value: `" + text.substring(end) + "'");
    };
  }

  private static NatRange upTo(Reading reading, int min, String text) {
    int end = Values.digitsAt(text);
    int max = end == 0 ? -1 : port(text.substring(0, end));
    if (max < 0) {
      throw invalid(text);
    }
    if (max < min) {
      throw new Refusal("Port range `" + text + "' funky");
    }
    NatRange range = NatRange.ports(min, max);
    if (end == text.length()) {
      return range;
    }
    if (text.charAt(end) != '/') {
      throw new Refusal("Garbage after port range: `" + text.substring(end) + "'");
    }
    String base = text.substring(end + 1);
    int port = port(base);
    return range.from(port > 0 ? port : named(reading, base));
  }

  private static int port(String text) {
    Long number = text.isEmpty() ? null : Values.parse(text);
    return number == null || number > MOST ? -1 : number.intValue();
  }

  private static int named(Reading reading, String text) {
    int port = reading.names().port(text, "");
    if (port < 0) {
      throw invalid(text);
    }
    return port;
  }

  private static Refusal invalid(String text) {
    return new Refusal("Port `" + text + "' not valid");
  }

  /// Writes a range as it was given.
  static void show(StringBuilder out, NatRange range) {
    Ip first = range.first();
    Ip last = range.last();
    boolean brackets = first != null && first.isV6() && range.minPort() >= 0;
    out.append(brackets ? "[" : "");
    showAddresses(out, first, last);
    out.append(brackets ? "]" : "");
    if (range.minPort() >= 0) {
      out.append(':');
      showPorts(out, range);
    }
  }

  private static void showAddresses(StringBuilder out, @Nullable Ip first, @Nullable Ip last) {
    if (first != null && last != null) {
      first.appendTo(out);
      if (!first.equals(last)) {
        last.appendTo(out.append('-'));
      }
    }
  }

  static void showPorts(StringBuilder out, NatRange range) {
    out.append(range.minPort());
    if (range.maxPort() != range.minPort()) {
      out.append('-').append(range.maxPort());
    }
    if (range.basePort() >= 0) {
      out.append('/').append(range.basePort());
    }
  }
}
