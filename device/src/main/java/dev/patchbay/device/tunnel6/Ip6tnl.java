package dev.patchbay.device.tunnel6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;

/// A tunnel of IPv6 and IPv4 in IPv6 (RFC 2473, net/ipv6/ip6_tunnel.c).
public final class Ip6tnl extends Tunnel6Kind {
  static final NetnsPart.Key<Tunnel6Table> TABLE = new NetnsPart.Key<>(netns -> new Tunnel6Table());

  private static final int LEAST_MTU = 68;

  @Override
  public String name() {
    return "ip6tnl";
  }

  @Override
  public String module() {
    return "ip6_tunnel";
  }

  @Override
  NetnsPart.Key<Tunnel6Table> tableKey() {
    return TABLE;
  }

  @Override
  Tunnel6Words words() {
    return new Ip6tnlWords();
  }

  @Override
  Ipv6Tunnel make(Netns netns, Tunnel6Parameters parameters) {
    return new Device(netns, this, parameters);
  }

  @Override
  int protocol() {
    return 0;
  }

  @Override
  String fallbackName() {
    return "ip6tnl0";
  }

  @Override
  int fallbackProtocol() {
    return IpProtocol.IPV6;
  }

  @Override
  void change(Ipv6Tunnel tunnel, Tunnel6Parameters changed) throws NetlinkException {
    if (changed.external()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    super.change(tunnel, changed);
  }

  private static final class Device extends Ipv6Tunnel {
    Device(Netns netns, Ip6tnl kind, Tunnel6Parameters parameters) {
      super(netns, kind, kind.table(netns), parameters);
      mtuBounds(LEAST_MTU, LARGEST);
      mtu(Ethernet.MTU - overhead());
    }

    @Override
    public int hardwareType() {
      return ArpHardware.TUNNEL6;
    }

    @Override
    protected int tunnelHeader() {
      return 0;
    }

    /// `ip6_tnl_start_xmit`
    @Override
    protected int transmit(Packet packet) {
      Checksum.resolve(packet);
      int etherType = packet.protocol();
      int carried = carried(packet, etherType);
      int protocol = parameters().protocol();
      if (carried == 0 || (protocol != 0 && protocol != carried)) {
        return fail(packet, DropReason.TUNNEL_PROTOCOL);
      }
      if (!parameters().external()) {
        return encapsulate(packet, packet.head(), etherType, carried);
      }
      TunnelKey key = outgoingKey(packet);
      return key == null
          ? fail(packet, DropReason.TUNNEL_NO_REMOTE)
          : encapsulate(packet, packet.head(), etherType, carried, key);
    }

    /// What the packet is, or 0 for what cannot be sent.
    private int carried(Packet packet, int etherType) {
      byte[] bytes = packet.bytes();
      int head = packet.head();
      if (etherType == EtherType.IPV4 && Ipv4.headerFits(bytes, head, packet.tail())) {
        return IpProtocol.IPIP;
      }
      boolean six = etherType == EtherType.IPV6 && Ipv6.headerFits(bytes, head, packet.tail());
      return six && !isFromOtherEnd(packet) ? IpProtocol.IPV6 : 0;
    }
  }
}
