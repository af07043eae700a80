package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.IpProtocol;

/// The IP header in front of what is printed.
///
/// @param at where it begins
/// @param version 4 or 6
/// @param isFragment whether what follows is not whole
/// @param ttl its TTL or hop limit
record IpLayer(int at, int version, boolean isFragment, int ttl) {
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;

  boolean isV4() {
    return version == 4;
  }

  /// The protocol that its own header names, before any extension header.
  int firstProtocol(Dissection d) {
    return d.u1(at + (isV4() ? 9 : 6));
  }

  String source(Dissection d) {
    return isV4() ? d.host4(at + 12) : d.host6(at + 8);
  }

  String destination(Dissection d) {
    return isV4() ? d.host4(at + 16) : d.host6(at + 24);
  }

  /// The ports, behind the addresses if this header carries the transport itself.
  void printEnds(Dissection d, int protocol, String from, String to) {
    if (firstProtocol(d) == protocol) {
      d.print("%s.%s > %s.%s: ", source(d), from, destination(d), to);
    } else {
      d.print("%s > %s: ", from, to);
    }
  }

  /// What the sum over the pseudo header and the payload comes to: 0 when the checksum is right.
  int sum(Dissection d, int protocol, int from, int length) {
    return sum(d, protocol, from, length, length);
  }

  /// The same, over `covered` of the bytes only.
  int sum(Dissection d, int protocol, int from, int length, int covered) {
    int bytes = isV4() ? 4 : 16;
    d.need(from, covered);
    long sum = Checksum.sum(d.bytes, at + (isV4() ? 12 : 8), bytes);
    sum = Checksum.add(sum, d.bytes, isV4() ? finalDestination4(d) : finalDestination6(d), bytes);
    sum += protocol + (length & 0xffff) + (length >>> 16);
    return Checksum.fold(Checksum.add(sum, d.bytes, from, covered));
  }

  /// What a checksum should have been, from what it is and what the sum came to.
  static int shouldBe(int stored, int sum) {
    int should = stored + sum;
    should = (should & 0xffff) + (should >> 16);
    return (should & 0xffff) + (should >> 16);
  }

  /// Where the address stands that the packet is for in the end: the last of a source route.
  private int finalDestination4(Dissection d) {
    int end = at + (d.u1(at) & 0xf) * 4;
    int option = at + 20;
    while (option < end && d.u1(option) != 0) {
      int type = d.u1(option);
      int length = type == 1 ? 1 : d.u1(option + 1);
      if ((type != 1 && length < 2) || option + length > end || !d.has(option, length)) {
        break;
      }
      if (length >= 7 && (type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE)) {
        return option + length - 4;
      }
      option += length;
    }
    return at + 16;
  }

  private int finalDestination6(Dissection d) {
    int next = d.u1(at + 6);
    int header = at + 40;
    while (header < d.end()) {
      switch (next) {
        case IpProtocol.HOP_BY_HOP,
            IpProtocol.DESTINATION_OPTIONS,
            IpProtocols.MOBILITY_OLD,
            IpProtocols.MOBILITY -> {
          next = d.u1(header);
          header += (d.u1(header + 1) + 1) * 8;
        }
        case IpProtocol.FRAGMENT -> {
          next = d.u1(header);
          header += 8;
        }
        case IpProtocol.ROUTING -> {
          return lastSegment(d, header);
        }
        default -> {
          return at + 24;
        }
      }
    }
    return at + 24;
  }

  private int lastSegment(Dissection d, int header) {
    int length = d.u1(header + 1);
    int type = d.u1(header + 2);
    int segment = header + 8;
    if (length == 0 || length % 2 == 1 || !d.has(segment, 16)) {
      return at + 24;
    }
    if (type == Ipv6Printer.SEGMENT_ROUTING) {
      return segment;
    }
    int last = header + 8 + (length / 2 - 1) * 16;
    boolean listed = type == Ipv6Printer.SOURCE_ROUTE || type == Ipv6Printer.HOME_ROUTE;
    return listed && d.has(last, 16) ? last : at + 24;
  }
}
