package dev.patchbay.device.bridge;

import org.jspecify.annotations.Nullable;

/// What the bridge knows of an address: by which port its station is reached
/// (`net_bridge_fdb_entry`).
final class FdbEntry {
  /// The address is the bridge's own, or a port's.
  static final int LOCAL = 1;

  /// It does not age.
  static final int STATIC = 1 << 1;

  /// It does not move to another port.
  static final int STICKY = 1 << 2;

  /// Somebody added it.
  static final int ADDED_BY_USER = 1 << 3;

  /// A program that learns elsewhere added it.
  static final int EXTERN_LEARN = 1 << 4;

  final long mac;
  final int vlan;

  /// Which was there earlier: a smaller number.
  final long sequence;

  /// Null for the bridge itself.
  @Nullable BridgePort port;

  int flags;

  /// When a frame last came from the station, in nanoseconds of the lab's clock.
  long updated;

  /// When a frame last went to it.
  long used;

  FdbEntry(long mac, int vlan, @Nullable BridgePort port, int flags, long sequence, long now) {
    this.mac = mac;
    this.vlan = vlan;
    this.port = port;
    this.flags = flags;
    this.sequence = sequence;
    this.updated = now;
    this.used = now;
  }

  boolean isLocal() {
    return (flags & LOCAL) != 0;
  }

  /// Whether it goes when nothing is heard of the station.
  boolean ages() {
    return (flags & (STATIC | EXTERN_LEARN)) == 0;
  }

  void set(int flag, boolean on) {
    flags = on ? flags | flag : flags & ~flag;
  }
}
