package dev.patchbay.trace.pcap;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Mac;
import dev.patchbay.trace.pcap.Qualifiers.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a name, a number or an address means after its qualifiers.
final class Operands {
  private static final Map<String, Integer> ETHERNET_PROTOCOLS =
      Map.ofEntries(
          Map.entry("aarp", 0x80f3),
          Map.entry("arp", 0x0806),
          Map.entry("atalk", 0x809b),
          Map.entry("decnet", 0x6003),
          Map.entry("ip", 0x0800),
          Map.entry("ip6", 0x86dd),
          Map.entry("lat", 0x6004),
          Map.entry("loopback", 0x9000),
          Map.entry("mopdl", 0x6001),
          Map.entry("moprc", 0x6002),
          Map.entry("rarp", 0x8035),
          Map.entry("sca", 0x6007),
          Map.entry("iso", LinkTests.SAP_ISO),
          Map.entry("stp", LinkTests.SAP_STP),
          Map.entry("ipx", LinkTests.SAP_IPX),
          Map.entry("netbeui", LinkTests.SAP_NETBEUI));

  private static final Map<String, Integer> OSI_PROTOCOLS =
      Map.of("esis", ProtocolTests.ESIS, "isis", ProtocolTests.ISIS, "clnp", ProtocolTests.CLNP);

  private static final int[] WHOLE = {-1, -1, -1, -1};

  private final Names names;
  private final Layers layers;
  private final LinkTests links;
  private final AddressTests addresses;
  private final PortTests ports;
  private final ProtocolTests protocols;
  private final ProtocolChain chains;

  Operands(
      Names names,
      Layers layers,
      LinkTests links,
      AddressTests addresses,
      PortTests ports,
      ProtocolTests protocols) {
    this.names = names;
    this.layers = layers;
    this.links = links;
    this.addresses = addresses;
    this.ports = ports;
    this.protocols = protocols;
    this.chains = new ProtocolChain(layers, links);
  }

  /// A name.
  Condition name(String name, Qualifiers is) {
    return switch (is.kind()) {
      case NET -> network(name, is);
      case DEFAULT, HOST -> host(name, is);
      case PORT -> {
        requirePort(is);
        Service service = service(name);
        if (service == null) {
          throw new FilterRefusal("unknown port '" + name + "'");
        }
        int transport = transport(is.protocol(), service, "port '" + name + "'");
        yield ports.port(service.port, transport, is.direction());
      }
      case PORTRANGE -> {
        requirePort(is);
        Services both = services(name);
        int transport = transport(is.protocol(), both.first, "port in range '" + name + "'");
        yield ports.range(both.first.port, both.second, transport, is.direction());
      }
      case GATEWAY -> throw new FilterRefusal("'gateway' not supported in this configuration");
      case PROTO -> other(protocol(name, is.protocol()), is);
      case PROTOCHAIN -> chains.contains(protocol(name, is.protocol()), is.protocol());
      case UNDEFINED -> throw undefined();
    };
  }

  private Condition network(String name, Qualifiers is) {
    int address = names.network(name);
    if (address == 0) {
      throw new FilterRefusal("unknown network '" + name + "'");
    }
    return shifted(address, is);
  }

  /// A net whose number may lack its last bytes.
  private Condition shifted(int number, Qualifiers is) {
    int address = number;
    int mask = -1;
    while (address != 0 && (address & 0xff000000) == 0) {
      address <<= 8;
      mask <<= 8;
    }
    return addresses.ipv4(address, mask, is.protocol(), is.direction(), "net");
  }

  private Condition host(String name, Qualifiers is) {
    return switch (is.protocol()) {
      case LINK -> {
        if (layers.link != Link.ETHERNET) {
          throw new FilterRefusal(
              "only ethernet/FDDI/token ring/802.11/ATM LANE/Fibre Channel supports link-level host"
                  + " name");
        }
        Mac station = names.station(name);
        if (station == null) {
          throw new FilterRefusal("unknown ether host '" + name + "'");
        }
        yield links.stationOnLink(bytes(station), is.direction());
      }
      case DECNET ->
          throw new FilterRefusal(
              "decnet name support not included, '" + name + "' cannot be translated\n");
      default -> anyAddress(name, is);
    };
  }

  private Condition anyAddress(String name, Qualifiers is) {
    List<Ip> found = names.host(name);
    if (found.isEmpty()) {
      throw new FilterRefusal("unknown host '" + name + "'");
    }
    boolean untyped = layers.type.constant == Link.UNKNOWN && is.protocol() == Protocol.DEFAULT;
    Condition any = null;
    for (Ip address : found) {
      if (is.protocol() == (address.isV4() ? Protocol.IP6 : Protocol.IP)) {
        continue;
      }
      Protocol own = address.isV4() ? Protocol.IP : Protocol.IP6;
      Condition one = address(address, is, untyped ? own : is.protocol());
      any = any == null ? one : any.or(one);
    }
    if (any == null) {
      String family = is.protocol() == Protocol.DEFAULT ? "" : " for specified address family";
      throw new FilterRefusal("unknown host '" + name + "'" + family);
    }
    return any;
  }

  private Condition address(Ip address, Qualifiers is, Protocol protocol) {
    String kind = "host";
    return address.isV4()
        ? addresses.ipv4(address.toInt(), -1, protocol, is.direction(), kind)
        : addresses.ipv6(words(address), WHOLE, protocol, is.direction(), kind);
  }

  private static void requirePort(Qualifiers is) {
    switch (is.protocol()) {
      case DEFAULT, UDP, TCP, SCTP -> {}
      default -> throw new FilterRefusal("illegal qualifier of '" + is.kind().text() + "'");
    }
  }

  /// A port and the one transport that it is known for, or [PortTests#ANY].
  private record Service(int port, int transport) {}

  private record Services(Service first, int second) {}

  private @Nullable Service service(String name) {
    int tcp = names.port(name, "tcp");
    int udp = names.port(name, "udp");
    if (tcp >= 0) {
      return new Service(tcp, tcp == udp ? PortTests.ANY : IpProtocol.TCP);
    }
    return udp >= 0 ? new Service(udp, IpProtocol.UDP) : null;
  }

  private Services services(String range) {
    int dash = range.indexOf('-');
    String low = dash < 0 ? "" : range.substring(0, dash);
    String high = dash < 0 ? "" : range.substring(dash + 1);
    int one = leadingNumber(low);
    int other = leadingNumber(high);
    if (one >= 0 && other >= 0 && low.chars().allMatch(c -> c >= '0' && c <= '9')) {
      checkPort(one);
      checkPort(other);
      return new Services(new Service(one, PortTests.ANY), other);
    }
    Service first = dash < 0 ? null : service(low);
    Service second = dash < 0 ? null : service(high);
    if (first == null || second == null) {
      throw new FilterRefusal("unknown port in range '" + range + "'");
    }
    boolean same = first.transport == second.transport;
    return new Services(
        new Service(first.port, same ? first.transport : PortTests.ANY), second.port);
  }

  /// The number that a text begins with, or -1.
  private static int leadingNumber(String text) {
    int end = 0;
    while (end < text.length() && end < 9 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    return end == 0 ? -1 : Integer.parseInt(text.substring(0, end));
  }

  private static void checkPort(int port) {
    if (port > 65_535) {
      throw new FilterRefusal("illegal port number " + port + " > 65535");
    }
  }

  private static int transport(Protocol asked, Service service, String what) {
    int wanted =
        switch (asked) {
          case UDP -> IpProtocol.UDP;
          case TCP -> IpProtocol.TCP;
          case SCTP -> IpProtocol.SCTP;
          default -> PortTests.ANY;
        };
    if (wanted == PortTests.ANY) {
      return service.transport;
    }
    if (service.transport != PortTests.ANY && service.transport != wanted) {
      throw new FilterRefusal(
          what + " is " + (service.transport == IpProtocol.TCP ? "tcp" : "udp"));
    }
    return wanted;
  }

  private int protocol(String name, Protocol of) {
    return switch (of) {
      case DEFAULT, IP, IP6 -> {
        int number = names.protocol(name);
        if (number < 0) {
          throw new FilterRefusal("unknown ip proto '" + name + "'");
        }
        yield number;
      }
      case LINK -> known(ETHERNET_PROTOCOLS, name, "ether");
      case ISO -> known(OSI_PROTOCOLS, name, "osi");
      default -> throw new FilterRefusal("unknown protocol: " + name);
    };
  }

  private static int known(Map<String, Integer> numbers, String name, String kind) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new FilterRefusal("unknown " + kind + " proto '" + name + "'");
    }
    return number;
  }

  /// A number.
  Condition number(int number, Qualifiers is) {
    return switch (is.kind()) {
      case DEFAULT, HOST -> dotted(number, 32, is);
      case NET ->
          is.protocol() == Protocol.DECNET || is.protocol() == Protocol.LINK
              ? dotted(number, 32, is)
              : shifted(number, is);
      default -> other(number, is);
    };
  }

  /// An IPv4 address, or the beginning of one.
  Condition dotted(String text, Qualifiers is) {
    refuseDotted(is.kind());
    if (is.protocol() == Protocol.DECNET) {
      String[] parts = text.split("\\.", -1);
      int area = leadingNumber(parts[0]);
      return dotted(area << 10 | (leadingNumber(parts[1]) & 0x3ff), 32, is);
    }
    int bits = bits(text);
    int number = number(text);
    return switch (is.kind()) {
      case DEFAULT, HOST, NET -> dotted(number, bits, is);
      default -> other(number, is);
    };
  }

  private static void refuseDotted(Kind kind) {
    switch (kind) {
      case PORT, PORTRANGE, PROTO, PROTOCHAIN ->
          throw new FilterRefusal("'" + kind.text() + "' modifier applied to ip host");
      default -> {}
    }
  }

  private Condition dotted(int number, int bits, Qualifiers is) {
    String kind = is.kind() == Kind.NET ? "net" : "host";
    if (is.protocol() == Protocol.LINK) {
      throw new FilterRefusal("illegal link layer address");
    }
    int shift = 32 - bits;
    return addresses.ipv4(number << shift, -1 << shift, is.protocol(), is.direction(), kind);
  }

  private Condition other(int number, Qualifiers is) {
    return switch (is.kind()) {
      case PORT, PORTRANGE -> {
        requirePort(is);
        if (Integer.compareUnsigned(number, 65_535) > 0) {
          throw new FilterRefusal(
              "illegal port number " + Integer.toUnsignedString(number) + " > 65535");
        }
        Service service = new Service(number, PortTests.ANY);
        int transport = transport(is.protocol(), service, "");
        yield is.kind() == Kind.PORT
            ? ports.port(number, transport, is.direction())
            : ports.range(number, number, transport, is.direction());
      }
      case GATEWAY -> throw new FilterRefusal("'gateway' requires a name");
      case PROTO -> {
        requireNoDirection(is);
        yield protocols.carries(number, is.protocol());
      }
      case PROTOCHAIN -> chains.contains(number, is.protocol());
      default -> throw undefined();
    };
  }

  private static void requireNoDirection(Qualifiers is) {
    if (is.direction() != Qualifiers.Direction.DEFAULT) {
      throw new FilterRefusal("direction applied to 'proto'");
    }
  }

  /// A net with a length: `10.0.0.0/8`.
  Condition net(String text, int length, Qualifiers is) {
    int address = number(text) << (32 - bits(text));
    if (Integer.compareUnsigned(length, 32) > 0) {
      throw new FilterRefusal("mask length must be <= 32");
    }
    int mask = length == 0 ? 0 : -1 << (32 - length);
    if ((address & ~mask) != 0) {
      throw new FilterRefusal("non-network bits set in \"" + text + "/" + length + "\"");
    }
    return net(address, mask, is);
  }

  /// A net with a mask: `net 10.0.0.0 mask 255.0.0.0`.
  Condition net(String text, String maskText, Qualifiers is) {
    int address = number(text) << (32 - bits(text));
    int mask = number(maskText) << (32 - bits(maskText));
    if ((address & ~mask) != 0) {
      throw new FilterRefusal("non-network bits set in \"" + text + " mask " + maskText + "\"");
    }
    return net(address, mask, is);
  }

  private Condition net(int address, int mask, Qualifiers is) {
    if (is.kind() != Kind.NET) {
      throw new FilterRefusal("Mask syntax for networks only");
    }
    return addresses.ipv4(address, mask, is.protocol(), is.direction(), "net");
  }

  /// An IPv6 address, or a net with a length.
  Condition ipv6(String text, int length, Qualifiers is) {
    Ip address = Ip.parse(Family.IPV6, text);
    if (address == null) {
      throw new FilterRefusal("invalid ip6 address " + text);
    }
    if (Integer.compareUnsigned(length, 128) > 0) {
      throw new FilterRefusal("mask length must be <= 128");
    }
    int[] words = words(address);
    int[] mask = new int[4];
    for (int i = 0; i < 4; i++) {
      int bits = Math.clamp(length - 32 * i, 0, 32);
      mask[i] = bits == 0 ? 0 : -1 << (32 - bits);
      if ((words[i] & ~mask[i]) != 0) {
        throw new FilterRefusal("non-network bits set in \"" + text + "/" + length + "\"");
      }
    }
    return switch (is.kind()) {
      case DEFAULT, HOST -> {
        if (length != 128) {
          throw new FilterRefusal("Mask syntax for networks only");
        }
        yield addresses.ipv6(words, mask, is.protocol(), is.direction(), "host");
      }
      case NET -> addresses.ipv6(words, mask, is.protocol(), is.direction(), "net");
      default -> throw new FilterRefusal("invalid qualifier against IPv6 address");
    };
  }

  /// An address of Ethernet.
  Condition station(String text, Qualifiers is) {
    boolean host = is.kind() == Kind.HOST || is.kind() == Kind.DEFAULT;
    if (!host || is.protocol() != Protocol.LINK) {
      throw new FilterRefusal("ethernet address used in non-ether expression");
    }
    if (layers.link != Link.ETHERNET) {
      throw new FilterRefusal(
          "ethernet addresses supported only on ethernet/FDDI/token ring/802.11/ATM LANE/Fibre"
              + " Channel");
    }
    return links.stationOnLink(stationBytes(text), is.direction());
  }

  /// Digits in pairs, or one alone before a separator.
  private static byte[] stationBytes(String text) {
    byte[] bytes = new byte[6];
    int at = 0;
    for (int i = 0; i < text.length() && at < 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        continue;
      }
      int next = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      bytes[at++] = (byte) (next < 0 ? digit : digit << 4 | next);
      i += next < 0 ? 0 : 1;
    }
    return bytes;
  }

  private static byte[] bytes(Mac mac) {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (mac.value() >> (8 * (5 - i)));
    }
    return bytes;
  }

  private static int[] words(Ip ip) {
    return new int[] {(int) (ip.hi() >>> 32), (int) ip.hi(), (int) (ip.lo() >>> 32), (int) ip.lo()};
  }

  private static int bits(String text) {
    return 8 * text.split("\\.", -1).length;
  }

  /// The bytes between dots, as one number.
  private static int number(String text) {
    int number = 0;
    for (String part : text.split("\\.", -1)) {
      int value = part.length() > 9 ? 256 : digits(part);
      if (value > 255) {
        throw new FilterRefusal("invalid IPv4 address '" + text + "'");
      }
      number = number << 8 | value;
    }
    return number;
  }

  /// Digits as libpcap counts them, which takes hexadecimal ones too, for far too much.
  private static int digits(String part) {
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      if (value > 25) {
        return 256;
      }
      value = value * 10 + part.charAt(i) - '0';
    }
    return value;
  }

  private static FilterRefusal undefined() {
    return new FilterRefusal("syntax error in filter expression");
  }
}
