package dev.patchbay.device.tunnel;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tunnel of IPv6 in IPv4 (RFC 4213, net/ipv6/sit.c), with the addresses of 6to4 (RFC 3056) and
/// ISATAP (RFC 5214); and of IPv4.
public final class Sit extends TunnelKind implements KernelModule {
  private static final NetnsPart.Key<TunnelTable> TABLE =
      new NetnsPart.Key<>(netns -> new TunnelTable());

  private static final int FALLBACK_TTL = 64;

  private final Carried ipv6 = new Carried(IpProtocol.IPV6);
  private final Carried ipv4 = new Carried(IpProtocol.IPIP);

  @Override
  public String name() {
    return "sit";
  }

  @Override
  NetnsPart.Key<TunnelTable> tableKey() {
    return TABLE;
  }

  @Override
  TunnelWords words() {
    return new IptunnelWords(true);
  }

  @Override
  Ipv4Tunnel make(Netns netns, TunnelParameters parameters) {
    return new SitTunnel(netns, this, parameters);
  }

  @Override
  public String fallbackName() {
    return "sit0";
  }

  @Override
  TunnelParameters fallbackDefaults() {
    return TunnelParameters.plain(IpProtocol.IPV6, FALLBACK_TTL, false);
  }

  /// The kernel knows of no tunnel of this kind whose packets bring their addresses: what is left
  /// is one without any.
  @Override
  TunnelParameters asked(TunnelRequest words, TunnelParameters before) {
    TunnelParameters asked = words.over(before);
    return asked.external() ? defaults() : asked;
  }

  @Override
  void check(TunnelParameters parameters) throws NetlinkException {
    switch (parameters.protocol()) {
      case 0, IpProtocol.IPV6, IpProtocol.IPIP, IpProtocol.MPLS -> {}
      default -> throw new NetlinkException(Errno.EINVAL);
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
    return "kernel/net/ipv6/sit.ko";
  }

  @Override
  public int size() {
    return 17706;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=netdev-sit0",
        "alias=rtnl-link-sit",
        "license=GPL",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    TunnelProtocol.add(machine, IpProtocol.IPV6, ipv6);
    TunnelProtocol.add(machine, IpProtocol.IPIP, ipv4);
  }

  @Override
  public void unload(Machine machine) {
    TunnelProtocol.remove(machine, IpProtocol.IPV6, ipv6);
    TunnelProtocol.remove(machine, IpProtocol.IPIP, ipv4);
    Links.unregisterAll(machine, name());
  }

  @Override
  public void enter(Netns netns) throws NetlinkException {
    addFallback(netns);
  }

  /// What handles one of the protocols that it carries.
  private final class Carried implements TunnelProtocol.Handler {
    private final int protocol;

    Carried(int protocol) {
      this.protocol = protocol;
    }

    private @Nullable SitTunnel find(NetDevice device, int remote, int local) {
      return (SitTunnel) table(device.netns()).find(remote, local, false, 0, device.index());
    }

    /// `ipip6_rcv`, `sit_tunnel_rcv`
    @Override
    public boolean receive(Packet packet, NetDevice device) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      SitTunnel tunnel = find(device, Ipv4.source(bytes, at), Ipv4.destination(bytes, at));
      if (tunnel == null) {
        return false;
      }
      int its = tunnel.parameters().protocol();
      if (its != 0 && its != protocol) {
        device.netns().world().drop(packet, DropReason.TUNNEL_PROTOCOL);
      } else if (protocol == IpProtocol.IPV6) {
        tunnel.acceptIpv6(packet);
      } else {
        tunnel.decapsulate(packet, EtherType.IPV4);
      }
      return true;
    }

    @Override
    public boolean failed(IcmpError error) {
      SitTunnel tunnel = find(error.device(), error.destination(), error.source());
      if (tunnel != null && !isPassedOn(error)) {
        tunnel.failed(error);
      }
      return tunnel != null;
    }

    /// Whether enough is quoted of the IPv6 packet inside that the kernel passes the error on
    /// (`ip6_err_gen_icmpv6_unreach`) and forgets it. What it passes on comes from an IPv4 address
    /// in IPv6's form, and such packets are dropped where they arrive: none is made here.
    private boolean isPassedOn(IcmpError error) {
      int inside = error.packet().tail() - error.payload();
      boolean unreachable =
          error.type() == Icmp.UNREACHABLE && error.code() != Icmp.SOURCE_ROUTE_FAILED;
      boolean expired =
          error.type() == Icmp.TIME_EXCEEDED && error.code() != Icmp.REASSEMBLY_TIME_EXCEEDED;
      return protocol == IpProtocol.IPV6
          && !error.isFragmentationNeeded()
          && (unreachable || expired)
          && inside >= Ipv6.HEADER + Icmp.HEADER;
    }
  }
}
