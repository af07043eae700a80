package dev.patchbay.qdisc.text;

/// How long packets take at a rate, as the kernel reckons it (`psched_ratecfg`): by a
/// multiplication and a shift, so a little less than a division would give.
///
/// @param bytes the rate, bytes a second
/// @param overhead bytes more a packet
/// @param mpu as how many bytes a packet counts at least
/// @param atm whether packets go in cells of 53 bytes with 48 of load
/// @param mult what a length is multiplied with
/// @param shift by how many bits the product is shifted
public record RateConfig(long bytes, int overhead, int mpu, boolean atm, long mult, int shift) {
  private static final long SECOND = 1_000_000_000;
  private static final int CELL = 53;
  private static final int CELL_LOAD = 48;

  /// The rate with nothing else.
  public static RateConfig of(long bytes) {
    return of(bytes, 0, 0, false);
  }

  /// The rate with what else counts.
  public static RateConfig of(long bytes, int overhead, int mpu, boolean atm) {
    long mult = 1;
    int shift = 0;
    long factor = SECOND;
    while (bytes > 0) {
      mult = Long.divideUnsigned(factor, bytes);
      if ((mult & (1L << 31)) != 0 || factor < 0) {
        break;
      }
      factor <<= 1;
      shift++;
    }
    return new RateConfig(bytes, overhead, mpu, atm, mult, shift);
  }

  /// How long so many bytes take, in nanoseconds (`psched_l2t_ns`).
  public long nanos(long length) {
    long counted = Math.max(length + overhead, mpu);
    if (atm) {
      counted = (counted + CELL_LOAD - 1) / CELL_LOAD * CELL;
    }
    return (counted * mult) >>> shift;
  }

  /// How the link below is called.
  public String linkLayer() {
    return atm ? "atm" : "ethernet";
  }
}
