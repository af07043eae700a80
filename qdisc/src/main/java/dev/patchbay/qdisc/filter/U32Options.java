package dev.patchbay.qdisc.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the words of u32 said.
///
/// @param keys what is to match; null when nothing was said about it
/// @param divisor buckets of a new table, 0 for a filter
/// @param table the table, and the bucket, it goes to; 0 for the root
/// @param link the table it leads to, 0 for none
/// @param indev the device that packets are to come in by, or null
/// @param mark the firewall mark it is for, and its mask; a mask of 0 and [#marked] not set for
///   none
record U32Options(
    Target target,
    @Nullable List<U32Key> keys,
    int divisor,
    int table,
    int link,
    int mark,
    int markMask,
    boolean marked,
    Hop hop,
    @Nullable String indev)
    implements FilterKind.Options {
  @Override
  public String warning() {
    return target.warning();
  }

  /// What a link does: how far it goes ahead, and by which bits it chooses the bucket.
  ///
  /// @param offset bytes ahead
  /// @param offsetMask the bits of the 16 at `offsetAt` that are added, when `varies`
  /// @param eats whether what follows counts from there
  record Hop(
      int offset,
      int offsetAt,
      int offsetMask,
      int offsetShift,
      boolean varies,
      boolean fixed,
      boolean eats,
      int hashMask,
      int hashAt) {
    static final Hop NONE = new Hop(0, 0, 0, 0, false, false, false, 0, 0);
  }
}
