package dev.patchbay.tools.ip;

import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which statistics `ip stats show` is asked for: each `group` may be narrowed by the `subgroup`s
/// and `suite`s behind it.
final class StatsSelection {
  private static final int INVALID = 22;

  private final Set<StatsSuite> chosen = EnumSet.noneOf(StatsSuite.class);
  private List<String> path = List.of();

  /// Takes the word of a level, 0 for a group.
  void narrow(int level, String word) {
    if (path.size() < level) {
      String missing = StatsSuite.LEVELS.get(path.size());
      throw refusal(named(level, word) + " requested without selecting a " + missing + " first");
    }
    if (path.size() > level) {
      choose();
    }
    List<String> outer = path.subList(0, level);
    checkHasLevel(outer, level, word);
    List<String> inner = new ArrayList<>(outer);
    inner.add(word);
    if (StatsSuite.under(inner).isEmpty()) {
      String where = level == 0 ? "top-level" : outer.getLast();
      throw refusal(
          "no " + StatsSuite.LEVELS.get(level) + " named " + word + " found inside " + where);
    }
    path = List.copyOf(inner);
  }

  private static void checkHasLevel(List<String> outer, int level, String word) {
    boolean leaf = StatsSuite.under(outer).stream().allMatch(suite -> suite.path().equals(outer));
    if (leaf) {
      throw refusal(
          named(level, word) + " requested inside leaf " + named(level - 1, outer.getLast()));
    }
  }

  private static String named(int level, String word) {
    return StatsSuite.LEVELS.get(level) + " " + word;
  }

  private static Refusal refusal(String message) {
    return new Refusal(INVALID, "Error: " + message);
  }

  private void choose() {
    chosen.addAll(StatsSuite.under(path));
  }

  /// All that is asked for: everything when nothing is.
  Set<StatsSuite> suites() {
    choose();
    return chosen;
  }
}
