package dev.patchbay.device.tunnel;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Statistics;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a tunnel above IPv4 is at one moment, as the old request shows it (`SIOCGETTUNNEL`).
///
/// @param name the one that it was made with
/// @param link the device that its packets leave by, or null for any
/// @param inputFlags flags of GRE, see [dev.patchbay.packet.Gre]
/// @param routers those of an ISATAP link, newest first
public record TunnelSnapshot(
    String name,
    @Nullable NetDevice link,
    int linkIndex,
    int local,
    int remote,
    int protocol,
    int ttl,
    int tos,
    boolean pmtudisc,
    int inputFlags,
    int outputFlags,
    int inputKey,
    int outputKey,
    boolean isatap,
    List<Router> routers,
    Statistics statistics) {

  /// A router of an ISATAP link.
  public record Router(int address, boolean isDefault) {}

  static TunnelSnapshot of(Ipv4Tunnel tunnel, TunnelKind kind) {
    TunnelParameters its = tunnel.parameters();
    List<Router> routers =
        tunnel instanceof SitTunnel sit && its.isatap() && its.protocol() == IpProtocol.IPV6
            ? sit.routers().reversed()
            : List.of();
    return new TunnelSnapshot(
        tunnel.firstName(),
        tunnel.linkDevice(),
        its.link(),
        its.local(),
        its.remote(),
        its.protocol(),
        its.ttl(),
        its.tos(),
        its.pmtudisc(),
        kind.keyFlags(its.inputFlags()),
        kind.keyFlags(its.outputFlags()),
        its.inputKey(),
        its.outputKey(),
        its.isatap(),
        List.copyOf(routers),
        tunnel.statistics());
  }
}
