package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;

/// A key of u32 in words, as `tc -p` shows the few it knows (`print_ipv4`): what it does not know
/// it leaves out. Of IPv6 it speaks as if the header were IPv4's, as the original does, and of its
/// ports the other way round.
final class U32Pretty {
  private static final int HEADER_LENGTH = 0x0f00_0000;
  private static final int SECOND_BYTE = 0x00ff_0000;
  private static final int LOWER = 0x0000_ffff;
  private static final int UPPER = 0xffff_0000;

  private U32Pretty() {}

  static void show(Output out, U32Key key, boolean ipv6) {
    switch (key.at()) {
      case 0 -> first(out, key);
      case 8 -> protocol(out, key);
      case 12, 16 -> address(out, key);
      case 20 -> {
        if (ipv6) {
          ports6(out, key);
        } else {
          ports(out, key);
        }
      }
      default -> {}
    }
  }

  private static void first(Output out, U32Key key) {
    if (key.mask() == HEADER_LENGTH) {
      out.text("\n");
      out.number("ip_ihl", "  match IP ihl ", key.value() >>> 24, "");
    } else if (key.mask() == SECOND_BYTE) {
      String field = "0x" + Integer.toHexString(key.value() >>> 16);
      out.text("\n");
      out.string("ip_dsfield", "  match IP dsfield ", field, "");
    }
  }

  private static void protocol(Output out, U32Key key) {
    if (key.mask() == SECOND_BYTE) {
      out.text("\n");
      out.number("ip_protocol", "  match IP protocol ", key.value() >>> 16, "");
    }
  }

  private static void address(Output out, U32Key key) {
    int bits = Integer.bitCount(key.mask());
    int whole = bits == 0 ? 0 : -1 << (32 - bits);
    if (key.mask() == whole) {
      boolean source = key.at() == 12;
      out.text("\n  match IP " + (source ? "src " : "dst "));
      out.openObject(source ? "src" : "dst");
      out.string("address", "", Ip.v4(key.value()).toString(), "");
      out.number("prefixlen", "/", bits, "");
      out.closeObject();
    }
  }

  private static void ports(Output out, U32Key key) {
    int source = key.value() >>> 16;
    int destination = key.value() & LOWER;
    switch (key.mask()) {
      case LOWER -> out.number("dport", "match dport ", destination, "");
      case UPPER -> {
        out.text("\n");
        out.number("sport", "  match sport ", source, "");
      }
      case -1 -> {
        out.text("\n");
        out.number("dport", "  match dport ", destination, ", ");
        out.number("sport", "match sport ", source, "");
      }
      default -> {}
    }
  }

  private static void ports6(Output out, U32Key key) {
    int upper = key.value() >>> 16;
    int lower = key.value() & LOWER;
    switch (key.mask()) {
      case LOWER -> {
        out.text("\n");
        out.number("sport", "  match sport ", lower, "");
      }
      case UPPER -> out.number("dport", "match dport ", upper, "");
      case -1 -> {
        out.text("\n");
        out.number("sport", "  match sport ", lower, ", ");
        out.number("dport", "match dport ", upper, "");
      }
      default -> {}
    }
  }
}
