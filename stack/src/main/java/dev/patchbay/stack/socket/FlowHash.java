package dev.patchbay.stack.socket;

import dev.patchbay.core.Netns;

/// Spreads flows over the chains of a table, by a secret that the namespace has for it
/// (`inet_ehashfn`, `udp_ehashfn`).
public final class FlowHash {
  private final Netns netns;
  private final String purpose;
  private long secret;

  /// `purpose` names the random stream that the secret comes from.
  public FlowHash(Netns netns, String purpose) {
    this.netns = netns;
    this.purpose = purpose;
  }

  public int of(Ends ends) {
    return of(
        ends.localHi, ends.localLo, ends.localPort, ends.remoteHi, ends.remoteLo, ends.remotePort);
  }

  public int of(
      long localHi, long localLo, int localPort, long remoteHi, long remoteLo, int remotePort) {
    if (secret == 0) {
      secret = netns.random(purpose).nextLong() | 1;
    }
    long mixed = (localHi ^ secret) * 0x9e3779b97f4a7c15L + localLo;
    mixed = (mixed ^ remoteHi) * 0xc2b2ae3d27d4eb4fL + remoteLo;
    mixed = (mixed ^ ((long) localPort << 16 | remotePort)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  /// A number from 0 to `count - 1`, as far in that range as the hash is in its own
  /// (`reciprocal_scale`).
  public static int scaled(int hash, int count) {
    return (int) (((hash & 0xffff_ffffL) * count) >>> 32);
  }
}
