package dev.patchbay.device.team;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.packet.VlanTag;
import org.jspecify.annotations.Nullable;

/// Which parts of a frame decide by which port it goes: a set of bits. The hash is all their bytes
/// joined by exclusive or, as of the BPF program that `teamd` gives the kernel.
public final class TransmitHash {
  private static final int ETH = 1;
  private static final int VLAN = 2;
  private static final int IPV4 = 4;
  private static final int IPV6 = 8;
  private static final int TCP = 16;
  private static final int UDP = 32;
  private static final int SCTP = 64;

  /// No part: every frame goes by the same port.
  public static final TransmitHash NONE = new TransmitHash(0);

  private final int parts;

  private TransmitHash(int parts) {
    this.parts = parts;
  }

  /// This one and the part of the name (`eth`, `l4`), or null when no part is called so.
  public @Nullable TransmitHash with(String part) {
    int more =
        switch (part) {
          case "eth" -> ETH;
          case "vlan" -> VLAN;
          case "ipv4" -> IPV4;
          case "ipv6" -> IPV6;
          case "ip", "l3" -> IPV4 | IPV6;
          case "tcp" -> TCP;
          case "udp" -> UDP;
          case "sctp" -> SCTP;
          case "l4" -> TCP | UDP | SCTP;
          default -> 0;
        };
    return more == 0 ? null : new TransmitHash(parts | more);
  }

  /// The hash of a frame whose link header is at the head, 0 to 255. One that is shorter than its
  /// headers say has 0.
  int of(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int tail = packet.tail();
    if (tail - at < Ethernet.HEADER) {
      return 0;
    }
    int hash = (parts & ETH) == 0 ? 0 : ethernet(bytes, at);
    int type = Ethernet.type(bytes, at);
    int network = at + Ethernet.HEADER;
    if (type == EtherType.VLAN) {
      if (tail - network < VlanTag.HEADER) {
        return 0;
      }
      hash ^= vlan(VlanTag.id(VlanTag.tci(bytes, network)));
      type = VlanTag.type(bytes, network);
      network += VlanTag.HEADER;
    } else if (packet.vlan() != Packet.NO_VLAN) {
      hash ^= vlan(packet.vlan());
    }
    return switch (type) {
      case EtherType.IPV4 -> ipv4(bytes, network, tail, hash);
      case EtherType.IPV6 -> ipv6(bytes, network, tail, hash);
      default -> hash;
    };
  }

  private int vlan(int tci) {
    return (parts & VLAN) == 0 ? 0 : (tci >> 8 ^ tci) & 0xff;
  }

  private int ipv4(byte[] bytes, int at, int tail, int before) {
    if (tail - at < Ipv4.HEADER) {
      return 0;
    }
    int hash = (parts & IPV4) == 0 ? before : before ^ fold(Ipv4.addresses(bytes, at));
    return Ipv4.fragmentOffset(bytes, at) != 0 || !hashes(Ipv4.protocol(bytes, at))
        ? hash
        : ports(bytes, at + Ipv4.headerLength(bytes, at), tail, hash);
  }

  private int ipv6(byte[] bytes, int at, int tail, int before) {
    if (tail - at < Ipv6.HEADER) {
      return 0;
    }
    int hash = (parts & IPV6) == 0 ? before : before ^ addresses6(bytes, at);
    return hashes(Ipv6.nextHeader(bytes, at)) ? ports(bytes, at + Ipv6.HEADER, tail, hash) : hash;
  }

  private boolean hashes(int protocol) {
    int part =
        switch (protocol) {
          case IpProtocol.TCP -> TCP;
          case IpProtocol.UDP -> UDP;
          case IpProtocol.SCTP -> SCTP;
          default -> 0;
        };
    return (parts & part) != 0;
  }

  private static int ports(byte[] bytes, int at, int tail, int hash) {
    return tail - at < 4 ? 0 : hash ^ fold(Udp.ports(bytes, at) & 0xffff_ffffL);
  }

  private static int ethernet(byte[] bytes, int at) {
    return fold(Ethernet.destination(bytes, at) ^ Ethernet.source(bytes, at));
  }

  private static int addresses6(byte[] bytes, int at) {
    long source = Ipv6.sourceHi(bytes, at) ^ Ipv6.sourceLo(bytes, at);
    return fold(source ^ Ipv6.destinationHi(bytes, at) ^ Ipv6.destinationLo(bytes, at));
  }

  /// All eight bytes joined by exclusive or.
  private static int fold(long bytes) {
    long half = bytes ^ bytes >>> 32;
    long quarter = half ^ half >>> 16;
    return (int) (quarter ^ quarter >>> 8) & 0xff;
  }
}
