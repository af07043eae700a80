package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// What tells the flow of one packet from others: the addresses, the protocol and the ports, found
/// behind VLAN tags, extension headers and, if wanted, in tunnels (`struct flow_keys`,
/// `skb_flow_dissect_flow_keys`). One is used again and again.
///
/// Addresses are left-aligned in 128 bits, see [Ip]; what a packet does not have is 0.
public final class FlowKeys {
  /// Tunnels within tunnels that are followed (`MAX_FLOW_DISSECT_HDRS`, tags included).
  private static final int MOST_HEADERS = 15;

  /// GRE with PPP in it (RFC 2637) is version 1.
  private static final int PLAIN_GRE = 0;

  private @Nullable Family family;
  private long sourceHi;
  private long sourceLo;
  private long destinationHi;
  private long destinationLo;
  private int flowLabel;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private boolean encapsulated;

  private byte[] bytes = new byte[0];
  private int tail;
  private boolean stopsAtTunnels;

  /// Finds the keys of the packet whose header of `etherType` is at `at` and whose bytes end at
  /// `tail`; those outside of tunnels, or the innermost.
  public FlowKeys dissect(byte[] bytes, int etherType, int at, int tail, boolean stopsAtTunnels) {
    clear();
    this.bytes = bytes;
    this.tail = tail;
    this.stopsAtTunnels = stopsAtTunnels;
    link(etherType, at, MOST_HEADERS);
    return this;
  }

  private void clear() {
    family = null;
    sourceHi = 0;
    sourceLo = 0;
    destinationHi = 0;
    destinationLo = 0;
    flowLabel = 0;
    protocol = 0;
    sourcePort = 0;
    destinationPort = 0;
    encapsulated = false;
  }

  private void link(int etherType, int at, int left) {
    if (left == 0) {
      return;
    }
    switch (etherType) {
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
    family = Family.IPV4;
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
    family = Family.IPV6;
    sourceHi = Ipv6.sourceHi(bytes, at);
    sourceLo = Ipv6.sourceLo(bytes, at);
    destinationHi = Ipv6.destinationHi(bytes, at);
    destinationLo = Ipv6.destinationLo(bytes, at);
    flowLabel = Ipv6.flowLabel(bytes, at);
    protocol = Ipv6.nextHeader(bytes, at);
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
    int etherType = Gre.protocol(bytes, at);
    if (etherType != EtherType.TEB) {
      tunnel(etherType, inside, left);
    } else if (Ethernet.fits(bytes, inside, tail)) {
      tunnel(Ethernet.type(bytes, inside), inside + Ethernet.HEADER, left);
    }
  }

  private void tunnel(int etherType, int at, int left) {
    encapsulated = true;
    if (!stopsAtTunnels) {
      link(etherType, at, left);
    }
  }

  private void ports(int at) {
    if (tail - at >= 4) {
      sourcePort = Udp.sourcePort(bytes, at);
      destinationPort = Udp.destinationPort(bytes, at);
    }
  }

  // ---- what was found

  /// The family of the addresses, or null when there are none.
  public @Nullable Family family() {
    return family;
  }

  public long sourceHi() {
    return sourceHi;
  }

  public long sourceLo() {
    return sourceLo;
  }

  public long destinationHi() {
    return destinationHi;
  }

  public long destinationLo() {
    return destinationLo;
  }

  public int flowLabel() {
    return flowLabel;
  }

  /// The protocol behind the addresses.
  public int protocol() {
    return protocol;
  }

  public int sourcePort() {
    return sourcePort;
  }

  public int destinationPort() {
    return destinationPort;
  }

  /// Whether there is a tunnel, gone into or not (`FLOW_DIS_ENCAPSULATION`).
  public boolean isEncapsulated() {
    return encapsulated;
  }
}
