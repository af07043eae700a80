package dev.patchbay.stack.tcp;

/// The congestion controls there are.
final class CongestionControls {
  private CongestionControls() {}

  static boolean exists(String name) {
    return name.equals(Reno.NAME) || name.equals(Cubic.NAME);
  }

  /// A new one of that name, which exists.
  static CongestionControl make(String name) {
    return name.equals(Reno.NAME) ? new Reno() : new Cubic();
  }
}
