package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// Compares four bytes of the network layer, under a mask (net/sched/em_u32.c).
///
/// @param next whether it was said of the header behind, which `basic` does not know
record U32(int value, int mask, int offset, boolean next) implements Ematch {
  private static final String USAGE =
      """
      Usage: u32(ALIGN VALUE MASK at [ nexthdr+ ] OFFSET)
      where: ALIGN  := { u8 | u16 | u32 }

      Example: u32(u16 0x1122 0xffff at nexthdr+4)\
      """;

  private static final int WORD = 4;

  static Ematch read(Words words) {
    words.usage(USAGE);
    int size = words.alignment();
    long value = words.number("key");
    long mask = words.number("mask");
    if (!words.hasNext() || !words.next().equals("at")) {
      throw words.refused("invalid key offset");
    }
    boolean next = words.nextHeader();
    int offset = (int) words.number("offset");
    int shift = 8 * (WORD - size - (size == WORD ? 0 : offset % WORD));
    int at = size == WORD ? offset : offset & -WORD;
    return new U32((int) ((value & mask) << shift), (int) (mask << shift), at, next);
  }

  @Override
  public boolean matches(Packet packet, NetDevice device) {
    int at = Ematch.layer(packet, 1) + offset;
    if (at < offset || at + WORD > packet.tail()) {
      return false;
    }
    int found = 0;
    for (int i = 0; i < WORD; i++) {
      found = (found << 8) | (packet.bytes()[at + i] & 0xff);
    }
    return ((found ^ value) & mask) == 0;
  }

  @Override
  public String text(int depth) {
    return "u32(%08x/%08x at %s%d)".formatted(value, mask, next ? "nexthdr+" : "", offset);
  }
}
