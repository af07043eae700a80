package dev.patchbay.device.tunnel;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Udp;
import org.jspecify.annotations.Nullable;

/// How packets have come by a tunnel, for whoever asks them (`ip_tun_rx_dst`): packets that have
/// come the same way have the same key, so that a flow makes none a packet.
public final class RecentKey {
  private @Nullable TunnelKey recent;

  public RecentKey() {}

  /// Of a packet whose outer header is its network header, and whose UDP header is at `udp`.
  public TunnelKey ofUdp(Packet packet, int udp, long id, int flags, int group) {
    byte[] bytes = packet.bytes();
    int all = flags | (Udp.checksum(bytes, udp) == 0 ? 0 : TunnelKey.CHECKSUM);
    int from = Udp.sourcePort(bytes, udp);
    return of(packet, id, all, group, from, Udp.destinationPort(bytes, udp));
  }

  /// Of a packet whose outer header is its network header.
  public TunnelKey of(Packet packet, long id, int flags) {
    return of(packet, id, flags, 0, 0, 0);
  }

  private TunnelKey of(Packet packet, long id, int flags, int group, int fromPort, int toPort) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    boolean six = Ipv4.version(bytes, at) == 6;
    int tos = six ? Ipv6.trafficClass(bytes, at) : Ipv4.tos(bytes, at);
    int ttl = six ? Ipv6.hopLimit(bytes, at) : Ipv4.ttl(bytes, at);
    TunnelKey known = recent;
    if (known != null
        && known.id() == id
        && known.flags() == flags
        && known.group() == group
        && known.tos() == tos
        && known.ttl() == ttl
        && known.sourcePort() == fromPort
        && known.destinationPort() == toPort
        && known.isIpv6() == six
        && isBetween(known, bytes, at, six)) {
      return known;
    }
    Ip from = six ? source6(bytes, at) : Ip.v4(Ipv4.source(bytes, at));
    Ip to = six ? destination6(bytes, at) : Ip.v4(Ipv4.destination(bytes, at));
    TunnelKey key =
        new TunnelKey(
            id, from, to, tos, ttl, 0, fromPort, toPort, flags, group, TunnelKey.Way.CAME);
    recent = key;
    return key;
  }

  private static boolean isBetween(TunnelKey key, byte[] bytes, int at, boolean six) {
    Ip from = key.source();
    Ip to = key.destination();
    return six
        ? from.hi() == Ipv6.sourceHi(bytes, at)
            && from.lo() == Ipv6.sourceLo(bytes, at)
            && to.hi() == Ipv6.destinationHi(bytes, at)
            && to.lo() == Ipv6.destinationLo(bytes, at)
        : from.hi() == Ip.hi(Ipv4.source(bytes, at))
            && to.hi() == Ip.hi(Ipv4.destination(bytes, at));
  }

  private static Ip source6(byte[] bytes, int at) {
    return Ip.v6(Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at));
  }

  private static Ip destination6(byte[] bytes, int at) {
    return Ip.v6(Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at));
  }
}
