package dev.patchbay.stack.route;

/// The flags of a next hop (`RTNH_F_…`).
public final class NextHopFlags {
  public static final int DEAD = 1;
  public static final int PERVASIVE = 2;

  /// The gateway is reached directly, whatever the routes say.
  public static final int ONLINK = 4;

  public static final int OFFLOAD = 8;

  /// Its device has no carrier.
  public static final int LINKDOWN = 16;

  public static final int UNRESOLVED = 32;
  public static final int TRAP = 64;

  private NextHopFlags() {}
}
