package dev.patchbay.packet;

/// The outer addresses of a packet, and what else its outer headers say (`ip_tunnel_key`): given to
/// it for a tunnel that asks each packet where it goes, or left by the tunnel that it came by.
///
/// @param id the tunnel's identifier: a VXLAN network identifier, a GRE key
/// @param source unspecified for the one that the way suggests
/// @param tos the outer type of service, or traffic class
/// @param ttl the outer TTL, or 0 for the usual one
/// @param label the flow label above IPv6
/// @param sourcePort of what came above UDP, or 0
/// @param destinationPort of UDP, or 0 for that of the tunnel
/// @param flags bits of [#CHECKSUM] and the others
/// @param group the group of VXLAN's group policy, where [#HAS_GROUP] says that there is one
/// @param way whether it is for the way out, and who looks up the other end
public record TunnelKey(
    long id,
    Ip source,
    Ip destination,
    int tos,
    int ttl,
    int label,
    int sourcePort,
    int destinationPort,
    int flags,
    int group,
    Way way)
    implements Packet.TunnelMetadata, LightweightTunnel {

  /// What a key is for.
  public enum Way {
    /// It tells how the packet came.
    CAME,
    /// It tells where the packet goes.
    GOES,
    /// It tells by which tunnel the packet goes, whose own table knows where
    /// (`IP_TUNNEL_INFO_BRIDGE`).
    GOES_BY_TABLE
  }

  /// The outer transport header has a checksum (`TUNNEL_CSUM`).
  public static final int CHECKSUM = 1;

  /// The identifier is sent (`TUNNEL_KEY`).
  public static final int KEY = 4;

  /// Packets are numbered (`TUNNEL_SEQ`).
  public static final int SEQUENCE = 8;

  /// The outer packet may not be cut (`TUNNEL_DONT_FRAGMENT`).
  public static final int DONT_FRAGMENT = 0x100;

  /// There is a group of VXLAN's group policy (`TUNNEL_VXLAN_OPT`).
  public static final int HAS_GROUP = 0x1000;

  /// One that says by which tunnel alone.
  public static TunnelKey of(long id) {
    return new TunnelKey(id, Ip.ANY4, Ip.ANY4, 0, 0, 0, 0, 0, KEY, 0, Way.GOES_BY_TABLE);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Whether the outer header is of IPv6.
  public boolean isIpv6() {
    return destination.isV6();
  }

  /// Whether it is for the way out.
  public boolean isOutgoing() {
    return way != Way.CAME;
  }

  /// The key that an answer goes back by (`iptunnel_metadata_reply`).
  public TunnelKey reply() {
    Ip none = isIpv6() ? Ip.ANY6 : Ip.ANY4;
    return new TunnelKey(id, none, source, 0, 0, 0, 0, 0, flags, 0, Way.GOES);
  }
}
