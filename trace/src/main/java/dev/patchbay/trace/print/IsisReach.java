package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;

/// Whom and what an IS-IS system reaches: neighbours and prefixes (ISO 10589, RFC 1195, RFC 5305,
/// RFC 5120, RFC 5308).
final class IsisReach {
  private static final int SYSTEM_ID = 6;
  private static final int NODE_ID = 7;
  private static final int METRICS = 4;
  private static final int OLD_PREFIX = 12;
  private static final String INDENT = "\n\t      ";

  private static final Tokens TOPOLOGIES =
      Tokens.of(
          """
          0 IPv4 unicast
          1 In-Band Management
          2 IPv6 unicast
          3 Multicast
          4095 Development, Experimental or Proprietary
          """);

  private static final Tokens TOPOLOGY_FLAGS =
      Tokens.of(
          """
          0x4000 ATT bit set
          0x8000 Overload bit set
          """);

  private static final Tokens CAPABILITY_FLAGS =
      Tokens.of(
          """
          1 S bit
          2 D bit
          """);

  private static final Tokens ROUTING_FLAGS =
      Tokens.of(
          """
          0x80 ipv4
          0x40 ipv6
          """);

  private static final String[] METRIC_NAMES = {"Default", "Delay", "Expense", "Error"};

  private IsisReach() {}

  /// Prints a field's value; false when nothing behind it can be read.
  static boolean print(Dissection d, int type, int at, int size) {
    switch (type) {
      case 2 -> oldNeighbours(d, at, size);
      case 3 -> old(d, "ES Neighbor: ", SYSTEM_ID, at, at + size);
      case 5 -> prefixNeighbours(d, at, size);
      case 22, 24 -> neighbours(d, type, at, at + size);
      case 222 -> neighbours(d, type, at + topology(d, at, size), at + size);
      case 229 -> {
        for (int i = at; i < at + size; i += 2) {
          if (at + size - i == 1) {
            d.put(INDENT).put("invalid MT-ID");
          } else {
            topology(d, i, 2);
          }
        }
      }
      case 235, 237 -> {
        prefixes(d, type == 235, at + topology(d, at, size), at + size);
      }
      case 135, 236 -> prefixes(d, type == 135, at, at + size);
      default -> {
        return oldPrefixes(d, at, size);
      }
    }
    return true;
  }

  // ---- as ISO 10589 and RFC 1195 have it

  private static void oldNeighbours(Dissection d, int at, int size) {
    if (size > 0) {
      int flag = d.u1(at);
      d.put(INDENT);
      if (flag > 1) {
        d.print("bogus virtual flag 0x%02x", flag);
      } else {
        d.put(flag == 1 ? "IsVirtual" : "IsNotVirtual");
      }
      old(d, "IS Neighbor: ", NODE_ID, at + 1, at + size);
    }
  }

  private static void old(Dissection d, String what, int id, int from, int end) {
    for (int at = from; at + METRICS + id <= end; at += METRICS + id) {
      d.put(INDENT).put(what).put(IsisPrinter.id(d, at + METRICS, id));
      metrics(d, at);
    }
  }

  private static void metrics(Dissection d, int at) {
    d.put(", ").put(metric(d, 0, at));
    for (int i = 1; i < METRICS; i++) {
      if ((d.u1(at + i) & 0x80) == 0) {
        d.put("\n\t\t  ").put(metric(d, i, at));
      }
    }
  }

  private static String metric(Dissection d, int which, int at) {
    int metric = d.u1(at + which);
    return METRIC_NAMES[which] + " Metric: " + (metric & 0x3f) + ", " + side(metric);
  }

  private static String side(int metric) {
    return (metric & 0x40) != 0 ? "External" : "Internal";
  }

  private static void prefixNeighbours(Dissection d, int from, int size) {
    if (size < METRICS) {
      return;
    }
    d.put(INDENT).put("Metric Block");
    metrics(d, from);
    int at = from + METRICS;
    int end = from + size;
    while (at < end) {
      int halves = d.u1(at++);
      if (halves < 2) {
        d.print("\n\t\tAddress: prefix length %d < 2", halves);
        return;
      }
      if (end - at < halves / 2) {
        return;
      }
      d.print("\n\t\tAddress: %s/%d", d.nsap(at, halves / 2), halves * 4);
      at += halves / 2;
    }
  }

  private static boolean oldPrefixes(Dissection d, int from, int size) {
    for (int at = from; at < from + size; at += OLD_PREFIX) {
      int left = from + size - at;
      if (left < OLD_PREFIX) {
        d.print("short IPv4 Reachability (%d vs %d)", left, OLD_PREFIX);
        return false;
      }
      d.need(at, OLD_PREFIX);
      String prefix = d.host4(at + 4);
      long mask = d.u4(at + 8);
      int bits = Long.bitCount(mask);
      d.put(INDENT).put("IPv4 prefix: ");
      if (mask == (0xffffffffL << (32 - bits) & 0xffffffffL)) {
        d.print("%15s/%d", prefix, bits);
      } else {
        d.print("%s mask %s", prefix, d.host4(at + 8));
      }
      int metric = d.u1(at);
      d.print(", Distribution: %s, ", (metric & 0x80) != 0 ? "down" : "up");
      d.print("Metric: %d, %s", metric & 0x3f, side(metric));
      for (int i = 1; i < METRICS; i++) {
        if ((d.u1(at + i) & 0x80) == 0) {
          d.put(INDENT).put("  ").put(metric(d, i, at));
        }
      }
    }
    return true;
  }

  // ---- as RFC 5305 has it

  /// Prints which topology is meant; returns how many bytes say so.
  private static int topology(Dissection d, int at, int size) {
    if (size < 2) {
      throw new Truncated();
    }
    int bits = d.u2(at);
    d.put(INDENT).put(TOPOLOGIES.name(bits & 0xfff, "Reserved for IETF Consensus"));
    d.print(" Topology (0x%03x), ", bits & 0xfff);
    d.print("Flags: [%s]", TOPOLOGY_FLAGS.bits(bits & 0xf000, "none"));
    return 2;
  }

  private static void neighbours(Dissection d, int type, int from, int end) {
    int at = from;
    while (at < end) {
      int used = IsisLink.print(d, INDENT, type, at, end);
      if (used > end - at) {
        beyond(d, end - at, used);
        return;
      }
      at += used;
    }
  }

  private static void prefixes(Dissection d, boolean ip4, int from, int end) {
    int at = from;
    while (at < end) {
      int used = prefix(d, ip4, at);
      if (used > end - at) {
        beyond(d, end - at, used);
        return;
      }
      at += used;
    }
  }

  private static void beyond(Dissection d, int left, int used) {
    d.print(" [remaining tlv length %d < %d]", left, used);
    d.invalid();
  }

  private static int prefix(Dissection d, boolean ip4, int from) {
    long metric = d.u4(from);
    int status = d.u1(from + 4);
    int bits = ip4 ? status & 0x3f : d.u1(from + 5);
    Family family = ip4 ? Family.IPV4 : Family.IPV6;
    d.put(INDENT).put(ip4 ? "IPv4" : "IPv6").put(" prefix: ");
    if (bits > family.bytes() * 8) {
      d.print("bad bit length %d", bits);
      throw new Truncated();
    }
    int at = from + (ip4 ? 5 : 6);
    int length = (bits + 7) / 8;
    d.need(at, length);
    byte[] address = new byte[family.bytes()];
    System.arraycopy(d.bytes, at, address, 0, length);
    d.print(ip4 ? "%15s/%d" : "%s/%d", d.host(Ip.read(family, address, 0)), bits);
    d.print(", Distribution: %s, Metric: %d", (status & 0x80) != 0 ? "down" : "up", metric);
    boolean more = (status & (ip4 ? 0x40 : 0x20)) != 0;
    if (!ip4) {
      d.put(", ").put(side(status));
    }
    at += length;
    if (more) {
      int size = d.u1(at++);
      d.print(", sub-TLVs present (%d)", size);
      IsisPrefix.print(d, INDENT + "  ", at, size);
      at += size;
    }
    return at - from;
  }

  // ---- what a router can do

  /// A router's abilities (RFC 7981), segment routing among them (RFC 8667).
  static void capability(Dissection d, int from, int size) {
    if (size < 5) {
      d.print(" [object length %d < 5]", size);
      d.invalid();
      return;
    }
    d.put(INDENT).put("Router-ID ").put(d.host4(from));
    d.print(", Flags [%s]", CAPABILITY_FLAGS.bits(d.u1(from + 4), "none"));
    int end = from + size;
    int at = from + 5;
    while (end - at >= 2) {
      int type = d.u1(at);
      int length = d.u1(at + 1);
      String name = type == 2 ? "SR-Capabilities" : "unknown";
      d.print("\n\t\t%s subTLV #%d, length: %d", name, type, length);
      at += 2;
      if (length > end - at || !d.has(at, length)) {
        return;
      }
      if (type == 2) {
        segments(d, at, length);
      } else {
        d.raw(at, "\n\t\t", length);
      }
      at += length;
    }
  }

  private static void segments(Dissection d, int from, int size) {
    d.print(", Flags [%s]", ROUTING_FLAGS.bits(d.u1(from), "None"));
    d.put(", Range ").put(d.u3(from + 1));
    int at = from + 4;
    int end = from + size;
    while (end - at >= 5) {
      int type = d.u1(at);
      int length = d.u1(at + 1);
      at += 2;
      if (length > end - at) {
        return;
      }
      if (type != 1) {
        d.raw(at, "\n\t\t  ", length);
      } else if (length == 3 || length == 4) {
        d.put(", SID value ").put(length == 3 ? d.u3(at) : d.u4(at));
      } else {
        d.put(", Unknown SID length").put(length);
      }
      at += length;
    }
  }
}
