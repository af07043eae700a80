package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;

/// EIGRP (RFC 7868): Cisco's own routing.
final class EigrpPrinter {
  private static final int VERSION = 2;
  private static final int HEADER = 20;
  private static final int FIELD_HEADER = 4;

  private static final Tokens OPERATIONS =
      Tokens.of(
          """
          1 Update
          3 Query
          4 Reply
          5 Hello
          6 IPX SAP
          7 Probe
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x1 Init
          0x2 Conditionally Received
          0x4 Restart
          0x8 End-of-Table
          """);

  private static final Tokens FIELDS =
      Tokens.of(
          """
          1 General Parameters
          2 Authentication
          3 Sequence
          4 Software Version
          5 Next Multicast Sequence
          0x102 IP Internal routes
          0x103 IP External routes
          0x202 AppleTalk Internal routes
          0x203 AppleTalk External routes
          0x204 AppleTalk Cable setup
          0x302 IPX Internal routes
          0x303 IPX External routes
          """);

  private static final Tokens PROTOCOLS =
      Tokens.of(
          """
          0x1 IGRP
          0x2 EIGRP
          0x3 Static
          0x4 RIP
          0x5 Hello
          0x6 OSPF
          0x7 IS-IS
          0x8 EGP
          0x9 BGP
          0xa IDRP
          0xb Connected
          """);

  private EigrpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("eigrp");
    d.need(at, HEADER);
    if (d.u1(at) != VERSION) {
      d.print("EIGRP version %d packet not supported", d.u1(at));
      return;
    }
    int operation = d.u1(at + 1);
    if (!d.verbose() || length < HEADER) {
      d.print("EIGRP %s, length: %d", OPERATIONS.name(operation, "unknown (%d)"), length);
      d.put(d.verbose() ? " (too short, < " + HEADER + ")" : "");
      return;
    }
    d.print("\n\tEIGRP v%d, opcode: ", VERSION);
    d.print("%s (%d), ", OPERATIONS.name(operation, "unknown, type: %d"), operation);
    d.print("chksum: 0x%04x, Flags: [%s]", d.u2(at + 2), FLAGS.bits(d.u4(at + 4), "none"));
    d.print("\n\tseq: 0x%08x, ack: 0x%08x, ", d.u4(at + 8), d.u4(at + 12));
    d.print("VRID: %d, AS: %d, length: %d", d.u2(at + 16), d.u2(at + 18), length - HEADER);
    fields(d, at + HEADER, at + length);
  }

  private static void fields(Dissection d, int from, int end) {
    int at = from;
    while (at < end) {
      d.need(at, FIELD_HEADER);
      int type = d.u2(at);
      int length = d.u2(at + 2);
      int value = at + FIELD_HEADER;
      if (length < FIELD_HEADER || length > end - at) {
        d.raw(value, "\n\t    ", end - at);
        return;
      }
      d.print("\n\t  %s TLV (0x%04x), length: %d", FIELDS.name(type, "Unknown"), type, length);
      d.need(at, length);
      field(d, type, value, length - FIELD_HEADER);
      if (d.verbose(2)) {
        d.raw(value, "\n\t    ", length - FIELD_HEADER);
      }
      at += length;
    }
  }

  private static void field(Dissection d, int type, int at, int length) {
    int shortest = shortest(type);
    if (length < shortest) {
      d.print(" (too short, < %d)", FIELD_HEADER + shortest);
      return;
    }
    switch (type) {
      case 0x0001 -> {
        d.print("\n\t    holdtime: %ds", d.u2(at + 6));
        for (int i = 0; i < 5; i++) {
          d.print(", k%d %d", i + 1, d.u1(at + i));
        }
      }
      case 0x0004 -> {
        d.print("\n\t    IOS version: %d.%d", d.u1(at), d.u1(at + 1));
        d.print(", EIGRP version %d.%d", d.u1(at + 2), d.u1(at + 3));
      }
      case 0x0102 -> {
        if (prefix(d, at, at + 20)) {
          metric(d, at + 4);
        }
      }
      case 0x0103 -> {
        if (prefix(d, at, at + 40)) {
          origin(d, d.host4(at + 4), at + 8, at + 22, d.u4(at + 12), d.u4(at + 16));
          metric(d, at + 24);
        }
      }
      case 0x0202 -> {
        cables(d, at + 16, at);
        metric(d, at + 4);
      }
      case 0x0203 -> {
        cables(d, at + 36, at);
        String router = Long.toString(d.u4(at + 4));
        origin(d, router, at + 8, at + 16, d.u4(at + 12), d.u2(at + 18));
        metric(d, at + 20);
      }
      case 0x0204 -> {
        d.print("\n\t    Cable-range: %d-%d", d.u2(at), d.u2(at + 2));
        d.print(", Router-ID %d", d.u4(at + 4));
      }
      default -> {
        if (!d.verbose(2)) {
          d.raw(at, "\n\t    ", length);
        }
      }
    }
  }

  private static int shortest(int type) {
    return switch (type) {
      case 0x0001, 0x0204 -> 8;
      case 0x0004 -> 4;
      case 0x0102 -> 22;
      case 0x0103 -> 42;
      case 0x0202 -> 24;
      case 0x0203 -> 40;
      default -> 0;
    };
  }

  private static boolean prefix(Dissection d, int hop, int at) {
    int bits = d.u1(at);
    if (bits > 32) {
      d.print("\n\t    illegal prefix length %d", bits);
      return false;
    }
    d.print("\n\t    IPv4 prefix: %15s/%d, nexthop: ", d.prefix(Family.IPV4, at + 1, bits), bits);
    d.put(d.u4(hop) == 0 ? "self" : d.host4(hop));
    return true;
  }

  private static void cables(Dissection d, int at, int hop) {
    d.print("\n\t     Cable-Range: %d-%d, nexthop: ", d.u2(at), d.u2(at + 2));
    d.put(d.u4(hop) == 0 ? "self" : d.u2(hop) + "." + d.u2(hop + 2));
  }

  private static void origin(
      Dissection d, String router, int system, int protocol, long tag, long metric) {
    d.print("\n\t      origin-router %s, origin-as %d", router, d.u4(system));
    d.print(", origin-proto %s", PROTOCOLS.name(d.u1(protocol), "unknown"));
    d.print(", flags [0x%02x], tag 0x%08x", d.u1(protocol + 1), tag);
    d.print(", metric %d", metric);
  }

  private static void metric(Dissection d, int at) {
    d.print("\n\t      delay %d ms, bandwidth %d Kbps", d.u4(at) / 100, d.u4(at + 4));
    d.print(", mtu %d, hop %d", d.u3(at + 8), d.u1(at + 11));
    d.print(", reliability %d, load %d", d.u1(at + 12), d.u1(at + 13));
  }
}
