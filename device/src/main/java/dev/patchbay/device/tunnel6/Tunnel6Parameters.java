package dev.patchbay.device.tunnel6;

import dev.patchbay.device.tunnel.ErspanSettings;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;

/// What a tunnel above IPv6 is told (`__ip6_tnl_parm`): immutable.
///
/// @param link the index of the device that its packets leave by, or 0 for any
/// @param local the outer source, or unspecified
/// @param remote the outer destination, or unspecified for one that depends on the packet
/// @param protocol which packets it takes, an IP protocol; 0 for any it can
/// @param hopLimit the outer hop limit, or 0 for that of the packet inside
/// @param encapLimit how often the packet may be wrapped once more, see [#IGNORE_ENCAP_LIMIT]
/// @param flowInfo the traffic class, shifted by [#CLASS_SHIFT], and the flow label
/// @param flags bits of [#IGNORE_ENCAP_LIMIT] and the others
/// @param keys what GRE is told
/// @param mark the firewall mark of the outer packets' route
/// @param external whether addresses and key come with each packet (`collect_md`)
/// @param erspan what ERSPAN is told
record Tunnel6Parameters(
    int link,
    Ip local,
    Ip remote,
    int protocol,
    int hopLimit,
    int encapLimit,
    int flowInfo,
    int flags,
    Keys keys,
    int mark,
    boolean external,
    ErspanSettings erspan) {
  /// No option says how often the packet may be wrapped (`IP6_TNL_F_IGN_ENCAP_LIMIT`).
  static final int IGNORE_ENCAP_LIMIT = 1;

  /// The outer traffic class is that of the packet inside.
  static final int INHERIT_CLASS = 2;

  /// The outer flow label is that of the packet inside.
  static final int INHERIT_LABEL = 4;

  /// The packet inside takes the outer traffic class over when it arrives.
  static final int COPY_DSCP = 0x10;

  /// The mark of the outer packets' route is that of the packet inside.
  static final int INHERIT_MARK = 0x20;

  /// The other end may be an address of this host.
  static final int ALLOW_LOCAL_REMOTE = 0x40;

  static final int CLASS_SHIFT = 20;
  static final int LABEL = 0xf_ffff;

  /// What GRE is told.
  ///
  /// @param inputFlags which of GRE's [Gre#CHECKSUM], [Gre#KEY] and [Gre#SEQUENCE] must be there
  /// @param outputFlags which of them are sent
  record Keys(int inputFlags, int outputFlags, int input, int output) {
    static final Keys NONE = new Keys(0, 0, 0, 0);

    /// Whether there is the same key both ways.
    boolean isOne() {
      return (inputFlags & outputFlags & Gre.KEY) != 0 && input == output;
    }
  }

  /// Those of the device of every namespace, or of one whose packets bring their addresses.
  static Tunnel6Parameters plain(int protocol, boolean external) {
    return new Tunnel6Parameters(
        0,
        Ip.ANY6,
        Ip.ANY6,
        protocol,
        0,
        0,
        0,
        0,
        Keys.NONE,
        0,
        external,
        external ? ErspanSettings.EXTERNAL : ErspanSettings.NONE);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  int trafficClass() {
    return flowInfo >>> CLASS_SHIFT & 0xff;
  }

  int flowLabel() {
    return flowInfo & LABEL;
  }

  /// The limit that outer packets say, or -1 for none.
  int saidLimit() {
    return has(IGNORE_ENCAP_LIMIT) ? -1 : encapLimit;
  }

  /// Whether packets from and to these addresses can be sent (`IP6_TNL_F_CAP_XMIT`).
  boolean maySend(Ip from, Ip to) {
    return areEnds(from, to) && !from.isMulticast();
  }

  /// Whether packets between these addresses can be received (`IP6_TNL_F_CAP_RCV`).
  boolean mayReceive(Ip from, Ip to) {
    return areEnds(from, to) && !to.isMulticast();
  }

  /// `ip6_tnl_get_cap`
  private boolean areEnds(Ip from, Ip to) {
    boolean onLink = Ipv6.isLinkLocal(from.hi()) || Ipv6.isLinkLocal(to.hi());
    return !from.isUnspecified()
        && !to.isUnspecified()
        && !from.isLoopback()
        && !to.isLoopback()
        && (!onLink || link != 0);
  }

  /// Whether its own ends are there and are no groups.
  boolean isPointToPoint() {
    return maySend(local, remote) && mayReceive(local, remote);
  }
}
