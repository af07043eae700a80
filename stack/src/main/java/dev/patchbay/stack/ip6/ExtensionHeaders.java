package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Option;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import org.jspecify.annotations.Nullable;

/// Looks at the options and routing headers of packets (RFC 8200 section 4, net/ipv6/exthdrs.c):
/// what is malformed, unknown or not accepted ends a packet, and its sender may be told.
final class ExtensionHeaders {
  private static final int UNIT = 8;
  private static final int OPTIONS = 2;

  /// So many bytes of padding may stand between options (RFC 4942 section 2.1.9.5).
  private static final int LONGEST_PADDING = 7;

  private static final int LARGEST_PAYLOAD = 0xffff;
  private static final int ROUTING_TYPE = 2;
  private static final int SEGMENTS_LEFT = 3;
  private static final int TYPE_2 = 2;

  /// Such a header holds one address (RFC 6275 section 6.4.1), in units of 8 bytes.
  private static final int TYPE_2_LENGTH = 2;

  private static final int TYPE_RPL = 3;
  private static final int TYPE_SEGMENTS = 4;

  private final Icmp6 icmp;

  ExtensionHeaders(Icmp6 icmp) {
    this.icmp = icmp;
  }

  /// Bytes of the header at `at`, or -1 when it does not end within the packet.
  private static int length(byte[] bytes, int at, int tail) {
    int length = tail - at < UNIT ? -1 : (Byte.toUnsignedInt(bytes[at + 1]) + 1) * UNIT;
    return length > tail - at ? -1 : length;
  }

  /// The hop-by-hop options behind the IPv6 header, which every node looks at
  /// (`ipv6_parse_hopopts`). Returns why the packet is refused, or null.
  @Nullable DropReason hopByHop(Packet packet, NetDevice device) {
    Ip6Netns ip6 = Ip6Netns.of(device.netns());
    int at = packet.network() + Ipv6.HEADER;
    int length = length(packet.bytes(), at, packet.tail());
    if (length < 0 || length > ip6.setting(Ip6Setting.MAX_HBH_LENGTH)) {
      return DropReason.IPV6_BAD_EXTHDR;
    }
    return options(packet, device, at, length, true, ip6.setting(Ip6Setting.MAX_HBH_OPTS_NUMBER));
  }

  /// The headers that only the destination looks at, up to the transport header or that of a
  /// fragment. Returns why the packet is refused, or null; what is counted has been.
  @Nullable DropReason atDestination(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network() + Ipv6.HEADER;
    int kind = Ipv6.nextHeader(bytes, packet.network());
    while (kind == IpProtocol.HOP_BY_HOP
        || kind == IpProtocol.DESTINATION_OPTIONS
        || kind == IpProtocol.ROUTING) {
      int length = length(bytes, at, packet.tail());
      DropReason refusal =
          length < 0 ? DropReason.IPV6_BAD_EXTHDR : header(packet, device, kind, at, length);
      if (refusal != null) {
        boolean address = refusal == DropReason.IP_INADDRERRORS;
        Ip6Counters.of(device)
            .count(address ? Ip6Counter.IN_ADDR_ERRORS : Ip6Counter.IN_HDR_ERRORS);
        return refusal;
      }
      kind = Byte.toUnsignedInt(bytes[at]);
      at += length;
    }
    return null;
  }

  private @Nullable DropReason header(
      Packet packet, NetDevice device, int kind, int at, int length) {
    Ip6Netns ip6 = Ip6Netns.of(device.netns());
    return switch (kind) {
      case IpProtocol.ROUTING -> routing(packet, device, at);
      case IpProtocol.DESTINATION_OPTIONS ->
          length > ip6.setting(Ip6Setting.MAX_DST_OPTS_LENGTH)
              ? DropReason.IPV6_BAD_EXTHDR
              : options(
                  packet, device, at, length, false, ip6.setting(Ip6Setting.MAX_DST_OPTS_NUMBER));
      default -> null;
    };
  }

  // ---- options

  /// `ip6_parse_tlv`; a negative `most` means that unknown options are refused in silence.
  private @Nullable DropReason options(
      Packet packet, NetDevice device, int header, int length, boolean hopByHop, int most) {
    byte[] bytes = packet.bytes();
    int end = header + length;
    int count = 0;
    int padding = 0;
    int at = header + OPTIONS;
    while (at < end) {
      int type = Ipv6Option.type(bytes, at);
      int size = type == Ipv6Option.PAD1 ? 1 : at + 1 == end ? length : sizeOf(bytes, at);
      if (size > end - at) {
        return DropReason.IPV6_BAD_EXTHDR;
      }
      if (type == Ipv6Option.PAD1 || type == Ipv6Option.PAD_N) {
        padding += size;
        if (padding > LONGEST_PADDING || !isZero(bytes, at, size)) {
          return DropReason.IPV6_BAD_EXTHDR;
        }
      } else {
        padding = 0;
        DropReason refusal =
            ++count > Math.abs(most)
                ? DropReason.IPV6_BAD_EXTHDR
                : option(packet, device, at, type, hopByHop, most < 0);
        if (refusal != null) {
          return refusal;
        }
      }
      at += size;
    }
    return null;
  }

  private static int sizeOf(byte[] bytes, int at) {
    return OPTIONS + Ipv6Option.length(bytes, at);
  }

  private static boolean isZero(byte[] bytes, int at, int size) {
    for (int i = at + OPTIONS; i < at + size; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private @Nullable DropReason option(
      Packet packet, NetDevice device, int at, int type, boolean hopByHop, boolean strict) {
    if (hopByHop) {
      switch (type) {
        case Ipv6Option.ROUTER_ALERT -> {
          boolean sound = Ipv6Option.length(packet.bytes(), at) == 2;
          return sound ? null : DropReason.IPV6_BAD_EXTHDR;
        }
        case Ipv6Option.JUMBO -> {
          return jumbo(packet, device, at);
        }
        case Ipv6Option.CALIPSO -> {
          return DropReason.IPV6_BAD_EXTHDR;
        }
        case Ipv6Option.IOAM -> {
          return null;
        }
        default -> {}
      }
    }
    return strict ? DropReason.IPV6_BAD_EXTHDR : unknown(packet, device, at, type);
  }

  /// `ip6_tlvopt_unknown`
  private @Nullable DropReason unknown(Packet packet, NetDevice device, int at, int type) {
    int action = Ipv6Option.action(type);
    if (action == Ipv6Option.SKIP) {
      return null;
    }
    boolean group = Ipv6.isMulticast(Ipv6.destinationHi(packet.bytes(), packet.network()));
    if (action == Ipv6Option.TELL || (action == Ipv6Option.TELL_UNLESS_MULTICAST && !group)) {
      tell(packet, device, Icmpv6.UNKNOWN_OPTION, at);
    }
    return DropReason.IPV6_BAD_EXTHDR;
  }

  private void tell(Packet packet, NetDevice device, int code, int at) {
    icmp.error(packet, device, Icmpv6.PARAMETER_PROBLEM, code, at - packet.network());
  }

  /// `ipv6_hop_jumbo` (RFC 2675): no device here carries so much.
  private DropReason jumbo(Packet packet, NetDevice device, int at) {
    byte[] bytes = packet.bytes();
    int offset = at - packet.network();
    if (Ipv6Option.length(bytes, at) != 4 || (offset & 3) != 2) {
      return DropReason.IPV6_BAD_EXTHDR;
    }
    long payload = Integer.toUnsignedLong(Ipv6Option.value32(bytes, at));
    if (payload <= LARGEST_PAYLOAD) {
      tell(packet, device, Icmpv6.ERRONEOUS_FIELD, at + OPTIONS);
    } else if (Ipv6.payloadLength(bytes, packet.network()) != 0) {
      tell(packet, device, Icmpv6.ERRONEOUS_FIELD, at);
    } else {
      Ip6Counters.of(device).count(Ip6Counter.IN_TRUNCATED_PKTS);
    }
    return DropReason.IPV6_BAD_EXTHDR;
  }

  // ---- routing headers

  /// `ipv6_rthdr_rcv`: a header that has led here is passed by; one that leads on is refused, as
  /// nobody has configured mobility, segments or RPL.
  private @Nullable DropReason routing(Packet packet, NetDevice device, int at) {
    byte[] bytes = packet.bytes();
    boolean group = Ipv6.isMulticast(Ipv6.destinationHi(bytes, packet.network()));
    if (group || packet.type() != Packet.Type.HOST) {
      return DropReason.IP_INADDRERRORS;
    }
    int type = Byte.toUnsignedInt(bytes[at + ROUTING_TYPE]);
    boolean arrived = bytes[at + SEGMENTS_LEFT] == 0;
    if (type == TYPE_SEGMENTS || type == TYPE_RPL) {
      return DropReason.IPV6_BAD_EXTHDR;
    }
    if (arrived) {
      return type == TYPE_2 ? DropReason.IP_INADDRERRORS : null;
    }
    if (type != TYPE_2 || acceptsSourceRoute(device) < 0) {
      tell(packet, device, Icmpv6.ERRONEOUS_FIELD, at + ROUTING_TYPE);
      return DropReason.IPV6_BAD_EXTHDR;
    }
    // The address in it would have to be a home address, which no host here has.
    boolean sound = bytes[at + 1] == TYPE_2_LENGTH && bytes[at + SEGMENTS_LEFT] == 1;
    return sound ? DropReason.IP_INADDRERRORS : DropReason.IPV6_BAD_EXTHDR;
  }

  private static int acceptsSourceRoute(NetDevice device) {
    InetDevice inet = InetDevice.inet6(device);
    return inet == null
        ? -1
        : Math.min(
            inet.setting(Ipv6Setting.ACCEPT_SOURCE_ROUTE),
            inet.all().value(Ipv6Setting.ACCEPT_SOURCE_ROUTE));
  }
}
