package dev.patchbay.device.tun;

/// What a device of this driver is and how its files behave, as bits (`IFF_…`, linux/if_tun.h).
public final class TunFlags {
  /// It carries network packets.
  public static final int TUN = 0x0001;

  /// It carries Ethernet frames.
  public static final int TAP = 0x0002;

  /// Several files share it.
  public static final int MULTI_QUEUE = 0x0100;

  /// It stays when nobody has it open.
  public static final int PERSIST = 0x0800;

  /// Nothing before each frame says whether it was cut and which protocol it is.
  public static final int NO_PI = 0x1000;

  /// Once a queue of one length; says nothing any more.
  public static final int ONE_QUEUE = 0x2000;

  /// What is left to do to each frame stands before it.
  public static final int VNET_HDR = 0x4000;

  /// Only a device that is not there yet will do.
  public static final int EXCLUSIVE = 0x8000;

  /// What each attaching file may say anew (`TUN_FEATURES`).
  static final int FEATURES = NO_PI | ONE_QUEUE | VNET_HDR | MULTI_QUEUE;

  private TunFlags() {}
}
