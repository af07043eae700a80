package dev.patchbay.device.tunnel;

import dev.patchbay.core.DeviceKind;
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
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module of GRE above IPv4: finds the tunnel of what comes.
public final class IpGre implements KernelModule, TunnelProtocol.Handler {
  private final List<GreKind> kinds = new ArrayList<>(3);

  @Override
  public String name() {
    return "ip_gre";
  }

  @Override
  public List<String> dependencies() {
    return List.of("ip_tunnel", "gre");
  }

  @Override
  public String path() {
    return "kernel/net/ipv4/ip_gre.ko";
  }

  @Override
  public int size() {
    return 19919;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=netdev-erspan0",
        "alias=netdev-gretap0",
        "alias=netdev-gre0",
        "alias=rtnl-link-erspan",
        "alias=rtnl-link-gretap",
        "alias=rtnl-link-gre",
        "license=GPL",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    kinds.clear();
    for (String name : List.of("gre", "gretap", "erspan")) {
      DeviceKind kind = machine.deviceKinds().find(name);
      if (kind instanceof GreKind gre) {
        kinds.add(gre);
      }
    }
    TunnelProtocol.add(machine, IpProtocol.GRE, this);
  }

  @Override
  public void unload(Machine machine) {
    TunnelProtocol.remove(machine, IpProtocol.GRE, this);
    kinds.forEach(kind -> Links.unregisterAll(machine, kind.name()));
  }

  @Override
  public void enter(Netns netns) throws NetlinkException {
    for (GreKind kind : kinds) {
      kind.addFallback(netns);
    }
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
    int ip = packet.network();
    int remote = Ipv4.source(bytes, ip);
    int local = Ipv4.destination(bytes, ip);
    int length = Gre.length(Gre.flags(bytes, at));
    if (isErspan(Gre.protocol(bytes, at))) {
      return receiveErspan(packet, device, remote, local, length);
    }
    GreTunnel tunnel = find(device, bytes, at, remote, local);
    if (tunnel == null) {
      return false;
    }
    tunnel.accept(packet, Gre.key(bytes, at), length);
    return true;
  }

  private static boolean isErspan(int protocol) {
    return protocol == EtherType.ERSPAN || protocol == EtherType.ERSPAN2;
  }

  /// `erspan_rcv`: the session is the key. Without options in GRE's header there is no other.
  private boolean receiveErspan(
      Packet packet, NetDevice device, int remote, int local, int length) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + length;
    boolean bare = length == Gre.HEADER && Gre.protocol(bytes, packet.head()) == EtherType.ERSPAN;
    if (!bare && !Erspan.fits(bytes, at, packet.tail())) {
      device.netns().world().drop(packet, DropReason.TUNNEL_HDR);
      return true;
    }
    int key = bare ? 0 : Erspan.session(bytes, at);
    int header = bare ? 0 : Erspan.length(Erspan.version(bytes, at));
    GreTunnel tunnel =
        (GreTunnel)
            kinds.getLast().table(device.netns()).find(remote, local, !bare, key, device.index());
    if (tunnel == null) {
      return false;
    }
    tunnel.accept(packet, key, length + header);
    return true;
  }

  /// Frames are for tunnels of frames first.
  private @Nullable GreTunnel find(NetDevice device, byte[] bytes, int at, int remote, int local) {
    int protocol = Gre.protocol(bytes, at);
    GreTunnel tunnel =
        protocol == EtherType.TEB ? find(kinds.get(1), device, bytes, at, remote, local) : null;
    return tunnel == null ? find(kinds.getFirst(), device, bytes, at, remote, local) : tunnel;
  }

  private static @Nullable GreTunnel find(
      GreKind kind, NetDevice device, byte[] bytes, int at, int remote, int local) {
    boolean hasKey = (Gre.flags(bytes, at) & Gre.KEY) != 0;
    return (GreTunnel)
        kind.table(device.netns()).find(remote, local, hasKey, Gre.key(bytes, at), device.index());
  }

  /// `ipgre_err`
  @Override
  public boolean failed(IcmpError error) {
    byte[] bytes = error.packet().bytes();
    int at = error.payload();
    if (!Gre.fits(bytes, at, error.packet().tail())) {
      return true;
    }
    GreTunnel tunnel = find(error.device(), bytes, at, error.destination(), error.source());
    boolean impossible = error.type() == Icmp.UNREACHABLE && error.code() == Icmp.PORT_UNREACHABLE;
    if (tunnel != null && !impossible) {
      tunnel.failed(error);
    }
    return tunnel != null;
  }
}
