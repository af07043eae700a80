package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import dev.patchbay.trace.pcap.Qualifiers.Direction;

/// Tests of the two addresses of a network header, against a host or a net.
final class AddressTests {
  private static final String OF = "addresses other than 802.11 MAC addresses";

  private final Layers layers;
  private final PacketTests tests;
  private final LinkTests links;

  AddressTests(Layers layers, PacketTests tests, LinkTests links) {
    this.layers = layers;
    this.tests = tests;
    this.links = links;
  }

  /// An IPv4 host or net, in the packets of a protocol.
  ///
  /// @param kind `host` or `net`, for a refusal
  Condition ipv4(int address, int mask, Protocol protocol, Direction direction, String kind) {
    return switch (protocol) {
      case DEFAULT -> {
        Condition ip = ipv4(address, mask, Protocol.IP, direction, kind);
        if (layers.labels > 0) {
          yield ip;
        }
        Condition arp = ip.or(ipv4(address, mask, Protocol.ARP, direction, kind));
        yield arp.or(ipv4(address, mask, Protocol.RARP, direction, kind));
      }
      case IP -> pair(address, mask, direction, EtherType.IPV4, 12, 16);
      case ARP -> pair(address, mask, direction, EtherType.ARP, 14, 24);
      case RARP -> pair(address, mask, direction, EtherType.RARP, 14, 24);
      case DECNET -> decnet(address, direction);
      default -> throw protocol.withoutHosts(kind);
    };
  }

  private Condition pair(
      int address, int mask, Direction direction, int type, int source, int destination) {
    return switch (direction) {
      case SRC -> one(address, mask, type, source);
      case DST -> one(address, mask, type, destination);
      case SRC_AND_DST ->
          one(address, mask, type, source).and(one(address, mask, type, destination));
      case DEFAULT, SRC_OR_DST ->
          one(address, mask, type, source).or(one(address, mask, type, destination));
      default -> throw new FilterRefusal(direction.refusal(OF));
    };
  }

  private Condition one(int address, int mask, int type, int offset) {
    return links.carries(type).and(tests.masked(From.PAYLOAD, offset, Bpf.W, address, mask));
  }

  /// An IPv6 host or net: four words each.
  Condition ipv6(int[] address, int[] mask, Protocol protocol, Direction direction, String kind) {
    if (protocol != Protocol.DEFAULT && protocol != Protocol.IP6) {
      throw protocol.withoutHosts6(kind);
    }
    return switch (direction) {
      case SRC -> one(address, mask, 8);
      case DST -> one(address, mask, 24);
      case SRC_AND_DST -> one(address, mask, 8).and(one(address, mask, 24));
      case DEFAULT, SRC_OR_DST -> one(address, mask, 8).or(one(address, mask, 24));
      default -> throw new FilterRefusal(direction.refusal(OF));
    };
  }

  private Condition one(int[] address, int[] mask, int offset) {
    Condition all = null;
    for (int i = 3; i >= 0; i--) {
      Condition word = tests.masked(From.PAYLOAD, offset + 4 * i, Bpf.W, address[i], mask[i]);
      all = all == null ? word : word.and(all);
    }
    Condition type = links.carries(EtherType.IPV6);
    return all == null ? type : type.and(all);
  }

  /// A DECnet node: its address stands in headers of four forms, long and short, padded or not.
  private Condition decnet(int address, Direction direction) {
    return switch (direction) {
      case DST -> decnet(address, 1, 7);
      case SRC -> decnet(address, 3, 15);
      case SRC_AND_DST -> decnet(address, 3, 15).and(decnet(address, 1, 7));
      case DEFAULT, SRC_OR_DST -> decnet(address, 3, 15).or(decnet(address, 1, 7));
      default -> throw new FilterRefusal(direction.refusal(OF));
    };
  }

  private Condition decnet(int address, int inShort, int inLong) {
    Condition type = links.carries(LinkTests.DECNET);
    Condition paddedLong = decnetForm(Bpf.H, 0x8106, 0xff07, 3 + inLong, address);
    Condition plainLong = decnetForm(Bpf.B, 0x06, 0x7, 2 + inLong, address);
    Condition paddedShort = decnetForm(Bpf.H, 0x8102, 0xff07, 3 + inShort, address);
    Condition plainShort = decnetForm(Bpf.B, 0x02, 0x7, 2 + inShort, address);
    return type.and(plainShort.or(paddedShort.or(plainLong.or(paddedLong))));
  }

  private Condition decnetForm(int size, int flags, int mask, int at, int address) {
    int swapped = Short.reverseBytes((short) address) & 0xffff;
    return tests
        .masked(From.PAYLOAD, 2, size, flags, mask)
        .and(tests.equal(From.PAYLOAD, at, Bpf.H, swapped));
  }
}
