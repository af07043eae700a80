package dev.patchbay.packet;

/// Packets of TCP that stand for many (GSO): how large those are, and how one is cut into them
/// (`tcp_gso_segment`, `skb_gso_validate_network_len`).
public final class Segmentation {
  /// TCP above IPv4 (`SKB_GSO_TCPV4`).
  public static final int TCP4 = 1;

  /// All packets have one identification of IPv4 (`SKB_GSO_TCP_FIXEDID`).
  public static final int FIXED_ID = 1 << 3;

  /// TCP above IPv6 (`SKB_GSO_TCPV6`).
  public static final int TCP6 = 1 << 4;

  private Segmentation() {}

  /// Whether the packet, or the largest of those that it stands for, is longer than `mtu` from its
  /// network header, its head, on.
  public static boolean exceeds(Packet packet, int mtu) {
    int length = packet.length();
    return length > mtu
        && (packet.segmentSize() == 0 || headers(packet) + packet.segmentSize() > mtu);
  }

  /// Bytes from the head to the payload that is cut.
  private static int headers(Packet packet) {
    int at = transport(packet);
    return at - packet.head() + Tcp.headerLength(packet.bytes(), at);
  }

  /// Where the TCP header is, in a tunnel or not.
  private static int transport(Packet packet) {
    int inner = packet.innerTransport();
    return inner == Packet.UNSET ? packet.transport() : inner;
  }

  /// Where the IP header is, below labels or not.
  private static int network(Packet packet) {
    int at = packet.network();
    boolean labelled = packet.protocol() == EtherType.MPLS;
    while (labelled) {
      labelled = !Mpls.isBottom(Mpls.entry(packet.bytes(), at));
      at += Mpls.ENTRY;
    }
    return at;
  }

  /// How many packets it stands for.
  public static int count(Packet packet) {
    int size = packet.segmentSize();
    return size == 0 ? 1 : Math.max(1, Math.ceilDiv(packet.length() - headers(packet), size));
  }

  /// Writes the packet number `index` of those that `whole` stands for into `piece`, which is empty
  /// and takes over everything that is not of its size.
  public static void cut(Packet whole, int index, Packet piece) {
    int headers = headers(whole);
    int size = whole.segmentSize();
    int from = whole.head() + headers + index * size;
    int length = Math.min(size, whole.tail() - from);
    int shift = piece.head() - whole.head();
    int at = piece.put(headers + length);
    byte[] bytes = piece.bytes();
    System.arraycopy(whole.bytes(), whole.head(), bytes, at, headers);
    System.arraycopy(whole.bytes(), from, bytes, at + headers, length);
    piece.takeAfter(whole, shift);
    piece.segmentation(0, 0);
    boolean last = from + length == whole.tail();
    if (last) {
      piece.takeCharge(whole);
    }
    int transport = transport(piece);
    number(bytes, transport, index * size, index == 0, last);
    int number = (whole.segmentKinds() & FIXED_ID) == 0 ? index : 0;
    fixIp(piece, network(piece), number);
    if (piece.innerNetwork() != Packet.UNSET) {
      fixIp(piece, piece.innerNetwork(), number);
      fixUdp(piece);
    }
    fillChecksum(piece, transport);
    piece.checksum(Packet.ChecksumState.UNNECESSARY);
  }

  private static void number(byte[] bytes, int at, int offset, boolean first, boolean last) {
    Tcp.sequence(bytes, at, Tcp.sequence(bytes, at) + offset);
    int flags = Tcp.flags(bytes, at);
    if (!last) {
      flags &= ~(Tcp.FIN | Tcp.PSH);
    }
    if (!first) {
      flags &= ~Tcp.CWR;
    }
    Tcp.flags(bytes, at, flags);
  }

  private static void fixIp(Packet piece, int at, int index) {
    byte[] bytes = piece.bytes();
    int length = piece.tail() - at;
    if (Ipv4.version(bytes, at) == 4) {
      Ipv4.totalLength(bytes, at, length);
      Ipv4.identification(bytes, at, Ipv4.identification(bytes, at) + index & 0xffff);
      Ipv4.fillChecksum(bytes, at);
    } else {
      Ipv6.payloadLength(bytes, at, length - Ipv6.HEADER);
    }
  }

  /// The outer header of a tunnel in UDP.
  private static void fixUdp(Packet piece) {
    byte[] bytes = piece.bytes();
    int ip = network(piece);
    boolean udp =
        Ipv4.version(bytes, ip) == 4
            ? Ipv4.protocol(bytes, ip) == IpProtocol.UDP
            : Ipv6.nextHeader(bytes, ip) == IpProtocol.UDP;
    if (udp) {
      Udp.length(bytes, piece.transport(), piece.tail() - piece.transport());
    }
  }

  private static void fillChecksum(Packet piece, int transport) {
    byte[] bytes = piece.bytes();
    int ip = piece.innerNetwork() == Packet.UNSET ? network(piece) : piece.innerNetwork();
    int length = piece.tail() - transport;
    long pseudo =
        Ipv4.version(bytes, ip) == 4
            ? Checksum.pseudoV4(bytes, ip, IpProtocol.TCP, length)
            : Checksum.pseudoV6(bytes, ip, IpProtocol.TCP, length);
    Tcp.fillChecksum(bytes, transport, length, pseudo);
  }
}
