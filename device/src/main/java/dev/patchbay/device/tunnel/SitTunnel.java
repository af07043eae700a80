package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device that sends IPv6, and IPv4, in IPv4 (net/ipv6/sit.c).
final class SitTunnel extends Ipv4Tunnel {
  /// The largest IPv6 packet with its header, without the outer one.
  private static final int LARGEST = 0xffff + Ipv6.HEADER - Ipv4.HEADER;

  private static final int USUAL_MTU = 1480;

  /// 2002::/16, and `5efe` in the third quarter of an address.
  private static final long SIX_TO_FOUR = 0x2002;

  private static final long ISATAP = 0x0200_5efeL;
  private static final long UNIVERSAL = 0x0200_0000L;

  /// The routers that may send through an ISATAP tunnel (`ip_tunnel_prl`).
  private final List<TunnelSnapshot.Router> routers = new ArrayList<>(0);

  SitTunnel(Netns netns, Sit kind, TunnelParameters parameters) {
    super(netns, kind, kind.table(netns), parameters);
    flags(DeviceFlags.NOARP);
    mtuBounds(Ipv6.MIN_MTU, LARGEST);
    mtu(USUAL_MTU);
    if (parameters.isatap()) {
      features(features() | Features.ISATAP);
    }
  }

  /// It hands on what it receives as it is, whatever is asked of it (`ipip6_rcv`).
  @Override
  protected boolean joinsDecapsulated() {
    return false;
  }

  /// What addresses inside say stays as it was (`ipip6_tunnel_update`).
  @Override
  void update(TunnelParameters changed) {
    super.update(changed.isatap(parameters().isatap()));
  }

  @Override
  public int hardwareType() {
    return ArpHardware.SIT;
  }

  @Override
  protected int tunnelHeader() {
    return 0;
  }

  /// `ipip6_tunnel_bind_dev`
  @Override
  int bind() {
    return Math.max(super.bind(), Ipv6.MIN_MTU);
  }

  @Override
  void boundMtu() {
    mtuBounds(Ipv6.MIN_MTU, LARGEST);
  }

  @Override
  protected void changeMtu(int bytes) {}

  // ---- ISATAP's routers

  List<TunnelSnapshot.Router> routers() {
    return routers;
  }

  TunnelSnapshot.@Nullable Router router(int address) {
    for (TunnelSnapshot.Router router : routers) {
      if (router.address() == address) {
        return router;
      }
    }
    return null;
  }

  /// Adds a router, or with null takes it away.
  void changeRouter(int address, @Nullable Boolean isDefault) throws NetlinkException {
    TunnelSnapshot.Router known = router(address);
    if (isDefault == null) {
      if (known == null) {
        throw new NetlinkException(Errno.ENXIO);
      }
      routers.remove(known);
    } else if (address == 0) {
      throw new NetlinkException(Errno.EINVAL);
    } else if (known != null) {
      throw new NetlinkException(Errno.EEXIST);
    } else {
      routers.add(new TunnelSnapshot.Router(address, isDefault));
    }
  }

  // ---- the way down

  /// `sit_tunnel_xmit`
  @Override
  protected int transmit(Packet packet) {
    Checksum.resolve(packet);
    byte[] bytes = packet.bytes();
    int head = packet.head();
    int protocol = parameters().protocol();
    if (packet.protocol() == EtherType.IPV6 && Ipv6.headerFits(bytes, head, packet.tail())) {
      return encapsulate(packet, head, EtherType.IPV6, IpProtocol.IPV6, packet.length());
    }
    if (packet.protocol() == EtherType.IPV4
        && Ipv4.headerFits(bytes, head, packet.tail())
        && (protocol == 0 || protocol == IpProtocol.IPIP)) {
      return encapsulate(packet, head, EtherType.IPV4, IpProtocol.IPIP, packet.length());
    }
    return TunnelOutput.fail(packet, this, DropReason.TUNNEL_PROTOCOL);
  }

  /// Where the outer packet goes: of ISATAP the next hop says so, of 6to4 the destination.
  @Override
  int remote(Packet packet, int etherType) {
    if (etherType != EtherType.IPV6) {
      return super.remote(packet, etherType);
    }
    if (parameters().isatap()) {
      Route route = (Route) packet.destination();
      long lo = route == null ? 0 : nextHopLo(packet, route);
      return isIsatap(lo) ? (int) lo : 0;
    }
    int own = parameters().remote();
    int embedded = sixToFour(Ipv6.destinationHi(packet.bytes(), packet.network()));
    return own == 0 && embedded != 0 ? embedded : super.remote(packet, etherType);
  }

  private static long nextHopLo(Packet packet, Route route) {
    return route.hasGateway()
        ? route.gatewayLo()
        : Ipv6.destinationLo(packet.bytes(), packet.network());
  }

  private static boolean isIsatap(long lo) {
    return (lo >>> 32 | UNIVERSAL) == ISATAP;
  }

  /// The IPv4 address in one of 6to4, or 0.
  private static int sixToFour(long hi) {
    return hi >>> 48 == SIX_TO_FOUR ? (int) (hi >>> 16) : 0;
  }

  // ---- the way up

  /// Takes what has come for it, if its addresses inside go with those outside.
  void acceptIpv6(Packet packet) {
    if (!Ipv6.headerFits(packet.bytes(), packet.head(), packet.tail())) {
      refuse(packet, DropReason.PKT_TOO_SMALL);
    } else if (isSpoofed(packet)) {
      refuse(packet, DropReason.TUNNEL_SPOOFED);
    } else {
      decapsulate(packet, EtherType.IPV6);
    }
  }

  /// `packet_is_spoofed`
  private boolean isSpoofed(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int from = Ipv4.source(bytes, packet.network());
    if (parameters().isatap()) {
      return router(from) == null && !isFromHost(bytes, at, from);
    }
    if ((flags() & DeviceFlags.POINTOPOINT) != 0) {
      return false;
    }
    int source = sixToFour(Ipv6.sourceHi(bytes, at));
    int destination = sixToFour(Ipv6.destinationHi(bytes, at));
    return (source != 0 && source != from)
        || (destination != 0 && destination != Ipv4.destination(bytes, packet.network()));
  }

  /// Whether a host of the ISATAP link sends it: its address holds the outer one, and is of a
  /// network of the device.
  private boolean isFromHost(byte[] bytes, int at, int from) {
    long lo = Ipv6.sourceLo(bytes, at);
    return isIsatap(lo) && (int) lo == from && isOnLink(this, Ipv6.sourceHi(bytes, at));
  }

  private static boolean isOnLink(NetDevice device, long hi) {
    InetDevice inet = InetDevice.inet6(device);
    if (inet == null) {
      return false;
    }
    for (InterfaceAddress address : inet.addresses()) {
      int length = Math.min(address.prefixLength(), 64);
      if (length == 0 || (address.local().hi() ^ hi) >>> (64 - length) == 0) {
        return true;
      }
    }
    return false;
  }
}
