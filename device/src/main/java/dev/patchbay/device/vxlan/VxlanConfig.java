package dev.patchbay.device.vxlan;

import dev.patchbay.packet.Ip;

/// What a VXLAN device is told (`vxlan_config`): immutable.
///
/// @param network the VNI
/// @param remote the default destination; unspecified where there is none
/// @param local the outer source; unspecified for the one the route suggests
/// @param link the index of the device below, or 0
/// @param ttl the outer TTL, or 0 for the usual one
/// @param tos the outer type of service; 1 for that of the packet inside
/// @param df [#DF_UNSET], [#DF_SET] or [#DF_INHERIT]
/// @param label the flow label above IPv6
/// @param port the port of the other ends and its own
/// @param firstPort of those that packets come from, with `lastPort`; both 0 for the namespace's
///   own
/// @param ageing seconds after which an entry is forgotten, 0 for never
/// @param limit how many entries there may be, 0 for any number
/// @param flags bits of [VxlanFlag]
record VxlanConfig(
    int network,
    Ip remote,
    Ip local,
    int link,
    int ttl,
    int tos,
    int df,
    int label,
    int port,
    int firstPort,
    int lastPort,
    long ageing,
    long limit,
    int flags) {
  static final int DF_UNSET = 0;
  static final int DF_SET = 1;
  static final int DF_INHERIT = 2;

  boolean is(VxlanFlag flag) {
    return flag.in(flags);
  }

  /// Whether its ends are above IPv6.
  boolean isIpv6() {
    return remote.isV6();
  }

  /// Whether the ends are on one link (`VXLAN_F_IPV6_LINKLOCAL`).
  boolean isLinkLocal() {
    return local.isV6() && local.isLinkLocal();
  }
}
