package dev.patchbay.core;

/// What a device can do, and how the rest treats it (`netdev_features_t`, `priv_flags`): bits of a
/// `long`.
public final class Features {
  /// It fills in transport checksums, or hands them to a peer that needs none.
  public static final long HW_CSUM = 1L << 0;

  /// It takes packets larger than its MTU with a segment size, and cuts them.
  public static final long TSO = 1L << 1;

  /// It takes a packet whose VLAN tag stands beside the bytes.
  public static final long HW_VLAN_TX = 1L << 2;

  /// It may not be moved to another namespace (`NETIF_F_NETNS_LOCAL`).
  public static final long NETNS_LOCAL = 1L << 3;

  /// It has no queue unless one is asked for (`IFF_NO_QUEUE`).
  public static final long NO_QUEUE = 1L << 4;

  /// Its address may change while it is up (`IFF_LIVE_ADDR_CHANGE`).
  public static final long LIVE_ADDRESS_CHANGE = 1L << 5;

  /// It may not become a bridge's port (`IFF_DONT_BRIDGE`).
  public static final long DONT_BRIDGE = 1L << 6;

  /// Its packets are not sent again by themselves when looped (`NETIF_F_LOOPBACK`).
  public static final long LOOPBACK = 1L << 7;

  /// Cannot be removed by a request: the kernel made it.
  public static final long UNREMOVABLE = 1L << 8;

  /// Its carrier can be held down by a protocol (`protodown`).
  public static final long PROTO_DOWN = 1L << 9;

  /// Its carrier can be set by a request (`ip link set … carrier`).
  public static final long CHANGE_CARRIER = 1L << 10;

  /// Nothing can be above it that tags frames (`NETIF_F_VLAN_CHALLENGED`).
  public static final long VLAN_CHALLENGED = 1L << 11;

  /// It tells unicast addresses apart: no need to take every frame for a second one
  /// (`IFF_UNICAST_FLT`).
  public static final long UNICAST_FILTER = 1L << 12;

  /// Nothing above it may take its frames (`IFF_NO_RX_HANDLER`).
  public static final long NO_RX_HANDLER = 1L << 13;

  /// A request to remove it succeeds and does nothing: its module has put it there.
  public static final long KEPT = 1L << 19;

  /// Addresses inside hold the outer ones (`IFF_ISATAP`, RFC 5214).
  public static final long ISATAP = 1L << 20;

  /// It joins others into one (`IFF_TEAM`, `IFF_MASTER` with `IFF_BONDING`).
  public static final long LAG_MASTER = 1L << 21;

  /// What it receives is joined, where its kind receives in a way that can (`NETIF_F_GRO`).
  public static final long GRO = 1L << 22;

  /// Nobody can give it another address (a kind without `ndo_set_mac_address`).
  public static final long FIXED_ADDRESS = 1L << 23;

  private Features() {}
}
