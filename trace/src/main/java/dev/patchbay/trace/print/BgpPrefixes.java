package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;

/// Prefixes of all kinds that BGP announces. Each returns how many bytes it has, or 0 when it is
/// none.
final class BgpPrefixes {
  private static final int LABEL_BITS = 24;
  private static final int DISTINGUISHER_BITS = 64;
  private static final String INDENT = "\n\t      ";

  private static final Tokens MULTICAST =
      Tokens.of(
          """
          1 Intra-AS I-PMSI
          2 Inter-AS I-PMSI
          3 S-PMSI
          4 Intra-AS Segment-Leaf
          5 Source-Active
          6 Shared Tree Join
          7 Source Tree Join
          """);

  private BgpPrefixes() {}

  /// @param numbered whether each has the number of its path (RFC 7911)
  /// @param length how long all of them are said to be
  static int print(Dissection d, int family, int use, boolean numbered, int at, int length) {
    if (family == AddressFamilies.VPLS || family == AddressFamilies.LAYER_2_VPN) {
      return BgpLayer2.print(d, at);
    }
    if (family == BgpFamily.NSAP) {
      return systems(d, BgpFamily.isVpn(use), at);
    }
    Family ip = family == AddressFamilies.IPV4 ? Family.IPV4 : Family.IPV6;
    if (BgpFamily.isPlain(use)) {
      return numbered(d, ip, numbered, at, length);
    }
    if (BgpFamily.isVpn(use)) {
      return labeled(d, ip, DISTINGUISHER_BITS, at);
    }
    return switch (use) {
      case BgpFamily.LABELED -> labeled(d, ip, 0, at);
      case BgpFamily.TARGETS -> BgpTargets.print(d, at);
      case BgpFamily.MULTICAST_VPN -> multicast(d, at);
      default -> tree(d, at);
    };
  }

  private static int numbered(Dissection d, Family ip, boolean numbered, int at, int length) {
    if (!numbered) {
      return plain(d, ip, INDENT, at, length);
    }
    long path = d.u4(at);
    int size = plain(d, ip, INDENT, at + 4, length);
    d.put("   Path Id: ").put(path);
    return size == 0 ? 3 : size + 4;
  }

  static int plain4(Dissection d, String before, int at, int length) {
    int size = plain(d, Family.IPV4, before, at, length);
    if (size < 0) {
      throw new Truncated();
    }
    return size;
  }

  private static int plain(Dissection d, Family ip, String before, int at, int length) {
    int bits = d.u1(at);
    if (bits > ip.bits()) {
      d.put("\n\t    (illegal prefix length)");
      return 0;
    }
    int size = 1 + (bits + 7) / 8;
    if (length < size) {
      throw new Truncated();
    }
    d.put(before).put(d.prefix(ip, at + 1, bits)).put('/').put(bits);
    return size;
  }

  private static int labeled(Dissection d, Family ip, int distinguisher, int at) {
    int bits = d.u1(at) - LABEL_BITS - distinguisher;
    if (bits < 0 || bits > ip.bits()) {
      d.put("\n\t    (illegal prefix length)");
      return 0;
    }
    int address = at + 4 + distinguisher / 8;
    String prefix = d.prefix(ip, address, bits);
    String rd = distinguisher == 0 ? "" : "RD: " + distinguisher(d, at + 4) + ", ";
    d.put(INDENT).put(rd).put(prefix).put('/').put(bits).put(label(d, at + 1));
    return 4 + distinguisher / 8 + (bits + 7) / 8;
  }

  private static String label(Dissection d, int at) {
    boolean bottom = (d.u1(at + 2) & 1) != 0;
    String mark = bottom ? "(bottom)" : "(BOGUS: Bottom of Stack NOT set!)";
    return ", label:" + (d.u3(at) >> 4) + " " + mark;
  }

  private static int systems(Dissection d, boolean vpn, int at) {
    int bits = d.u1(at) - (vpn ? LABEL_BITS + DISTINGUISHER_BITS : 0);
    if (bits < 0 || bits > 152) {
      d.put("\n\t    (illegal prefix length)");
      return 0;
    }
    int bytes = (bits + 7) / 8;
    int address = at + (vpn ? 12 : 4);
    d.put(INDENT).put(vpn ? "RD: " + distinguisher(d, at + 4) + ", " : "");
    d.put(d.nsap(address, bytes)).put('/').put(bits).put(vpn ? label(d, at + 1) : "");
    return (vpn ? 12 : 1) + bytes;
  }

  /// What tells routes of different VPNs apart (RFC 4364).
  static String distinguisher(Dissection d, int at) {
    d.need(at, 8);
    String dotted = d.ip4(at + 2).text() + ":" + d.u2(at + 6);
    return switch (d.u2(at)) {
      case 0 -> d.u2(at + 2) + ":" + d.u4(at + 4) + " (= " + d.ip4(at + 4).text() + ")";
      case 1 -> dotted;
      case 2 -> d.system(d.u4(at + 2)) + ":" + d.u2(at + 6) + " (" + dotted + ")";
      default -> "unknown RD format";
    };
  }

  private static int tree(Dissection d, int at) {
    if (d.u1(at) != 16 * 8) {
      d.put("\n\t    (illegal prefix length)");
      return 0;
    }
    d.print(
        "%sRD: %s, VPN IP Address: %s, MC Group Address: %s",
        INDENT, distinguisher(d, at + 1), d.host4(at + 9), d.host4(at + 13));
    return 17;
  }

  private static int multicast(Dissection d, int at) {
    int type = d.u1(at);
    int length = d.u1(at + 1);
    StringBuilder out = new StringBuilder("Route-Type: ");
    out.append(MULTICAST.name(type, "Unknown")).append(" (").append(type);
    out.append("), length: ").append(length);
    int rd = at + 2;
    if (type >= 1 && type <= 7 && type != 4) {
      out.append(", RD: ").append(distinguisher(d, rd));
    }
    switch (type) {
      case 1 -> out.append(", Originator ").append(address(d, rd + 8, length - 8));
      case 2 -> out.append(", Source-AS ").append(d.system(d.u4(rd + 8)));
      case 3 -> {
        int tree = tree(d, out, rd + 8);
        out.append(", Originator ").append(address(d, rd + 8 + tree, length - tree));
      }
      case 5 -> tree(d, out, rd + 8);
      case 6, 7 -> {
        out.append(", Source-AS ").append(d.system(d.u4(rd + 8)));
        tree(d, out, rd + 12);
      }
      default -> {}
    }
    d.put(INDENT).put(out.toString());
    return length + 2;
  }

  /// Source and group; returns how many bytes they have.
  private static int tree(Dissection d, StringBuilder out, int at) {
    int source = d.u1(at) / 8;
    d.need(at + 1, source);
    if (d.u1(at) != 0) {
      out.append(", Source ").append(address(d, at + 1, source));
    }
    int next = at + 1 + source;
    int group = d.u1(next) / 8;
    d.need(next + 1, group);
    if (d.u1(next) != 0) {
      out.append(", Group ").append(address(d, next + 1, group));
    }
    return 2 + source + group;
  }

  private static String address(Dissection d, int at, int bytes) {
    return switch (bytes) {
      case 4 -> d.host4(at);
      case 16 -> d.host6(at);
      default -> "bogus address length " + bytes * 8;
    };
  }

  /// Whether the prefixes make sense only if each has the number of its path before it: nothing
  /// else tells.
  static boolean areNumbered(Dissection d, int from, int length, int bits) {
    return length >= 5 && fit(d, from, length, bits, 4, 0) && !fit(d, from, length, bits, 0, 1);
  }

  private static boolean fit(
      Dissection d, int from, int length, int longest, int number, int shortest) {
    int at = 0;
    while (at < length) {
      at += number;
      if (!d.has(from + at, 1)) {
        break;
      }
      int bits = d.u1(from + at);
      if (bits < shortest || bits > longest) {
        return false;
      }
      at += 1 + (bits + 7) / 8;
    }
    return at <= length;
  }
}
