package dev.patchbay.stack.neighbour;

/// What a table of neighbours has counted on its machine (`neigh_statistics`, `/proc/net/stat`).
public final class TableStatistics {
  public long allocations;
  public long destroys;
  public long hashGrows;
  public long lookups;
  public long hits;

  /// Neighbours that did not answer.
  public long resolutionsFailed;

  /// Requests for an address of the machine, which IPv6 alone counts.
  public long multicastProbes;

  public long unicastProbes;

  public long periodicRuns;
  public long forcedRuns;

  /// Packets dropped because too many waited.
  public long unresolvedDiscards;

  /// Entries that found no room.
  public long tableFulls;

  TableStatistics() {}
}
