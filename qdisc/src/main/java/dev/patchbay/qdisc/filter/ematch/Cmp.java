package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Compares some bytes of a layer with a number (net/sched/em_cmp.c).
///
/// @param swapped whether the bytes are turned round once more (`trans`)
record Cmp(
    int size, int offset, int layer, long mask, boolean swapped, Comparison comparison, long value)
    implements Ematch {
  private static final String USAGE =
      """
      Usage: cmp(ALIGN at OFFSET [ ATTRS ] { eq | lt | gt } VALUE)
      where: ALIGN  := { u8 | u16 | u32 }
             ATTRS  := [ layer LAYER ] [ mask MASK ] [ trans ]
             LAYER  := { link | network | transport | 0..2 }

      Example: cmp(u16 at 3 layer 2 mask 0xff00 gt 20)\
      """;

  static Ematch read(Words words) {
    words.usage(USAGE);
    int size = words.alignment();
    int offset = -1;
    int layer = 1;
    long mask = 0;
    boolean swapped = false;
    @Nullable Comparison comparison = null;
    long value = 0;
    while (words.hasNext()) {
      switch (words.next()) {
        case "at" -> offset = (int) words.number("offset");
        case "layer" -> layer = words.layer();
        case "mask" -> mask = words.number("mask");
        case "trans" -> swapped = true;
        case "eq", "gt", "lt" -> {
          comparison = words.comparison();
          value = words.number("value");
        }
        default -> throw words.refused("unknown parameter");
      }
    }
    if (offset < 0 || comparison == null) {
      throw words.incomplete("offset and value required");
    }
    return new Cmp(size, offset, layer, mask, swapped, comparison, value);
  }

  @Override
  public boolean matches(Packet packet, NetDevice device) {
    int at = Ematch.layer(packet, layer) + offset;
    if (at < offset || at + size > packet.tail()) {
      return false;
    }
    long found = 0;
    for (int i = 0; i < size; i++) {
      int from = swapped ? size - 1 - i : i;
      found = (found << 8) | (packet.bytes()[at + from] & 0xff);
    }
    return comparison.holds(mask == 0 ? found : found & mask, value);
  }

  @Override
  public String text(int depth) {
    return "cmp(u%d at %d layer %d %s%s%s %d)"
        .formatted(
            size * 8,
            offset,
            layer,
            mask == 0 ? "" : "mask 0x" + Long.toHexString(mask) + " ",
            swapped ? "trans " : "",
            comparison.word(),
            value);
  }
}
