package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import java.nio.charset.StandardCharsets;

/// Looks for some bytes at a place of a layer (net/sched/em_nbyte.c).
record Nbyte(String needle, int offset, int layer) implements Ematch {
  private static final String USAGE =
      """
      Usage: nbyte(NEEDLE at OFFSET [layer LAYER])
      where: NEEDLE := { string | "c-escape-sequence" }
             OFFSET := int
             LAYER  := { link | network | transport | 0..2 }

      Example: nbyte("ababa" at 12 layer 1)\
      """;

  static Ematch read(Words words) {
    words.usage(USAGE);
    String needle = words.next();
    int offset = -1;
    int layer = 1;
    while (words.hasNext()) {
      switch (words.next()) {
        case "at" -> offset = (int) words.number("offset");
        case "layer" -> layer = words.layer();
        default -> throw words.refused("unknown parameter");
      }
    }
    if (offset < 0) {
      throw words.incomplete("offset required");
    }
    return new Nbyte(needle, offset, layer);
  }

  @Override
  public boolean matches(Packet packet, NetDevice device) {
    int at = Ematch.layer(packet, layer) + offset;
    if (at < offset || at + needle.length() > packet.tail()) {
      return false;
    }
    for (int i = 0; i < needle.length(); i++) {
      if ((packet.bytes()[at + i] & 0xff) != needle.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String text(int depth) {
    StringBuilder text = new StringBuilder("nbyte(");
    for (byte each : needle.getBytes(StandardCharsets.ISO_8859_1)) {
      text.append("%02x ".formatted(each));
    }
    return text + "\"" + needle + "\" at " + offset + " layer " + layer + ")";
  }
}
