package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;

/// Tests of what a packet is: by a protocol's word, or by `proto` and a number.
final class ProtocolTests {
  static final int CLNP = 0x81;
  static final int ESIS = 0x82;
  static final int ISIS = 0x83;

  private static final int IGRP = 9;

  private static final int LEVEL1_HELLO = 15;
  private static final int LEVEL2_HELLO = 16;
  private static final int POINT_TO_POINT_HELLO = 17;
  private static final int LEVEL1_LSP = 18;
  private static final int LEVEL2_LSP = 20;
  private static final int LEVEL1_CSNP = 24;
  private static final int LEVEL2_CSNP = 25;
  private static final int LEVEL1_PSNP = 26;
  private static final int LEVEL2_PSNP = 27;

  private final PacketTests tests;
  private final LinkTests links;

  ProtocolTests(PacketTests tests, LinkTests links) {
    this.tests = tests;
    this.links = links;
  }

  /// Whether the packet is of a protocol.
  Condition is(Protocol protocol) {
    return switch (protocol) {
      case SCTP -> carries(IpProtocol.SCTP, Protocol.DEFAULT);
      case TCP -> carries(IpProtocol.TCP, Protocol.DEFAULT);
      case UDP -> carries(IpProtocol.UDP, Protocol.DEFAULT);
      case PIM -> carries(IpProtocol.PIM, Protocol.DEFAULT);
      case AH -> carries(IpProtocol.AH, Protocol.DEFAULT);
      case ESP -> carries(IpProtocol.ESP, Protocol.DEFAULT);
      case ICMP -> carries(IpProtocol.ICMP, Protocol.IP);
      case IGMP -> carries(IpProtocol.IGMP, Protocol.IP);
      case IGRP -> carries(IGRP, Protocol.IP);
      case VRRP, CARP -> carries(IpProtocol.VRRP, Protocol.IP);
      case ICMP6 -> carries(IpProtocol.ICMPV6, Protocol.IP6);
      case IP -> links.carries(EtherType.IPV4);
      case IP6 -> links.carries(EtherType.IPV6);
      case ARP -> links.carries(EtherType.ARP);
      case RARP -> links.carries(EtherType.RARP);
      case ATALK -> links.carries(LinkTests.APPLETALK);
      case AARP -> links.carries(LinkTests.APPLETALK_ARP);
      case DECNET -> links.carries(LinkTests.DECNET);
      case SCA -> links.carries(0x6007);
      case LAT -> links.carries(0x6004);
      case MOPDL -> links.carries(0x6001);
      case MOPRC -> links.carries(0x6002);
      case ISO -> links.carries(LinkTests.SAP_ISO);
      case STP -> links.carries(LinkTests.SAP_STP);
      case IPX -> links.carries(LinkTests.SAP_IPX);
      case NETBEUI -> links.carries(LinkTests.SAP_NETBEUI);
      case ESIS -> carries(ESIS, Protocol.ISO);
      case ISIS -> carries(ISIS, Protocol.ISO);
      case CLNP -> carries(CLNP, Protocol.ISO);
      case L1 -> isis(LEVEL1_HELLO, POINT_TO_POINT_HELLO, LEVEL1_LSP, LEVEL1_CSNP, LEVEL1_PSNP);
      case L2 -> isis(LEVEL2_HELLO, POINT_TO_POINT_HELLO, LEVEL2_LSP, LEVEL2_CSNP, LEVEL2_PSNP);
      case IIH -> isis(LEVEL1_HELLO, LEVEL2_HELLO, POINT_TO_POINT_HELLO);
      case LSP -> isis(LEVEL1_LSP, LEVEL2_LSP);
      case SNP -> isis(LEVEL1_CSNP, LEVEL2_CSNP, LEVEL1_PSNP, LEVEL2_PSNP);
      case CSNP -> isis(LEVEL1_CSNP, LEVEL2_CSNP);
      case PSNP -> isis(LEVEL1_PSNP, LEVEL2_PSNP);
      case LINK, DEFAULT -> throw new FilterRefusal("link layer applied in wrong context");
      case RADIO -> throw new FilterRefusal("'radio' is not a valid protocol type");
    };
  }

  /// IS-IS of one of some types, the last ones asked first.
  private Condition isis(int first, int second, int... others) {
    Condition any = carries(first, Protocol.ISIS).or(carries(second, Protocol.ISIS));
    for (int other : others) {
      any = carries(other, Protocol.ISIS).or(any);
    }
    return any;
  }

  /// Whether a packet of a protocol carries another one, by number.
  Condition carries(int number, Protocol protocol) {
    return switch (protocol) {
      case DEFAULT -> carries(number, Protocol.IP).or(carries(number, Protocol.IP6));
      case LINK -> links.carries(number);
      case IP -> links.carries(EtherType.IPV4).and(tests.equal(From.PAYLOAD, 9, Bpf.B, number));
      case IP6 -> {
        Condition ip = links.carries(EtherType.IPV6);
        Condition fragment = tests.equal(From.PAYLOAD, 6, Bpf.B, IpProtocol.FRAGMENT);
        Condition inFragment = fragment.and(tests.equal(From.PAYLOAD, 40, Bpf.B, number));
        yield ip.and(tests.equal(From.PAYLOAD, 6, Bpf.B, number).or(inFragment));
      }
      case ISO ->
          links
              .carries(LinkTests.SAP_ISO)
              .and(tests.equal(From.PAYLOAD_WITHOUT_SNAP, 0, Bpf.B, number));
      case ISIS ->
          carries(ISIS, Protocol.ISO).and(tests.equal(From.PAYLOAD_WITHOUT_SNAP, 4, Bpf.B, number));
      default -> throw protocol.withoutPayload();
    };
  }
}
