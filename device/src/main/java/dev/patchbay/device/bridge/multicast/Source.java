package dev.patchbay.device.bridge.multicast;

/// A source of a group that a port wants by name, or does not want: while its timer runs, it is
/// wanted (`net_bridge_group_src`).
final class Source {
  private final PortGroup owner;
  private final long hi;
  private final long lo;
  final SnoopTimer timer;

  /// Whether there is an entry for the group from this source.
  boolean installed;

  /// Marks of one pass: it is to go, it is to be asked for.
  boolean delete;

  boolean ask;

  /// How often it is still to be asked for.
  long queriesLeft;

  Source(Mdb mdb, PortGroup owner, long hi, long lo) {
    this.owner = owner;
    this.hi = hi;
    this.lo = lo;
    this.timer = new SnoopTimer(mdb.bridge(), () -> mdb.sources().expired(this));
  }

  PortGroup owner() {
    return owner;
  }

  long hi() {
    return hi;
  }

  long lo() {
    return lo;
  }

  /// The group from this source.
  Group group() {
    return owner.entry().group().from(hi, lo);
  }
}
