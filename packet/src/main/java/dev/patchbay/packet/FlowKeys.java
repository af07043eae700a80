package dev.patchbay.packet;

/// What tells the flow of one packet from others: the addresses, the protocol and the ports, found
/// behind VLAN tags, extension headers and in tunnels (`struct flow_keys`,
/// `skb_flow_dissect_flow_keys`). One is used again and again.
///
/// Addresses are left-aligned in 128 bits, see [Ip]; what a packet does not have is 0.
public final class FlowKeys {
  /// Tunnels within tunnels that are followed (`MAX_FLOW_DISSECT_HDRS`, tags included).
  private static final int MOST_HEADERS = 15;

  /// GRE with PPP in it (RFC 2637) is version 1.
  private static final int PLAIN_GRE = 0;

  /// For [#dissect]: what is in a tunnel is not looked at (`FLOW_DISSECTOR_F_STOP_AT_ENCAP`).
  public static final int STOP_AT_ENCAPSULATION = 1;

  /// For [#dissect]: nothing is looked at behind a flow label, which tells a flow well enough
  /// (`FLOW_DISSECTOR_F_STOP_AT_FLOW_LABEL`).
  public static final int STOP_AT_FLOW_LABEL = 2;

  /// What the packet is in the end.
  public int etherType;

  public long sourceHi;
  public long sourceLo;
  public long destinationHi;
  public long destinationLo;

  /// The flow label of IPv6.
  public int flowLabel;

  /// The protocol behind the addresses.
  public int protocol;

  public int sourcePort;
  public int destinationPort;

  /// Whether there is a tunnel, gone into or not (`FLOW_DIS_ENCAPSULATION`).
  public boolean isEncapsulated;

  private byte[] bytes = new byte[0];
  private int tail;
  private int flags;

  /// Finds the keys of the packet whose header of `etherType` is at `at` and whose bytes end at
  /// `tail`: the innermost, unless `flags` say where to stop.
  public FlowKeys dissect(byte[] bytes, int etherType, int at, int tail, int flags) {
    clear();
    this.bytes = bytes;
    this.tail = tail;
    this.flags = flags;
    link(etherType, at, MOST_HEADERS);
    return this;
  }

  /// Forgets everything.
  public void clear() {
    etherType = 0;
    sourceHi = 0;
    sourceLo = 0;
    destinationHi = 0;
    destinationLo = 0;
    flowLabel = 0;
    protocol = 0;
    sourcePort = 0;
    destinationPort = 0;
    isEncapsulated = false;
  }

  private void link(int type, int at, int left) {
    if (left == 0) {
      return;
    }
    etherType = type;
    switch (type) {
      case EtherType.VLAN, EtherType.QINQ -> {
        if (tail - at >= VlanTag.HEADER) {
          link(VlanTag.type(bytes, at), at + VlanTag.HEADER, left - 1);
        }
      }
      case EtherType.IPV4 -> ipv4(at, left - 1);
      case EtherType.IPV6 -> ipv6(at, left - 1);
      default -> {}
    }
  }

  private void ipv4(int at, int left) {
    if (!Ipv4.headerFits(bytes, at, tail)) {
      return;
    }
    sourceHi = Ip.hi(Ipv4.source(bytes, at));
    sourceLo = 0;
    destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    destinationLo = 0;
    flowLabel = 0;
    protocol = Ipv4.protocol(bytes, at);
    if (!Ipv4.isFragment(bytes, at)) {
      transport(Ipv4.payload(bytes, at), left);
    }
  }

  private void ipv6(int at, int left) {
    if (!Ipv6.headerFits(bytes, at, tail)) {
      return;
    }
    sourceHi = Ipv6.sourceHi(bytes, at);
    sourceLo = Ipv6.sourceLo(bytes, at);
    destinationHi = Ipv6.destinationHi(bytes, at);
    destinationLo = Ipv6.destinationLo(bytes, at);
    flowLabel = Ipv6.flowLabel(bytes, at);
    protocol = Ipv6.nextHeader(bytes, at);
    if (flowLabel != 0 && (flags & STOP_AT_FLOW_LABEL) != 0) {
      return;
    }
    boolean isFragment = Ipv6.find(bytes, at, tail, IpProtocol.FRAGMENT) >= 0;
    long skipped = Ipv6.skipExtensions(bytes, at, tail);
    if (skipped >= 0) {
      protocol = Ipv6.transportProtocol(skipped);
      if (!isFragment) {
        transport(Ipv6.transportAt(skipped), left);
      }
    }
  }

  private void transport(int at, int left) {
    switch (protocol) {
      case IpProtocol.IPIP -> tunnel(EtherType.IPV4, at, left);
      case IpProtocol.IPV6 -> tunnel(EtherType.IPV6, at, left);
      case IpProtocol.GRE -> gre(at, left);
      // The number of the security association serves as ports do.
      case IpProtocol.ESP -> ports(at);
      case IpProtocol.AH -> ports(at + 4);
      default -> {
        if (IpProtocol.hasPorts(protocol)) {
          ports(at);
        }
      }
    }
  }

  private void gre(int at, int left) {
    if (!Gre.fits(bytes, at, tail) || Gre.version(bytes, at) != PLAIN_GRE) {
      return;
    }
    int inside = at + Gre.length(Gre.flags(bytes, at));
    int type = Gre.protocol(bytes, at);
    if (type != EtherType.TEB) {
      tunnel(type, inside, left);
    } else if (Ethernet.fits(bytes, inside, tail)) {
      tunnel(Ethernet.type(bytes, inside), inside + Ethernet.HEADER, left);
    }
  }

  private void tunnel(int etherType, int at, int left) {
    isEncapsulated = true;
    if ((flags & STOP_AT_ENCAPSULATION) == 0) {
      link(etherType, at, left);
    }
  }

  private void ports(int at) {
    if (tail - at >= 4) {
      sourcePort = Udp.sourcePort(bytes, at);
      destinationPort = Udp.destinationPort(bytes, at);
    }
  }

  // ---- what they come to

  /// A number that the packets of one flow have in common, both ways, and those of another probably
  /// not (`flow_hash_from_keys`): the smaller address and the smaller port go first.
  public long hash(long seed) {
    long from = mix(sourceHi ^ seed) + sourceLo;
    long to = mix(destinationHi ^ seed) + destinationLo;
    long addresses = mix(Math.min(from, to)) + Math.max(from, to);
    long ports =
        (long) Math.min(sourcePort, destinationPort) << 16 | Math.max(sourcePort, destinationPort);
    return mix(mix(addresses) ^ ports ^ (long) flowLabel << 32 ^ (long) protocol << 52 ^ etherType);
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    long b = (a ^ a >>> 27) * 0x94d0_49bb_1331_11ebL;
    return b ^ b >>> 31;
  }
}
