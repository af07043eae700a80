package dev.patchbay.stack.multicast;

/// A source of a group that somebody here filters (`ip6_sf_list`), and what remains to be told of
/// it.
public final class GroupSource {
  public final long hi;
  public final long lo;

  /// How many want it.
  int included;

  /// How many want all but it and others.
  int excluded;

  /// Whether a query asked for it.
  boolean asked;

  /// Whether packets from it were wanted before a change.
  boolean wasWanted;

  /// In how many reports it is still to be named.
  int reports;

  GroupSource(long hi, long lo) {
    this.hi = hi;
    this.lo = lo;
  }

  /// How many listeners want it by name.
  public int included() {
    return included;
  }

  /// How many listeners want all but it and others.
  public int excluded() {
    return excluded;
  }

  boolean is(long otherHi, long otherLo) {
    return hi == otherHi && lo == otherLo;
  }

  boolean isFiltered() {
    return included + excluded > 0;
  }
}
