package dev.patchbay.filter;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import java.util.ArrayList;
import java.util.List;

/// The inspections of a namespace, one a depth: a target may send a packet, which meets rules
/// before the first one has been judged.
public final class Inspections implements NetnsPart {
  /// Where a namespace keeps them.
  public static final Key<Inspections> KEY = new Key<>(Inspections::new);

  private final Netns netns;
  private final List<Inspection> all = new ArrayList<>();
  private int depth;

  private Inspections(Netns netns) {
    this.netns = netns;
  }

  /// The inspection for one more packet, until [#leave].
  Inspection enter() {
    if (depth == all.size()) {
      all.add(new Inspection(netns));
    }
    return all.get(depth++);
  }

  void leave() {
    depth--;
  }
}
