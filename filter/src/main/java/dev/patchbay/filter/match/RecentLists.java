package dev.patchbay.filter.match;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetnsPart;
import java.util.LinkedHashMap;
import java.util.List;

/// The lists of a namespace by name.
final class RecentLists implements NetnsPart {
  static final Key<RecentLists> KEY = new Key<>(netns -> new RecentLists());

  private final LinkedHashMap<String, RecentList> lists = new LinkedHashMap<>();

  RecentList attach(String name, int hits) {
    RecentList list = lists.computeIfAbsent(name, n -> new RecentList());
    list.attach(hits);
    return list;
  }

  void detach(String name, RecentList list) {
    if (list.detach()) {
      lists.remove(name);
    }
  }

  /// Puts the lists of each namespace under `/proc/net/xt_recent`.
  static void show(Machine machine) {
    machine
        .procFiles()
        .addNetDirectory(
            "xt_recent",
            netns -> List.copyOf(netns.part(KEY).lists.sequencedKeySet()),
            (netns, name) -> {
              RecentList list = netns.part(KEY).lists.get(name);
              return list == null ? null : list.text();
            });
  }
}
