package dev.patchbay.device.tunnel6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Icmp6Error;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module of tunnels of packets in IPv6: finds the tunnel of what comes, and passes on what
/// routers on the way say of it.
public final class Ip6Tunnel implements KernelModule {
  private final Ip6tnl kind = new Ip6tnl();
  private final Carried ipv6 = new Carried(IpProtocol.IPV6, EtherType.IPV6);
  private final Carried ipv4 = new Carried(IpProtocol.IPIP, EtherType.IPV4);

  @Override
  public String name() {
    return "ip6_tunnel";
  }

  @Override
  public List<String> dependencies() {
    return List.of("tunnel6");
  }

  @Override
  public String path() {
    return "kernel/net/ipv6/ip6_tunnel.ko";
  }

  @Override
  public int size() {
    return 24999;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=netdev-ip6tnl0",
        "alias=rtnl-link-ip6tnl",
        "license=GPL",
        "description=IPv6 tunneling device",
        "author=Ville Nuorvala",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    Tunnel6Protocol.add(machine, IpProtocol.IPV6, ipv6);
    Tunnel6Protocol.add(machine, IpProtocol.IPIP, ipv4);
  }

  @Override
  public void unload(Machine machine) {
    Tunnel6Protocol.remove(machine, IpProtocol.IPV6, ipv6);
    Tunnel6Protocol.remove(machine, IpProtocol.IPIP, ipv4);
    Links.unregisterAll(machine, kind.name());
  }

  @Override
  public void enter(Netns netns) throws NetlinkException {
    kind.addFallback(netns);
  }

  /// What handles one of the protocols that it carries.
  private final class Carried implements Tunnel6Protocol.Handler {
    private final int protocol;
    private final int etherType;

    Carried(int protocol, int etherType) {
      this.protocol = protocol;
      this.etherType = etherType;
    }

    private boolean takes(Ipv6Tunnel tunnel) {
      int its = tunnel.parameters().protocol();
      return its == 0 || its == protocol;
    }

    /// `ipxip6_rcv`
    @Override
    public boolean receive(Packet packet, NetDevice device) {
      byte[] bytes = packet.bytes();
      int outer = packet.network();
      Ipv6Tunnel tunnel =
          kind.table(device.netns())
              .find(
                  Ipv6.sourceHi(bytes, outer),
                  Ipv6.sourceLo(bytes, outer),
                  Ipv6.destinationHi(bytes, outer),
                  Ipv6.destinationLo(bytes, outer),
                  0,
                  device.index(),
                  false);
      if (tunnel == null) {
        return false;
      }
      if (takes(tunnel) && tunnel.mayReceive(packet)) {
        tunnel.decapsulate(packet, etherType, 0, 0);
      } else {
        device.netns().world().drop(packet, DropReason.TUNNEL_PROTOCOL);
      }
      return true;
    }

    /// `ip4ip6_err`, `ip6ip6_err`
    @Override
    public boolean failed(Icmp6Error error) {
      Ipv6Tunnel tunnel = find(error);
      if (tunnel == null || !takes(tunnel)) {
        return false;
      }
      int mtu = Math.max(error.info() - error.quotedHeaders(), Ipv6.MIN_MTU);
      switch (error.type()) {
        case Icmpv6.UNREACHABLE -> pass(error, tunnel, 0);
        case Icmpv6.TIME_EXCEEDED -> {
          if (error.code() == Icmpv6.HOP_LIMIT_EXCEEDED) {
            pass(error, tunnel, 0);
          }
        }
        case Icmpv6.PACKET_TOO_BIG -> {
          if (error.quotedLength() > mtu) {
            pass(error, tunnel, mtu);
          }
        }
        case Icmpv6.PARAMETER_PROBLEM -> {
          if (error.code() == Icmpv6.ERRONEOUS_FIELD && isAboutLimit(error)) {
            pass(error, tunnel, 0);
          }
        }
        default -> {
          // What else can be wrong is wrong with the outer packet alone.
        }
      }
      return true;
    }

    /// Whether the packet could not be wrapped once more.
    private static boolean isAboutLimit(Icmp6Error error) {
      byte[] bytes = error.packet().bytes();
      int quoted = error.payload() - error.quotedHeaders();
      int option = EncapLimit.find(bytes, quoted, error.packet().tail());
      return option >= 0
          && option - quoted + EncapLimit.VALUE == error.info()
          && EncapLimit.value(bytes, option) == 0;
    }

    private @Nullable Ipv6Tunnel find(Icmp6Error error) {
      Ip remote = error.destination();
      Ip local = error.source();
      NetDevice device = error.device();
      return kind.table(device.netns())
          .find(remote.hi(), remote.lo(), local.hi(), local.lo(), 0, device.index(), false);
    }

    /// Tells the sender of the packet inside: that its destination cannot be reached, or, with an
    /// MTU, that it is too large.
    private void pass(Icmp6Error error, Ipv6Tunnel tunnel, int mtu) {
      Packet inside = error.inside(leastHeader());
      if (inside == null) {
        return;
      }
      inside.protocol(etherType);
      if (etherType == EtherType.IPV4) {
        tunnel.pass4(inside, mtu);
      } else if (mtu == 0) {
        tunnel.tell6(inside, Icmpv6.UNREACHABLE, Icmpv6.ADDRESS_UNREACHABLE, 0);
      } else {
        tunnel.tell6(inside, Icmpv6.PACKET_TOO_BIG, 0, mtu);
      }
      error.device().netns().world().consume(inside);
    }

    private int leastHeader() {
      return etherType == EtherType.IPV4 ? Ipv4.HEADER : Ipv6.HEADER;
    }
  }
}
