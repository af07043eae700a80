package dev.patchbay.conformance;

import java.util.SequencedMap;
import java.util.TreeMap;

/// How much of what Linux answers is answered the same, by area; and how many differences each
/// known cause has.
record Figures(SequencedMap<String, Area> areas, SequencedMap<String, Integer> causes) {
  /// Commands that were run, and those that answered as Linux did.
  record Area(int equal, int run) {
    Area plus(Area more) {
      return new Area(equal + more.equal, run + more.run);
    }
  }

  static Figures of(SequencedMap<Case, Comparison> results, KnownDifferences known) {
    SequencedMap<String, Area> areas = new TreeMap<>();
    SequencedMap<String, Integer> causes = new TreeMap<>();
    results.forEach((of, comparison) -> {
      areas.merge(of.area(), new Area(comparison.equal(), comparison.run()), Area::plus);
      comparison.verdicts().stream()
          .filter(verdict -> !verdict.equal())
          .map(verdict -> known.mark(of, verdict).map(Mark::cause).orElse("(not listed)"))
          .forEach(cause -> causes.merge(cause, 1, Integer::sum));
    });
    return new Figures(areas, causes);
  }

  Area total() {
    return areas.values().stream().reduce(new Area(0, 0), Area::plus);
  }

  /// A table of the areas, then one of the causes.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("area              equal / run\n");
    areas.forEach((name, area) -> out.append(row(name, area)));
    out.append(row("all", total()));
    if (!causes.isEmpty()) out.append("\ndifferences  cause\n");
    causes.forEach((cause, count) -> out.append("%11d  %s%n".formatted(count, cause)));
    return out.toString();
  }

  private static String row(String name, Area area) {
    double percent = area.run == 0 ? 0 : 100.0 * area.equal / area.run;
    return "%-16s %6d / %-6d %5.1f %%%n".formatted(name, area.equal, area.run, percent);
  }
}
