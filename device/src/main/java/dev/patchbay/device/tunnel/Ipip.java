package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.ip.IcmpError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tunnel of IPv4 in IPv4 (RFC 2003, net/ipv4/ipip.c).
public final class Ipip extends TunnelKind implements KernelModule, TunnelProtocol.Handler {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  @Override
  public String name() {
    return "ipip";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  TunnelWords words() {
    return new IptunnelWords(false);
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new Device(netns, this, parameters);
  }

  @Override
  public String fallbackName() {
    return "tunl0";
  }

  @Override
  void check(TunnelParameters parameters) throws NetlinkException {
    int protocol = parameters.protocol();
    if (protocol != 0 && protocol != IpProtocol.IPIP && protocol != IpProtocol.MPLS) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  @Override
  boolean hasFixedEnds() {
    return true;
  }

  // ---- module

  @Override
  public List<String> dependencies() {
    return List.of("ip_tunnel", "tunnel4");
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/ipip.ko";
  }

  @Override
  public int size() {
    return 6706;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=netdev-tunl0",
        "alias=rtnl-link-ipip",
        "license=GPL",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    TunnelProtocol.addFirst(machine, IpProtocol.IPIP, this);
  }

  @Override
  public void unload(Machine machine) {
    TunnelProtocol.remove(machine, IpProtocol.IPIP, this);
    Links.unregisterAll(machine, name());
  }

  @Override
  public void enter(Netns netns) throws NetlinkException {
    addFallback(netns);
  }

  // ---- packets

  /// `ipip_tunnel_rcv`
  @Override
  public boolean receive(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Ipv4Tunnel tunnel = find(device, Ipv4.source(bytes, at), Ipv4.destination(bytes, at));
    if (tunnel == null) {
      return false;
    }
    int protocol = tunnel.parameters().protocol();
    if (protocol != 0 && protocol != IpProtocol.IPIP) {
      device.netns().world().drop(packet, DropReason.TUNNEL_PROTOCOL);
    } else {
      tunnel.decapsulate(packet, EtherType.IPV4);
    }
    return true;
  }

  private @Nullable Ipv4Tunnel find(NetDevice device, int remote, int local) {
    return table(device.netns()).find(remote, local, false, 0, device.index());
  }

  @Override
  public boolean failed(IcmpError error) {
    Ipv4Tunnel tunnel = find(error.device(), error.destination(), error.source());
    if (tunnel != null) {
      tunnel.failed(error);
    }
    return tunnel != null;
  }

  private static final class Device extends Ipv4Tunnel {
    Device(Netns netns, Ipip kind, TunnelParameters parameters) {
      super(netns, kind, kind.table(netns), parameters);
      flags(DeviceFlags.NOARP);
    }

    @Override
    public int hardwareType() {
      return ArpHardware.TUNNEL;
    }

    @Override
    protected int tunnelHeader() {
      return 0;
    }

    /// `ipip_tunnel_xmit`
    @Override
    protected int transmit(Packet packet) {
      Checksum.resolve(packet);
      int protocol = parameters().protocol();
      if (packet.protocol() != EtherType.IPV4
          || (protocol != 0 && protocol != IpProtocol.IPIP)
          || !Ipv4.headerFits(packet.bytes(), packet.head(), packet.tail())) {
        return TunnelOutput.fail(packet, this, DropReason.TUNNEL_PROTOCOL);
      }
      int head = packet.head();
      if (parameters().external()) {
        TunnelKey key = outgoingKey(packet);
        return key == null
            ? TunnelOutput.fail(packet, this, DropReason.TUNNEL_NO_REMOTE)
            : encapsulate(packet, head, EtherType.IPV4, IpProtocol.IPIP, 0, packet.length(), key);
      }
      return encapsulate(packet, head, EtherType.IPV4, IpProtocol.IPIP, packet.length());
    }
  }
}
