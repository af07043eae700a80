package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;

/// How much a machine's namespaces may track, each of them: set in the initial one.
public final class ConntrackLimits implements MachinePart {
  private static final Key<ConntrackLimits> KEY = new Key<>(machine -> new ConntrackLimits());

  private static final int FIRST = 4096;
  private static final int FIRST_EXPECTATIONS = 64;

  private int connections = FIRST;
  private int buckets = FIRST;
  private int expectations = FIRST_EXPECTATIONS;

  private ConntrackLimits() {}

  /// The machine's.
  public static ConntrackLimits of(Machine machine) {
    return machine.part(KEY);
  }

  /// `nf_conntrack_max`; 0 is no limit.
  public int connections() {
    return connections;
  }

  public void connections(int value) {
    connections = value;
  }

  /// `nf_conntrack_buckets`, which says how much of the kernel's table a lookup walks; the one here
  /// grows by itself.
  public int buckets() {
    return buckets;
  }

  public void buckets(int value) {
    buckets = value;
  }

  /// `nf_conntrack_expect_max`
  public int expectations() {
    return expectations;
  }

  public void expectations(int value) {
    expectations = value;
  }
}
