package dev.patchbay.filter.match;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import java.util.LinkedHashMap;
import java.util.List;

/// The tables of `hashlimit` of a namespace by name.
final class HashTables implements NetnsPart {
  private static final Key<HashTables> KEY = new Key<>(netns -> new HashTables());

  private final LinkedHashMap<String, HashTable> tables = new LinkedHashMap<>();

  static HashTables of(Netns netns) {
    netns
        .machine()
        .procFiles()
        .addNetDirectory(
            "ipt_hashlimit",
            where -> List.copyOf(where.part(KEY).tables.sequencedKeySet()),
            (where, name) -> {
              HashTable table = where.part(KEY).tables.get(name);
              return table == null ? null : table.text(where);
            });
    return netns.part(KEY);
  }

  HashTable attach(Hashlimit.Limits words) {
    HashTable table = tables.computeIfAbsent(words.table(), n -> new HashTable(words));
    table.attach();
    return table;
  }

  void detach(String name, HashTable table) {
    if (table.detach()) {
      tables.remove(name);
    }
  }
}
