package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The tables of Linux: at which hooks they stand, and with which priorities (`NF_IP_PRI_…`).
public enum TableKind {
  RAW(-300, HookPoint.PREROUTING, HookPoint.OUTPUT),
  MANGLE(
      -150,
      HookPoint.PREROUTING,
      HookPoint.INPUT,
      HookPoint.FORWARD,
      HookPoint.OUTPUT,
      HookPoint.POSTROUTING),
  NAT(-100, HookPoint.PREROUTING, HookPoint.INPUT, HookPoint.OUTPUT, HookPoint.POSTROUTING),
  FILTER(0, HookPoint.INPUT, HookPoint.FORWARD, HookPoint.OUTPUT),
  SECURITY(50, HookPoint.INPUT, HookPoint.FORWARD, HookPoint.OUTPUT);

  private static final int NAT_SOURCE = 100;

  private final int priority;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<HookPoint> points;

  TableKind(int priority, HookPoint... points) {
    this.priority = priority;
    this.points = List.of(points);
  }

  /// The name of the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of that name, or null.
  public static @Nullable TableKind of(String word) {
    for (TableKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /// Where its built-in chains stand, in their order.
  public List<HookPoint> points() {
    return points;
  }

  /// The priority there: source NAT comes after everything, destination NAT before routing.
  public int priority(HookPoint point) {
    boolean source = point == HookPoint.INPUT || point == HookPoint.POSTROUTING;
    return this == NAT && source ? NAT_SOURCE : priority;
  }

  /// The chains of a table that nobody has touched.
  RuleSet empty() {
    List<Chain> chains = new ArrayList<>();
    points.forEach(point -> chains.add(Chain.builtIn(point)));
    return new RuleSet(chains);
  }
}
