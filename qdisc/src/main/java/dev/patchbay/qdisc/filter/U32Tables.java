package dev.patchbay.qdisc.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hash tables of u32 in a block (`tc_u_common`): all priorities share their numbers.
final class U32Tables {
  private static final int FIRST = 0x800;
  private static final int LAST = 0xfff;

  private final List<U32Table> tables = new ArrayList<>();
  private int last = FIRST - 1;

  /// The table of this number, or null.
  @Nullable U32Table find(int number) {
    for (U32Table table : tables) {
      if (table.number() == number) {
        return table;
      }
    }
    return null;
  }

  /// The next number that is free.
  int freeNumber() {
    do {
      last = last == LAST ? FIRST : last + 1;
    } while (find(last) != null);
    return last;
  }

  void add(U32Table table) {
    tables.add(table);
  }

  void remove(U32Table table) {
    tables.remove(table);
  }
}
