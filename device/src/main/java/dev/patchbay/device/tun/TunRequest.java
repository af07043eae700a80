package dev.patchbay.device.tun;

/// The device that a file is to be attached to (`TUNSETIFF`): one that is there, or a new one.
///
/// @param name empty for the first free one; `%d` in it is a free number
/// @param flags bits of [TunFlags]
public record TunRequest(String name, int flags) {
  /// Ethernet frames, and nothing before them.
  public static TunRequest tap(String name) {
    return new TunRequest(name, TunFlags.TAP | TunFlags.NO_PI);
  }

  /// Network packets, and nothing before them.
  public static TunRequest tun(String name) {
    return new TunRequest(name, TunFlags.TUN | TunFlags.NO_PI);
  }

  /// With these flags too.
  public TunRequest with(int more) {
    return new TunRequest(name, flags | more);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
