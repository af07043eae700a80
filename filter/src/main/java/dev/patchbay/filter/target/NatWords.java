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
      Set.of("tcp", "udp", "sctp", "dccp", "icmp", "icmpv6", "6", "17", "132", "33", "1", "58");
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

  /// Ports: one, two with a dash between them, with a slash a third that the first stands for.
  static NatRange ports(Reading reading, String text) {
    if (!WITH_PORTS.contains(reading.protocol())) {
      throw new Refusal("Need TCP, UDP, SCTP or DCCP with port specification");
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      int port = port(reading, text, true);
      return NatRange.ports(port, port);
    }
    int min = port(reading, text.substring(0, dash), false);
    int slash = text.indexOf('/', dash);
    String upTo = slash < 0 ? text.substring(dash + 1) : text.substring(dash + 1, slash);
    int max = port(reading, upTo, false);
    if (max < min) {
      throw new Refusal("Port range `" + text.substring(dash + 1) + "' funky");
    }
    NatRange range = NatRange.ports(min, max);
    return slash < 0 ? range : range.from(port(reading, text.substring(slash + 1), false));
  }

  private static int port(Reading reading, String text, boolean named) {
    Long number = Values.parse(text);
    int port = number == null || number > MOST ? -1 : number.intValue();
    if (number == null && named) {
      port = reading.names().port(text, "");
    }
    if (port < 0 || text.isEmpty()) {
      throw new Refusal("Port `" + text + "' not valid");
    }
    return port;
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
