package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;

/// Compares what is known of a packet with a number (net/sched/em_meta.c).
record Meta(Side left, Comparison comparison, Side right) implements Ematch {
  private static final String USAGE =
      """
      Usage: meta(OBJECT { eq | lt | gt } OBJECT)
      where: OBJECT  := { META_ID | VALUE }
             META_ID := id [ shift SHIFT ] [ mask MASK ]

      Example: meta(nf_mark gt 24)
               meta(indev shift 1 eq "ppp")
               meta(tcindex mask 0xf0 eq 0xf0)

      For a list of meta identifiers, use meta(list).\
      """;

  /// A number, or the name of what is known.
  ///
  /// @param id empty for a number
  record Side(String id, int shift, long mask, long number) {
    long value(Packet packet, NetDevice device) {
      long known =
          switch (id) {
            case "" -> number;
            case "random" -> device.netns().random("meta").nextLong() & 0xffff_ffffL;
            case "dev" -> packet.device() instanceof NetDevice at ? at.index() : 0;
            case "priority" -> packet.priority() & 0xffff_ffffL;
            case "protocol" -> Short.toUnsignedInt(Short.reverseBytes((short) packet.protocol()));
            case "pkt_type" -> packet.type().ordinal();
            case "pkt_len", "data_len" -> packet.length();
            case "mac_len" -> packet.link() == Packet.UNSET ? 0 : packet.network() - packet.link();
            case "nf_mark", "fwmark" -> packet.mark() & 0xffff_ffffL;
            case "vlan" -> packet.vlan() == Packet.NO_VLAN ? 0 : VlanTag.id(packet.vlan());
            default -> 0;
          };
      long shifted = known >>> shift;
      return mask == 0 ? shifted : shifted & mask;
    }

    String text() {
      if (id.isEmpty()) {
        return Long.toString(number);
      }
      return id
          + (shift == 0 ? "" : " shift " + shift)
          + (mask == 0 ? "" : " mask 0x%08x".formatted(mask));
    }
  }

  static Ematch read(Words words) {
    words.usage(USAGE);
    Side left = side(words);
    if (!words.hasNext()) {
      throw words.incomplete("missing operand");
    }
    var _ = words.next();
    Comparison comparison = words.comparison();
    return new Meta(left, comparison, side(words));
  }

  private static Side side(Words words) {
    String word = words.next();
    if (word.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == 'x')
        && Character.isDigit(word.charAt(0))) {
      return new Side("", 0, 0, words.number(word, "value"));
    }
    switch (word) {
      case "random",
          "dev",
          "priority",
          "protocol",
          "pkt_type",
          "pkt_len",
          "data_len",
          "mac_len",
          "nf_mark",
          "fwmark",
          "vlan" -> {
        // What is looked at below.
      }
      default -> throw words.refused("unknown meta id\n");
    }
    int shift = words.accept("shift") ? (int) words.number("shift") : 0;
    long mask = words.accept("mask") ? words.number("mask") : 0;
    return new Side(word.equals("fwmark") ? "nf_mark" : word, shift, mask, 0);
  }

  @Override
  public boolean matches(Packet packet, NetDevice device) {
    return comparison.holds(left.value(packet, device), right.value(packet, device));
  }

  @Override
  public String text(int depth) {
    return "meta(" + left.text() + " " + comparison.word() + " " + right.text() + ")";
  }
}
