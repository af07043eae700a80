package dev.patchbay.device.tunnel6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Statistics;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip6.Ip6;
import org.jspecify.annotations.Nullable;

/// How a tunnel above IPv6 is at one moment, as the old request shows it (`SIOCGETTUNNEL`).
///
/// @param name the one that it was made with
/// @param link the device that its packets leave by, or null for any
/// @param statistics what IPv6 has counted
/// @param inputFlags flags of GRE, see [dev.patchbay.packet.Gre]
public record Tunnel6Snapshot(
    String name,
    @Nullable NetDevice link,
    int linkIndex,
    Ip local,
    Ip remote,
    int protocol,
    int hopLimit,
    int encapLimit,
    int flowInfo,
    int flags,
    int inputFlags,
    int outputFlags,
    int inputKey,
    int outputKey,
    Statistics statistics) {

  static Tunnel6Snapshot of(Ipv6Tunnel tunnel) {
    Tunnel6Parameters its = tunnel.parameters();
    Tunnel6Parameters.Keys keys = its.keys();
    return new Tunnel6Snapshot(
        tunnel.firstName(),
        tunnel.linkDevice(),
        its.link(),
        its.local(),
        its.remote(),
        its.protocol(),
        its.hopLimit(),
        its.encapLimit(),
        its.flowInfo(),
        its.flags(),
        keys.inputFlags(),
        keys.outputFlags(),
        keys.input(),
        keys.output(),
        Ip6.statistics(tunnel));
  }

  public int trafficClass() {
    return flowInfo >>> Tunnel6Parameters.CLASS_SHIFT & 0xff;
  }

  public int flowLabel() {
    return flowInfo & Tunnel6Parameters.LABEL;
  }

  /// Whether no option says how often a packet may be wrapped.
  public boolean ignoresEncapLimit() {
    return (flags & Tunnel6Parameters.IGNORE_ENCAP_LIMIT) != 0;
  }

  /// Whether the outer traffic class is that of the packet inside.
  public boolean inheritsClass() {
    return (flags & Tunnel6Parameters.INHERIT_CLASS) != 0;
  }

  /// Whether the outer flow label is that of the packet inside.
  public boolean inheritsLabel() {
    return (flags & Tunnel6Parameters.INHERIT_LABEL) != 0;
  }

  /// Whether the packet inside takes the outer traffic class over.
  public boolean copiesDscp() {
    return (flags & Tunnel6Parameters.COPY_DSCP) != 0;
  }

  /// Whether the other end may be an address of this host.
  public boolean allowsLocalRemote() {
    return (flags & Tunnel6Parameters.ALLOW_LOCAL_REMOTE) != 0;
  }

  /// Whether a list of tunnels that match `wanted` shows this one (`ip6_tnl_parm_match`): what was
  /// not said is not asked for.
  public boolean matches(Tunnel6Request wanted) {
    return isAsked(wanted.link, linkIndex)
        && isAsked(wanted.local, local)
        && isAsked(wanted.remote, remote)
        && (protocol == 0 || isAsked(wanted.protocol, protocol))
        && isAsked(wanted.encapLimit, encapLimit)
        && isAsked(wanted.hopLimit, hopLimit)
        && isAsked(wanted.trafficClass, trafficClass())
        && isAsked(wanted.flowLabel, flowLabel())
        && wanted.matches(flags);
  }

  private static boolean isAsked(@Nullable Integer asked, int value) {
    return asked == null || asked == 0 || asked == value;
  }

  private static boolean isAsked(@Nullable Ip asked, Ip value) {
    return asked == null || asked.isUnspecified() || asked.equals(value);
  }
}
