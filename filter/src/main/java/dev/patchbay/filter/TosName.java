package dev.patchbay.filter;

import org.jspecify.annotations.Nullable;

/// The old names for types of service (RFC 1349).
public enum TosName {
  MINIMIZE_DELAY("Minimize-Delay", 0x10),
  MAXIMIZE_THROUGHPUT("Maximize-Throughput", 0x08),
  MAXIMIZE_RELIABILITY("Maximize-Reliability", 0x04),
  MINIMIZE_COST("Minimize-Cost", 0x02),
  NORMAL_SERVICE("Normal-Service", 0x00);

  /// The bits that a name says something about.
  public static final int MASK = 0x3f;

  private final String text;
  private final int bits;

  TosName(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  public String text() {
    return text;
  }

  public int bits() {
    return bits;
  }

  /// The name of a value, or null: only one whose bits are just those of the names has one.
  public static @Nullable String of(Values.Masked tos) {
    for (TosName name : values()) {
      if (tos.mask() == MASK && name.bits == tos.value()) {
        return name.text;
      }
    }
    return null;
  }
}
