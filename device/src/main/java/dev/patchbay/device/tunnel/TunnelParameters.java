package dev.patchbay.device.tunnel;

import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ipv4;

/// What a tunnel above IPv4 is told (`ip_tunnel_parm`): immutable.
///
/// @param link the index of the device that its packets leave by, or 0 for any
/// @param local the outer source, or 0 for the one the route suggests
/// @param remote the outer destination, or 0 for one that depends on the packet
/// @param protocol which packets it takes, an IP protocol; 0 for any it can
/// @param ttl the outer TTL, or 0 for that of the packet inside
/// @param tos the outer type of service; with bit 0, that of the packet inside
/// @param pmtudisc whether outer packets may not be cut
/// @param inputFlags which of GRE's [Gre#CHECKSUM], [Gre#KEY] and [Gre#SEQUENCE] must be there
/// @param outputFlags which of them are sent
/// @param ignoreDf whether the packet inside has no say in whether the outer one may be cut
/// @param mark the firewall mark of the outer packets' route
/// @param external whether addresses and key come with each packet (`collect_md`)
/// @param isatap whether addresses inside hold the outer ones (RFC 5214)
/// @param erspan what ERSPAN is told
record TunnelParameters(
    int link,
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
    boolean ignoreDf,
    int mark,
    boolean external,
    boolean isatap,
    ErspanSettings erspan) {
  /// Bit of [#tos]: as the packet inside.
  static final int INHERIT_TOS = 1;

  /// Those of which nothing is said.
  static TunnelParameters plain(int protocol, int ttl, boolean pmtudisc) {
    return new TunnelParameters(
        0,
        0,
        0,
        protocol,
        ttl,
        0,
        pmtudisc,
        0,
        0,
        0,
        0,
        false,
        0,
        false,
        false,
        ErspanSettings.NONE);
  }

  /// Those of a tunnel whose packets bring their addresses.
  static TunnelParameters external(int protocol) {
    return new TunnelParameters(
        0, 0, 0, protocol, 0, 0, true, 0, 0, 0, 0, false, 0, true, false, ErspanSettings.NONE);
  }

  /// The same for packets that bring their addresses.
  TunnelParameters asExternal() {
    return with(protocol, outputFlags, true, isatap);
  }

  /// The same for addresses that hold the outer ones, or do not.
  TunnelParameters isatap(boolean holds) {
    return with(protocol, outputFlags, external, holds);
  }

  /// The same for packets of another protocol.
  TunnelParameters protocol(int other) {
    return with(other, outputFlags, external, isatap);
  }

  /// The same with other flags of what is sent.
  TunnelParameters outputFlags(int other) {
    return with(protocol, other, external, isatap);
  }

  private TunnelParameters with(
      int newProtocol, int newOutputFlags, boolean newExternal, boolean newIsatap) {
    return new TunnelParameters(
        link,
        local,
        remote,
        newProtocol,
        ttl,
        tos,
        pmtudisc,
        inputFlags,
        newOutputFlags,
        inputKey,
        outputKey,
        ignoreDf,
        mark,
        newExternal,
        newIsatap,
        erspan);
  }

  /// Whether packets with this key, or without one, are for the tunnel (`ip_tunnel_key_match`).
  boolean takesKey(boolean hasKey, int key) {
    return (inputFlags & Gre.KEY) != 0 ? hasKey && key == inputKey : !hasKey;
  }

  /// Whether everybody in a group is at the other end.
  boolean isMulticast() {
    return Ipv4.isMulticast(remote);
  }
}
