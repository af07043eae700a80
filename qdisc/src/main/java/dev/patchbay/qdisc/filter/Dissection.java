package dev.patchbay.qdisc.filter;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.VlanTag;
import org.jspecify.annotations.Nullable;

/// Where the headers of a packet are (`flow_dissector`): found once for all filters that ask.
final class Dissection {
  /// A header that the packet does not have.
  static final int NONE = -1;

  private static final int IPV6_LENGTH = 40;
  private static final int ARP_LENGTH = 28;
  private static final int FRAGMENT_OFFSET = 0x1fff;
  private static final int MORE_FRAGMENTS = 0x2000;

  int link;
  int network;
  int transport;

  /// The EtherType of the network header, behind all tags.
  int etherType;

  int protocol;
  int vlan;
  int vlanProtocol;
  int innerVlan;

  /// How many tags it has.
  int vlans;

  boolean fragment;
  boolean firstFragment;
  int end;

  /// How the packet has come by a tunnel, or null.
  @Nullable TunnelKey tunnel;

  /// The connection it belongs to, or null, and what it is to that.
  @Nullable Connection tracked;

  private int trackedInfo;

  /// Looks at a packet. At ingress the link header has been pulled.
  void read(Packet packet, boolean atIngress) {
    byte[] bytes = packet.bytes();
    end = packet.tail();
    tunnel = packet.tunnel() instanceof TunnelKey key ? key : null;
    tracked = Connection.of(packet);
    trackedInfo = packet.connectionInfo();
    link = atIngress ? packet.link() : packet.head();
    network = packet.network();
    transport = NONE;
    protocol = NONE;
    fragment = false;
    firstFragment = false;
    etherType = packet.protocol();
    vlan = packet.vlan();
    vlanProtocol = packet.vlan() == Packet.NO_VLAN ? 0 : packet.vlanProtocol();
    innerVlan = Packet.NO_VLAN;
    vlans = vlan == Packet.NO_VLAN ? 0 : 1;
    skipTags(bytes);
    if (network == Packet.UNSET) {
      network = NONE;
    } else if (etherType == EtherType.IPV4 && network + Ipv4.HEADER <= end) {
      readIpv4(bytes);
    } else if (etherType == EtherType.IPV6 && network + IPV6_LENGTH <= end) {
      protocol = bytes[network + 6] & 0xff;
      transport = network + IPV6_LENGTH;
    } else if (!isShown(etherType)) {
      network = NONE;
    }
  }

  /// What the packet is to its connection, in bits of [TrackedWords] (`skb_flow_dissect_ct`).
  int trackedState() {
    if (tracked == null) {
      return 0;
    }
    int reply = trackedInfo >= Connection.INFO_REPLY ? TrackedWords.REPLY : 0;
    int state =
        switch (trackedInfo % Connection.INFO_REPLY) {
          case Connection.INFO_ESTABLISHED -> TrackedWords.ESTABLISHED;
          case Connection.INFO_RELATED -> TrackedWords.RELATED;
          default -> TrackedWords.NEW;
        };
    return TrackedWords.TRACKED | state | reply;
  }

  /// Whether filters look into what such a frame carries.
  private boolean isShown(int type) {
    return switch (type) {
      case EtherType.ARP -> network + ARP_LENGTH <= end;
      case EtherType.MPLS, EtherType.MPLS_MULTICAST -> true;
      default -> false;
    };
  }

  /// The entry of the label stack at that depth, from 1 on; 0 where the stack ends before.
  int entry(byte[] bytes, int depth) {
    int at = network;
    for (int i = 1; at >= 0 && at + Mpls.ENTRY <= end; i++, at += Mpls.ENTRY) {
      int entry = Mpls.entry(bytes, at);
      if (i == depth) {
        return entry;
      }
      if (Mpls.isBottom(entry)) {
        return 0;
      }
    }
    return 0;
  }

  /// Tags that are still in the bytes.
  private void skipTags(byte[] bytes) {
    while (EtherType.isVlan(etherType) && network != Packet.UNSET && network + 4 <= end) {
      int tag = half(bytes, network);
      if (vlan == Packet.NO_VLAN) {
        vlan = tag;
        vlanProtocol = etherType;
      } else if (innerVlan == Packet.NO_VLAN) {
        innerVlan = tag;
      }
      vlans++;
      etherType = half(bytes, network + 2);
      network += VlanTag.HEADER;
    }
  }

  private void readIpv4(byte[] bytes) {
    protocol = bytes[network + 9] & 0xff;
    int offset = half(bytes, network + 6);
    fragment = (offset & (FRAGMENT_OFFSET | MORE_FRAGMENTS)) != 0;
    firstFragment = fragment && (offset & FRAGMENT_OFFSET) == 0;
    if (!fragment || firstFragment) {
      transport = network + (bytes[network] & 0xf) * 4;
    }
  }

  boolean hasPorts() {
    return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == 132;
  }

  static int half(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
