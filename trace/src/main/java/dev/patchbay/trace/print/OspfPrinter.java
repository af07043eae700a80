package dev.patchbay.trace.print;

/// OSPF version 2 (RFC 2328): the packets; what they tell of is in [OspfLsa].
final class OspfPrinter {
  private static final int HEADER = 24;
  private static final int HELLO = 1;
  private static final int DESCRIPTION = 2;
  private static final int REQUEST = 3;
  private static final int UPDATE = 4;
  private static final int ACKNOWLEDGEMENT = 5;
  private static final int PASSWORD = 1;
  private static final int DIGEST = 2;
  private static final int DIGEST_LENGTH = 16;
  private static final int LINK_LOCAL = 0x10;

  private static final Tokens PACKETS =
      Tokens.of(
          """
          1 Hello
          2 Database Description
          3 LS-Request
          4 LS-Update
          5 LS-Ack
          """);

  private static final Tokens AUTHENTICATIONS =
      Tokens.of(
          """
          0 none
          1 simple
          2 MD5
          """);

  static final Tokens OPTIONS =
      Tokens.of(
          """
          1 MultiTopology
          2 External
          4 Multicast
          8 NSSA
          16 LLS
          32 Demand Circuit
          64 Opaque
          128 Up/Down
          """);

  private static final Tokens DESCRIPTION_FLAGS =
      Tokens.of(
          """
          4 Init
          2 More
          1 Master
          8 OOBResync
          """);

  private static final Tokens LOCAL_FIELDS =
      Tokens.of(
          """
          1 Extended Options
          2 MD5 Authentication
          """);

  private static final Tokens LOCAL_OPTIONS =
      Tokens.of(
          """
          1 LSDB resync
          2 Restart
          """);

  private OspfPrinter() {}

  static void print(Dissection d, int at, int whole) {
    d.protocol("ospf2");
    int authentication = d.u2(at + 14);
    int length = whole;
    int before = d.end();
    if (authentication == DIGEST) {
      length -= DIGEST_LENGTH;
      d.end(before - DIGEST_LENGTH);
    }
    int type = d.u1(at + 1);
    int version = d.u1(at);
    d.print("OSPFv%d, %s", version, PACKETS.name(type, "unknown LS-type %d"));
    d.put(", length ").put(length);
    if (PACKETS.find(type) == null || !d.verbose()) {
      return;
    }
    int announced = d.u2(at + 2);
    d.put(length == announced ? "" : " [len " + announced + "]");
    d.print("\n\tRouter-ID %s", d.host4(at + 4));
    d.put(d.u4(at + 8) == 0 ? ", Backbone Area" : ", Area " + d.host4(at + 8));
    if (!authentication(d, authentication, at + 16)) {
      return;
    }
    if (version != 2) {
      d.print(" ospf [version %d]", version);
      return;
    }
    body(d, type, at + HEADER, at + Math.min(length, announced));
    if (length > announced) {
      linkLocal(d, type, authentication, at, length);
    }
  }

  private static boolean authentication(Dissection d, int type, int at) {
    d.need(at, 8);
    d.print(", Authentication Type: %s (%d)", AUTHENTICATIONS.name(type, "unknown"), type);
    if (type == PASSWORD) {
      d.put("\n\tSimple text password: ");
      d.lettersToZero(at, 8);
    } else if (type == DIGEST) {
      d.print("\n\tKey-ID: %d, Auth-Length: %d", d.u1(at + 2), d.u1(at + 3));
      d.print(", Crypto Sequence Number: 0x%08x", d.u4(at + 4));
    }
    return type <= DIGEST;
  }

  private static void body(Dissection d, int type, int at, int end) {
    switch (type) {
      case HELLO -> hello(d, at, end);
      case DESCRIPTION -> {
        d.print("\n\tOptions [%s]", OPTIONS.bits(d.u1(at + 2), "none"));
        d.print(", DD Flags [%s]", DESCRIPTION_FLAGS.bits(d.u1(at + 3), "none"));
        d.put(d.u2(at) == 0 ? "" : ", MTU: " + d.u2(at));
        d.print(", Sequence: 0x%08x", d.u4(at + 4));
        for (int i = at + 8; i < end && OspfLsa.header(d, i) >= 0; i += OspfLsa.HEADER) {}
      }
      case REQUEST -> {
        for (int i = at; i < end; i += 12) {
          d.need(i, 12);
          OspfLsa.request(d, i);
        }
      }
      case UPDATE -> {
        long count = d.u4(at);
        d.print(", %d LSA%s", count, count == 1 ? "" : "s");
        int next = at + 4;
        for (long i = 1; i <= count; i++) {
          d.print("\n\t  LSA #%d", i);
          next = OspfLsa.print(d, next);
        }
      }
      case ACKNOWLEDGEMENT -> {
        for (int i = at; OspfLsa.header(d, i) >= 0; i += OspfLsa.HEADER) {}
      }
      default -> {}
    }
  }

  private static void hello(Dissection d, int at, int end) {
    d.print("\n\tOptions [%s]", OPTIONS.bits(d.u1(at + 6), "none"));
    d.print("\n\t  Hello Timer %ds, Dead Timer %ds", d.u2(at + 4), d.u4(at + 8));
    d.print(", Mask %s, Priority %d", d.host4(at), d.u1(at + 7));
    if (d.u4(at + 12) != 0) {
      d.print("\n\t  Designated Router %s", d.host4(at + 12));
    }
    if (d.u4(at + 16) != 0) {
      d.print(", Backup Designated Router %s", d.host4(at + 16));
    }
    d.put(at + 20 < end ? "\n\t  Neighbor List:" : "");
    for (int i = at + 20; i < end; i += 4) {
      d.print("\n\t    %s", d.host4(i));
    }
  }

  /// What is said beside the packet (RFC 5613), behind it and behind its digest.
  private static void linkLocal(Dissection d, int type, int authentication, int at, int length) {
    int options = type == HELLO ? HEADER + 6 : HEADER + 2;
    if (type > DESCRIPTION || (d.u1(at + options) & LINK_LOCAL) == 0) {
      return;
    }
    int offset = d.u2(at + 2) + (authentication == DIGEST ? d.u1(at + 19) : 0);
    if (offset >= length) {
      d.put("\n\t[LLS truncated]");
      return;
    }
    int next = at + offset;
    d.print("\n\t  LLS: checksum: 0x%04x", d.u2(next));
    d.print(", length: %d", d.u2(next + 2));
    next += 4;
    while (next < at + length) {
      int field = d.u2(next);
      d.print("\n\t    %s (%d)", LOCAL_FIELDS.name(field, "Unknown TLV"), field);
      int size = d.u2(next + 2);
      d.print(", length: %d", size);
      int expected = field == 1 ? 4 : field == 2 ? 20 : size;
      d.put(size == expected ? "" : " [should be " + expected + "]");
      if (field == 1) {
        long flags = d.u4(next + 4);
        d.print("\n\t      Options: 0x%08x [%s]", flags, LOCAL_OPTIONS.bits(flags, "?"));
      } else if (field == 2) {
        d.print("\n\t      Sequence number: 0x%08x", d.u4(next + 4));
      }
      next += 4 + expected;
    }
  }
}
