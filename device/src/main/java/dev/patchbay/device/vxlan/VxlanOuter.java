package dev.patchbay.device.vxlan;

import dev.patchbay.device.tunnel.RecentWay;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Vxlan;
import org.jspecify.annotations.Nullable;

/// What the headers before a frame are to say: by an entry of the forwarding database and the
/// device's settings, or by the key that the frame brings (`vxlan_xmit_one`). One a device, filled
/// in anew for each frame.
final class VxlanOuter {
  Ip destination = Ip.ANY4;
  Ip source = Ip.ANY4;

  /// The index of the device that it leaves by, or 0.
  int link;

  int network;
  int port;
  int tos;

  /// The type of service, or traffic class, of what is inside; 0 where there is none.
  int inner;

  int ttl;
  int label;
  boolean dontFragment;

  /// Whether UDP has a checksum.
  boolean checksum;

  /// The bits of the group policy, or 0.
  int group;

  /// Whether the destination's being in the same namespace makes the wrapping needless.
  boolean mayBypass;

  /// How the way was found last time, or null.
  @Nullable RecentWay way;

  /// As an entry and the settings say. The network header of the packet is that of the frame's
  /// content, which is of the EtherType, or of none that can be read.
  void take(VxlanConfig config, VxlanRemote remote, int ownNetwork, Packet packet, int etherType) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    destination = remote.address;
    source = config.local();
    link = remote.link;
    network = remote.network == 0 ? ownNetwork : remote.network;
    port = remote.port == 0 ? config.port() : remote.port;
    inner = inner(packet, etherType);
    tos = config.tos() == 1 ? inner : config.tos();
    ttl = config.is(VxlanFlag.TTL_INHERIT) ? ttl(bytes, at, etherType) : config.ttl();
    label = config.label();
    dontFragment = dontFragment(config, bytes, at, etherType);
    checksum =
        destination.isV6()
            ? !config.is(VxlanFlag.UDP_ZERO_CSUM6_TX)
            : !config.is(VxlanFlag.NO_UDP_CSUM);
    group = config.is(VxlanFlag.GBP) ? groupBits(packet.mark()) : 0;
    mayBypass = true;
    way = tos == 0 && packet.mark() == 0 ? remote.way : null;
  }

  /// As the key says that the packet brings.
  void take(VxlanConfig config, TunnelKey key, Packet packet, int etherType) {
    destination = key.destination();
    source = key.source();
    link = 0;
    network = (int) key.id() & (Vxlan.NETWORKS - 1);
    port = key.destinationPort() == 0 ? config.port() : key.destinationPort();
    inner = inner(packet, etherType);
    tos = key.tos();
    ttl = key.ttl();
    label = key.label();
    dontFragment = key.has(TunnelKey.DONT_FRAGMENT);
    checksum = key.has(TunnelKey.CHECKSUM);
    int bits = key.has(TunnelKey.HAS_GROUP) ? key.group() : packet.mark();
    group = config.is(VxlanFlag.GBP) ? groupBits(bits) : 0;
    mayBypass = false;
    way = null;
  }

  private static int inner(Packet packet, int etherType) {
    return etherType == 0 ? 0 : Ecn.read(packet.bytes(), packet.network(), etherType);
  }

  private static int groupBits(int bits) {
    return bits == 0 ? 0 : Vxlan.HAS_GROUP | (bits & Vxlan.GROUP_BITS);
  }

  private static int ttl(byte[] bytes, int inner, int etherType) {
    return switch (etherType) {
      case EtherType.IPV4 -> Ipv4.ttl(bytes, inner);
      case EtherType.IPV6 -> Ipv6.hopLimit(bytes, inner);
      default -> 0;
    };
  }

  private static boolean dontFragment(VxlanConfig config, byte[] bytes, int inner, int etherType) {
    return switch (config.df()) {
      case VxlanConfig.DF_SET -> true;
      case VxlanConfig.DF_INHERIT ->
          etherType == EtherType.IPV6
              || (etherType == EtherType.IPV4 && Ipv4.dontFragment(bytes, inner));
      default -> false;
    };
  }
}
