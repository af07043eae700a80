package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;

/// How many questions `arp_filter` has left without an answer in a namespace (`ArpFilter` of
/// `/proc/net/netstat`).
public final class FilteredArp implements NetnsPart {
  private static final Key<FilteredArp> KEY = new Key<>(netns -> new FilteredArp());

  private long count;

  private FilteredArp() {}

  /// How many there were in the namespace.
  public static long of(Netns netns) {
    return netns.hasPart(KEY) ? netns.part(KEY).count : 0;
  }

  static void count(Netns netns) {
    netns.part(KEY).count++;
  }
}
