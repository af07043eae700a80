package dev.patchbay.tools.ipset;

import dev.patchbay.filter.NameService;
import dev.patchbay.filter.set.Entry;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an element: its parts with commas between them.
final class ElementWords {
  private static final int LONGEST_NAME = 31;
  private static final int LONGEST_IFACE = 15;
  private static final String PHYSDEV = "physdev:";
  private static final String[] MISSING = {"Second", "Third"};

  private final TypeSyntax type;
  private final @Nullable Family family;
  private final NameService names;

  ElementWords(TypeSyntax type, @Nullable Family family, NameService names) {
    this.type = type;
    this.family = family;
    this.names = names;
  }

  /// What an element says.
  Entry read(String text) {
    Entry entry = new Entry();
    List<Part> parts = type.parts();
    String rest = text;
    if (parts.contains(Part.NAME) && separator(text, ',') >= 0) {
      placed(text, entry);
      return entry;
    }
    String[] words = new String[parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      int comma = separator(rest, ',');
      boolean isLast = i == parts.size() - 1;
      if (isLast && comma >= 0) {
        throw tooMany(text);
      }
      if (!isLast && comma < 0 && !type.isLastOptional()) {
        throw Failure.syntax(MISSING[i] + " element is missing from " + text + ".");
      }
      words[i] = isLast || comma < 0 ? rest : rest.substring(0, comma);
      if (comma < 0) {
        break;
      }
      rest = rest.substring(comma + 1);
    }
    for (int i = 0; i < words.length && words[i] != null; i++) {
      part(parts.get(i), i > 0, words[i], entry);
    }
    return entry;
  }

  private Failure tooMany(String text) {
    String start =
        switch (type.parts().size()) {
          case 1 ->
              "Elem separator in " + text + ", but settype " + type.word() + " supports none.";
          case 2 ->
              "Two elem separators in " + text + ", but settype " + type.word() + " supports one.";
          default ->
              "Three elem separators in "
                  + text
                  + ", but settype "
                  + type.word()
                  + " supports two.";
        };
    return Failure.syntax(start);
  }

  /// Where the first such character stands, unless the text begins or ends with one; or -1.
  static int separator(String text, char c) {
    int at = text.indexOf(c);
    return at > 0 && text.charAt(text.length() - 1) != c ? at : -1;
  }

  /// The `-` of a range; what stands in brackets has none.
  private static int range(String text) {
    int from = text.startsWith("[") ? Math.max(text.indexOf(']'), 0) : 0;
    int at = text.indexOf('-', from);
    return at > 0 && !text.endsWith("-") ? at : -1;
  }

  private void part(Part part, boolean isSecond, String text, Entry entry) {
    switch (part) {
      case IP -> address(isSecond, text, entry);
      case SINGLE_IP -> single(isSecond, text, entry);
      case HOSTS -> {
        if (family == Family.IPV6) {
          single(isSecond, text, entry);
        } else {
          address(isSecond, text, entry);
        }
      }
      case NETWORK -> {
        if (family == Family.IPV6 && range(text) >= 0) {
          throw Failure.syntax("IP address or IP/cidr must be specified: " + text);
        }
        address(isSecond, text, entry);
      }
      case PORT -> port(text, entry);
      case PLAIN_PORT -> plainPort(text, entry);
      case ETHER -> entry.mac = ether(text);
      case IFACE -> iface(text, entry);
      case MARK -> entry.mark = (int) Numbers.read(text, 0, Numbers.U32);
      case NAME -> entry.name = name(text);
    }
  }

  /// A set and its place in a list: `NAME,before,NAME`.
  private void placed(String text, Entry entry) {
    int first = separator(text, ',');
    String rest = text.substring(first + 1);
    int second = separator(rest, ',');
    String place = second < 0 ? "" : rest.substring(0, second);
    if (!place.equals("before") && !place.equals("after")) {
      throw Failure.report("you must specify elements as setname,[before|after],setname");
    }
    entry.name = name(text.substring(0, first));
    entry.reference = name(rest.substring(second + 1));
    entry.before = place.equals("before");
  }

  /// The name of a set.
  static String name(String text) {
    if (text.length() > LONGEST_NAME) {
      throw Failure.syntax("setname '" + text + "' is longer than " + LONGEST_NAME + " characters");
    }
    return text;
  }

  private void single(boolean isSecond, String text, Entry entry) {
    int slash = separator(text, '/');
    String whole = family == Family.IPV6 ? "/128" : "/32";
    if (range(text) >= 0 || (slash >= 0 && !text.substring(slash).equals(whole))) {
      throw Failure.syntax("plain IP address must be supplied: " + text);
    }
    address(isSecond, text, entry);
  }

  private void address(boolean isSecond, String text, Entry entry) {
    int slash = separator(text, '/');
    int dash = slash < 0 ? range(text) : -1;
    int bits = family == Family.IPV6 ? 128 : 32;
    int prefix = slash < 0 ? Entry.ABSENT : Numbers.prefix(text.substring(slash + 1), 0, bits);
    int end = slash >= 0 ? slash : dash >= 0 ? dash : text.length();
    Ip from = host(text.substring(0, end));
    Ip to = dash < 0 ? null : host(text.substring(dash + 1));
    if (isSecond) {
      entry.cidr2 = prefix;
      entry.ip2 = from;
      entry.ip2To = to;
    } else {
      entry.cidr = prefix;
      entry.ip = from;
      entry.ipTo = to;
    }
  }

  private Ip host(String text) {
    String bare = unbracketed(text);
    Family of = family == null ? Family.IPV4 : family;
    Ip figures = Ip.parse(of, bare);
    if (figures != null) {
      return figures;
    }
    List<Ip> known = names.addresses(of, bare);
    if (known.isEmpty()) {
      String kind = of == Family.IPV4 ? "IPv4" : "IPv6";
      throw Failure.syntax("cannot parse " + bare + ": resolving to " + kind + " address failed");
    }
    return known.getFirst();
  }

  private static String unbracketed(String text) {
    if (!text.startsWith("[")) {
      return text;
    }
    if (!text.endsWith("]")) {
      throw Failure.syntax("cannot find closing escape character ']' in " + text);
    }
    return text.substring(1, text.length() - 1);
  }

  /// The two ends of the range behind `range`, `from`, `to` and `network`.
  void range(String text, Entry entry) {
    if (separator(text, '/') < 0 && range(text) < 0) {
      throw Failure.syntax("IP/cidr or IP-IP range must be specified: " + text);
    }
    address(false, text, entry);
  }

  private void port(String text, Entry entry) {
    int colon = separator(text, ':');
    if (colon < 0) {
      entry.protocol = IpProtocol.TCP;
      ports(text, "tcp", entry);
      return;
    }
    String protocol = text.substring(0, colon);
    String rest = text.substring(colon + 1);
    entry.protocol = protocol(protocol);
    switch (entry.protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.UDPLITE ->
          ports(rest, protocol, entry);
      case IpProtocol.ICMP -> entry.port = icmp(rest, Family.IPV4);
      case IpProtocol.ICMPV6 -> entry.port = icmp(rest, Family.IPV6);
      default -> {
        if (!rest.equals("0")) {
          throw Failure.syntax(
              "Protocol " + protocol + " can be used with pseudo port value 0 only.");
        }
        entry.port = 0;
      }
    }
  }

  private int icmp(String text, Family of) {
    boolean isV4 = of == Family.IPV4;
    if (of != family) {
      String family4 = "Protocol ICMP can be used with family inet only";
      String family6 = "Protocol ICMPv6 can be used with family inet6 only";
      Failure cause = Failure.syntax(isV4 ? family4 : family6);
      throw cause.followedBy(Failure.report("Invalid add command: missing setname"));
    }
    int known = (isV4 ? IcmpNames.V4 : IcmpNames.V6).find(text);
    if (known >= 0) {
      return known;
    }
    int slash = separator(text, '/');
    if (slash < 0) {
      String kind = isV4 ? "ICMP" : "ICMPv6";
      throw Failure.report("Cannot parse " + text + " as an " + kind + " type/code.");
    }
    long kind = Numbers.read(text.substring(0, slash), 0, 255);
    return (int) (kind << 8 | Numbers.read(text.substring(slash + 1), 0, 255));
  }

  private int protocol(String text) {
    Long number = Numbers.parse(text);
    if (number != null && number >= 0 && number <= 255) {
      return number.intValue();
    }
    int known = names.protocol(text.equalsIgnoreCase("icmpv6") ? "ipv6-icmp" : text);
    if (known < 0) {
      throw Failure.syntax("cannot parse '" + text + "' as a protocol");
    }
    if (known == 0) {
      throw Failure.syntax("Unsupported protocol '" + text + "'");
    }
    return known;
  }

  private void ports(String text, String protocol, Entry entry) {
    int dash = range(text);
    if (dash >= 0) {
      entry.portTo = onePort(text.substring(dash + 1), protocol);
    }
    entry.port = onePort(dash < 0 ? text : text.substring(0, dash), protocol);
  }

  private int onePort(String text, String protocol) {
    Long number = Numbers.parse(text);
    if (number != null && number >= 0 && number <= 65535) {
      return number.intValue();
    }
    Long figures = Numbers.parse(protocol);
    String name = figures == null ? protocol : names.protocolName(figures.intValue());
    int named = name == null ? -1 : names.port(unbracketed(text), name);
    if (named >= 0) {
      return named;
    }
    throw Failure.other(
        "Syntax error: "
            + (number == null
                ? "'" + text + "' is invalid as number"
                : "'" + text + "' is out of range 0-65535")
            + (figures == null ? "\nSyntax error: '" + protocol + "' is invalid as number" : "")
            + ("\ncannot parse '" + text + "' as a " + protocol + " port"));
  }

  /// A port of a bitmap, or a range of them.
  void plainPort(String text, Entry entry) {
    port(text, entry);
    if (entry.protocol != IpProtocol.TCP && entry.protocol != IpProtocol.UDP) {
      throw Failure.syntax("Only protocols TCP and UDP are valid");
    }
    entry.protocol = Entry.ABSENT;
  }

  private static long ether(String text) {
    String[] words = text.split(":", -1);
    long mac = 0;
    for (String word : words) {
      if (words.length != 6 || !word.matches("[0-9a-fA-F]{1,2}")) {
        throw Failure.syntax("cannot parse '" + text + "' as ethernet address");
      }
      mac = mac << 8 | Integer.parseInt(word, 16);
    }
    return mac;
  }

  private static void iface(String text, Entry entry) {
    entry.physdev = text.startsWith(PHYSDEV);
    String name = entry.physdev ? text.substring(PHYSDEV.length()) : text;
    if (name.length() > LONGEST_IFACE) {
      throw Failure.syntax(
          "interface name '" + name + "' is longer than " + LONGEST_IFACE + " characters");
    }
    entry.iface = name;
  }
}
