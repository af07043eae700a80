package dev.patchbay.stack.ip;

/// The queueing priority that the four middle bits of the type of service stand for
/// (`ip_tos2prio`).
public final class IpPriority {
  private static final int[] PRIORITIES = {0, 1, 0, 0, 2, 2, 2, 2, 6, 6, 6, 6, 4, 4, 4, 4};

  private IpPriority() {}

  /// The priority of a packet with this type of service.
  public static int of(int tos) {
    return PRIORITIES[(tos >> 1) & 0xf];
  }
}
