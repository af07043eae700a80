package dev.patchbay.qdisc.filter;

import dev.patchbay.qdisc.filter.ematch.Ematch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the words of flow said.
///
/// @param hashes whether the class is a hash of the keys; else it is the one key
/// @param keys in their order
/// @param mask the bits of the key that are kept, of which those of `xor` are turned over
/// @param shift by how many bits the key is shifted, and what is added to it then
/// @param divisor how many classes there are, 0 for as many as come
/// @param base the first class, 0 for the first of the discipline
/// @param perturb seconds between two seeds of the hash, or null
/// @param match which packets, or null for all
record FlowOptions(
    Target target,
    boolean hashes,
    List<FlowWords.Key> keys,
    int mask,
    int xor,
    int shift,
    int addend,
    int divisor,
    int base,
    @Nullable Integer perturb,
    @Nullable Ematch match)
    implements FilterKind.Options {
  static final int ALL = -1;

  @Override
  public String warning() {
    return target.warning();
  }
}
