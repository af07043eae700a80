package dev.patchbay.stack.route;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a route says about the path behind it (`RTA_METRICS`): immutable. A number is found by its
/// `RTAX_…` index; 0 says nothing.
public final class RouteMetrics {
  public static final int LOCK = 1;
  public static final int MTU = 2;
  public static final int WINDOW = 3;
  public static final int RTT = 4;
  public static final int RTTVAR = 5;
  public static final int SSTHRESH = 6;
  public static final int CWND = 7;
  public static final int ADVMSS = 8;
  public static final int REORDERING = 9;
  public static final int HOPLIMIT = 10;
  public static final int INITCWND = 11;
  public static final int FEATURES = 12;
  public static final int RTO_MIN = 13;
  public static final int INITRWND = 14;
  public static final int QUICKACK = 15;
  public static final int CC_ALGO = 16;
  public static final int FASTOPEN_NO_COOKIE = 17;

  /// How many numbers there are, the unused one at 0 included.
  public static final int COUNT = 18;

  /// Nothing is said.
  public static final RouteMetrics NONE = new RouteMetrics(new int[COUNT], null);

  private final int[] values;
  private final @Nullable String congestion;

  private RouteMetrics(int[] values, @Nullable String congestion) {
    this.values = values;
    this.congestion = congestion;
  }

  /// The metrics with these numbers by index, and this congestion control.
  public static RouteMetrics of(int[] values, @Nullable String congestion) {
    return new RouteMetrics(Arrays.copyOf(values, COUNT), congestion);
  }

  /// The number at an index; without a sign.
  public int value(int index) {
    return values[index];
  }

  /// Whether the number at the index may not be learnt anew.
  public boolean isLocked(int index) {
    return (values[LOCK] & 1 << index) != 0;
  }

  /// The name of the congestion control, or null.
  public @Nullable String congestion() {
    return congestion;
  }

  public boolean isEmpty() {
    return congestion == null && Arrays.equals(values, NONE.values);
  }

  /// These metrics with another number at an index.
  RouteMetrics with(int index, int value) {
    int[] changed = values.clone();
    changed[index] = value;
    return new RouteMetrics(changed, congestion);
  }

  /// These metrics with a number that may not be learnt anew, if so.
  RouteMetrics locked(int index, boolean locked) {
    return locked ? with(LOCK, values[LOCK] | 1 << index) : this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteMetrics metrics
        && Arrays.equals(values, metrics.values)
        && Objects.equals(congestion, metrics.congestion);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
