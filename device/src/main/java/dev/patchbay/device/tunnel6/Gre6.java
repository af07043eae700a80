package dev.patchbay.device.tunnel6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Erspan;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Icmp6Error;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who takes GRE above IPv6. The module is a class in this one: [Ip6gre] has the same name but for
/// a capital letter.
public final class Gre6 {
  private Gre6() {}

  /// The module of GRE above IPv6: finds the tunnel of what comes.
  public static final class Ip6Gre implements KernelModule, Tunnel6Protocol.Handler {
    private final Ip6gre kind = new Ip6gre();

    public Ip6Gre() {}

    @Override
    public String name() {
      return "ip6_gre";
    }

    @Override
    public List<String> dependencies() {
      return List.of("ip6_tunnel", "gre");
    }

    @Override
    public String path() {
      return "kernel/net/ipv6/ip6_gre.ko";
    }

    @Override
    public int size() {
      return 27428;
    }

    @Override
    public List<String> about() {
      return List.of(
          "alias=netdev-ip6gre0",
          "alias=rtnl-link-ip6erspan",
          "alias=rtnl-link-ip6gretap",
          "alias=rtnl-link-ip6gre",
          "description=GRE over IPv6 tunneling device",
          "author=D. Kozlov (xeb@mail.ru)",
          "license=GPL",
          "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
    }

    @Override
    public void load(Machine machine, Map<String, String> parameters) {
      Tunnel6Protocol.add(machine, IpProtocol.GRE, this);
    }

    @Override
    public void unload(Machine machine) {
      Tunnel6Protocol.remove(machine, IpProtocol.GRE, this);
      for (String name : List.of("ip6gre", "ip6gretap", "ip6erspan")) {
        Links.unregisterAll(machine, name);
      }
    }

    @Override
    public void enter(Netns netns) throws NetlinkException {
      kind.addFallback(netns);
    }

    // ---- packets

    /// `gre_rcv`
    @Override
    public boolean receive(Packet packet, NetDevice device) {
      byte[] bytes = packet.bytes();
      int at = packet.head();
      if (!Gre.fits(bytes, at, packet.tail())) {
        device.netns().world().drop(packet, DropReason.TUNNEL_HDR);
        return true;
      }
      int length = Gre.length(Gre.flags(bytes, at));
      int key = Gre.key(bytes, at);
      if (isErspan(Gre.protocol(bytes, at))) {
        if (!Erspan.fits(bytes, at + length, packet.tail())) {
          device.netns().world().drop(packet, DropReason.TUNNEL_HDR);
          return true;
        }
        key = Erspan.session(bytes, at + length);
        length += Erspan.length(Erspan.version(bytes, at + length));
      }
      int outer = packet.network();
      Ipv6Tunnel tunnel =
          kind.table(device.netns())
              .find(
                  Ipv6.sourceHi(bytes, outer),
                  Ipv6.sourceLo(bytes, outer),
                  Ipv6.destinationHi(bytes, outer),
                  Ipv6.destinationLo(bytes, outer),
                  key,
                  device.index(),
                  holdsFrame(Gre.protocol(bytes, at)));
      if (!(tunnel instanceof Gre6Tunnel gre)) {
        return false;
      }
      gre.accept(packet, key, length);
      return true;
    }

    private static boolean isErspan(int protocol) {
      return protocol == EtherType.ERSPAN || protocol == EtherType.ERSPAN2;
    }

    private static boolean holdsFrame(int protocol) {
      return protocol == EtherType.TEB || isErspan(protocol);
    }

    /// `ip6gre_err`
    @Override
    public boolean failed(Icmp6Error error) {
      Ipv6Tunnel tunnel = find(error);
      if (tunnel == null) {
        return false;
      }
      boolean unreachable =
          error.type() == Icmpv6.UNREACHABLE && error.code() != Icmpv6.PORT_UNREACHABLE;
      boolean expired =
          error.type() == Icmpv6.TIME_EXCEEDED && error.code() == Icmpv6.HOP_LIMIT_EXCEEDED;
      if (unreachable || expired) {
        tunnel.rememberFailure();
      }
      return true;
    }

    private @Nullable Ipv6Tunnel find(Icmp6Error error) {
      byte[] bytes = error.packet().bytes();
      int at = error.payload();
      if (!Gre.fits(bytes, at, error.packet().tail())) {
        return null;
      }
      Ip remote = error.destination();
      Ip local = error.source();
      NetDevice device = error.device();
      return kind.table(device.netns())
          .find(
              remote.hi(),
              remote.lo(),
              local.hi(),
              local.lo(),
              Gre.key(bytes, at),
              device.index(),
              holdsFrame(Gre.protocol(bytes, at)));
    }
  }
}
