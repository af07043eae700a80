package dev.patchbay.filter.conntrack;

import org.jspecify.annotations.Nullable;

/// What only some connections have (`nf_ct_ext`): counters, labels, a helper, a master.
public final class Extras {
  /// What has gone in both directions (`nf_conntrack_acct`), or null when nobody counts.
  @Nullable Traffic traffic;

  /// 128 labels.
  long labelsLo;

  long labelsHi;
  boolean hasLabels;

  /// Who reads what the connection says, to know which other connections it calls for.
  @Nullable Helper helper;

  /// What the helper remembers.
  Helper.@Nullable Memory memory;

  /// The connection that called for it.
  @Nullable Connection master;

  /// How TCP sequence numbers are moved in each direction, or null.
  @Nullable SequenceShift shift;

  /// How many connections in the table it has called for.
  int children;

  /// What has gone in both directions.
  static final class Traffic {
    final long[] packets = new long[2];
    final long[] bytes = new long[2];
  }

  /// Packets of the direction, 0 when nobody counts.
  public long packets(int direction) {
    return traffic == null ? 0 : traffic.packets[direction];
  }

  /// Bytes of the direction, IP headers included, 0 when nobody counts.
  public long bytes(int direction) {
    return traffic == null ? 0 : traffic.bytes[direction];
  }

  /// Whether somebody counts what goes.
  public boolean counts() {
    return traffic != null;
  }

  /// The helper, or null.
  public @Nullable Helper helper() {
    return helper;
  }

  /// Gives the connection a helper, or takes it.
  public void helper(@Nullable Helper value) {
    helper = value;
  }

  /// The connection that called for this one, or null.
  public @Nullable Connection master() {
    return master;
  }

  /// Whether label number `bit` is set.
  public boolean hasLabel(int bit) {
    return ((bit < 64 ? labelsLo : labelsHi) >>> bit & 1) != 0;
  }

  /// Sets label number `bit`.
  public void label(int bit) {
    if (bit < 64) {
      labelsLo |= 1L << bit;
    } else {
      labelsHi |= 1L << bit;
    }
    hasLabels = true;
  }

  /// Takes label number `bit` away.
  public void unlabel(int bit) {
    if (bit < 64) {
      labelsLo &= ~(1L << bit);
    } else {
      labelsHi &= ~(1L << bit);
    }
  }
}
