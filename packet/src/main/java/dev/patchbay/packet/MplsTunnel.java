package dev.patchbay.packet;

/// The labels that packets of a route are given, and their time to live (`mpls_iptunnel_encap`).
///
/// @param ttl the labels' own; 0 for that of the packet's header, or [#USUAL_TTL] for what the
///   namespace does
public record MplsTunnel(LabelStack labels, int ttl) implements LightweightTunnel {
  /// Nothing is said about the time to live.
  public static final int USUAL_TTL = -1;

  /// Bytes that a packet grows by.
  public int headroom() {
    return labels.size() * Mpls.ENTRY;
  }
}
