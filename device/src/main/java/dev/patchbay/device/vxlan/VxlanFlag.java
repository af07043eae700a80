package dev.patchbay.device.vxlan;

/// What is on or off at a VXLAN device (`VXLAN_F_…`), in the order in which changes are refused.
enum VxlanFlag {
  TTL_INHERIT,
  LEARNING,
  PROXY,
  RSC,
  L2MISS,
  L3MISS,
  COLLECT_METADATA,
  /// UDP above IPv4 without checksums: what is asked for is their presence.
  NO_UDP_CSUM,
  UDP_ZERO_CSUM6_TX,
  UDP_ZERO_CSUM6_RX,
  REMCSUM_TX,
  REMCSUM_RX,
  GBP,
  GPE,
  VNIFILTER;

  final int bit = 1 << ordinal();

  /// Those that two devices must have in common to share a socket (`VXLAN_F_RCV_FLAGS`).
  static final int OF_SOCKET =
      GBP.bit
          | GPE.bit
          | UDP_ZERO_CSUM6_RX.bit
          | REMCSUM_RX.bit
          | COLLECT_METADATA.bit
          | VNIFILTER.bit;

  /// Those that GPE goes with (`VXLAN_F_ALLOWED_GPE`).
  static final int BESIDE_GPE =
      GPE.bit
          | UDP_ZERO_CSUM6_TX.bit
          | UDP_ZERO_CSUM6_RX.bit
          | NO_UDP_CSUM.bit
          | COLLECT_METADATA.bit;

  boolean in(int flags) {
    return (flags & bit) != 0;
  }
}
