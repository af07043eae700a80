package dev.patchbay.core;

/// What a device does in the place of the layers above, and what it has been asked to do
/// (`features`, `hw_features`, `wanted_features`). Sets are bits of [Offload].
///
/// @param active what it does
/// @param changeable what `ethtool -K` may change
/// @param wanted what it would do if it could
public record Offloads(long active, long changeable, long wanted) {
  /// What the kernel does for every device and can leave be (`NETIF_F_SOFT_FEATURES`).
  public static final long SOFT = Offload.set(Offload.TX_GENERIC_SEGMENTATION, Offload.RX_GRO);

  /// What the kernel can do for every device and does not unless told.
  public static final long SOFT_OFF =
      Offload.set(Offload.RX_GRO_LIST, Offload.RX_UDP_GRO_FORWARDING);

  /// TCP cut by the device.
  public static final long TCP_SEGMENTATION =
      Offload.set(
          Offload.TX_TCP_SEGMENTATION,
          Offload.TX_TCP_ECN_SEGMENTATION,
          Offload.TX_TCP_MANGLEID_SEGMENTATION,
          Offload.TX_TCP6_SEGMENTATION);

  /// Packets in tunnels cut by the device.
  public static final long TUNNEL_SEGMENTATION =
      Offload.range(Offload.TX_GRE_SEGMENTATION, Offload.TX_UDP_TNL_CSUM_SEGMENTATION);

  /// Packets of several pieces.
  public static final long PIECES =
      Offload.set(Offload.TX_SCATTER_GATHER, Offload.TX_SCATTER_GATHER_FRAGLIST);

  /// A device that does these things, of which some can be changed, and can do others.
  public static Offloads of(long on, long changeable) {
    return new Offloads(on, changeable, on & changeable);
  }

  /// What comes of a request: what cannot be without something else goes with it
  /// (`netdev_fix_features`).
  public Offloads request(long mask, long values) {
    long asked = mask & changeable;
    long next = (wanted & ~asked) | (values & asked);
    long possible = (active & ~changeable) | next;
    if ((possible & Offload.TX_CHECKSUM_IP_GENERIC.bit()) == 0) {
      possible &= ~(TCP_SEGMENTATION & changeable);
    }
    if ((possible & Offload.TX_SCATTER_GATHER.bit()) == 0) {
      long needing = TCP_SEGMENTATION | Offload.TX_GENERIC_SEGMENTATION.bit();
      possible &= ~(needing & changeable);
    }
    return new Offloads(possible, changeable, next);
  }

  /// Whether it does the thing.
  public boolean has(Offload offload) {
    return (active & offload.bit()) != 0;
  }
}
