package dev.patchbay.trace.print;

/// OSPF version 3 (RFC 5340): OSPF of IPv6.
final class Ospf3Printer {
  private static final int HEADER = 16;
  private static final int LSA_HEADER = 20;
  private static final int LOCAL = 0x200;

  private static final Tokens PACKETS =
      Tokens.of(
          """
          1 Hello
          2 Database Description
          3 LS-Request
          4 LS-Update
          5 LS-Ack
          """);

  static final Tokens OPTIONS =
      Tokens.of(
          """
          1 V6
          2 External
          4 Deprecated
          8 NSSA
          16 Router
          32 Demand Circuit
          0x100 AFs Support
          0x200 LLS
          0x400 Authentication Trailer
          """);

  private static final Tokens DESCRIPTION_FLAGS =
      Tokens.of(
          """
          4 Init
          2 More
          1 Master
          16 IPv6 MTU
          """);

  private static final Tokens KINDS =
      Tokens.of(
          """
          1 Router
          2 Network
          3 Inter-Area Prefix
          4 Inter-Area Router
          5 External
          6 Deprecated
          7 NSSA
          8 Link
          9 Intra-Area Prefix
          10 Intra-Area TE
          11 Grace
          12 Router Information
          13 Inter-AS-TE
          14 Layer 1 VPN
          """);

  private static final Tokens SCOPES =
      Tokens.of(
          """
          0 Link Local
          0x2000 Area Local
          0x4000 Domain Wide
          """);

  private static final Tokens AUTHENTICATIONS =
      Tokens.of(
          """
          1 HMAC
          """);

  private Ospf3Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("ospf3");
    int type = d.u1(at + 1);
    d.print("OSPFv%d, %s", d.u1(at), PACKETS.name(type, "unknown packet type (%d)"));
    d.put(", length ").put(length);
    if (PACKETS.find(type) == null || !d.verbose()) {
      return;
    }
    int announced = d.u2(at + 2);
    if (announced > length) {
      d.print(" [len %d]", announced);
      return;
    }
    d.print("\n\tRouter-ID %s", d.host4(at + 4));
    d.put(d.u4(at + 8) == 0 ? ", Backbone Area" : ", Area " + d.host4(at + 8));
    d.put(d.u1(at + 14) == 0 ? "" : ", Instance " + d.u1(at + 14));
    if (d.u1(at) == 3) {
      body(d, type, at + HEADER, at + announced);
      trailer(d, type, at + HEADER, at + announced, at + length);
    }
  }

  private static void body(Dissection d, int type, int at, int end) {
    switch (type) {
      case 1 -> hello(d, at, end);
      case 2 -> {
        d.print("\n\tOptions [%s]", OPTIONS.bits(d.u4(at), "none"));
        d.print(", DD Flags [%s]", DESCRIPTION_FLAGS.bits(d.u1(at + 7), "none"));
        d.print(", MTU %d, DD-Sequence 0x%08x", d.u2(at + 4), d.u4(at + 8));
        headers(d, at + 12, end);
      }
      case 3 -> {
        for (int i = at; d.verbose(2) && i < end; i += 12) {
          d.need(i, 12);
          d.print("\n\t  Advertising Router %s", d.host4(i + 8));
          kind(d, d.u2(i + 2), i + 4);
        }
      }
      case 4 -> {
        long count = d.u4(at);
        int next = at + 4;
        for (long i = 0; d.verbose(2) && i < count && next < end; i++) {
          header(d, next, end);
          int length = d.u2(next + 18);
          if (length < LSA_HEADER || next + length > end) {
            throw new Truncated();
          }
          Ospf3Lsa.print(d, d.u2(next + 2), next + LSA_HEADER, length - LSA_HEADER);
          next += length;
        }
      }
      case 5 -> headers(d, at, end);
      default -> {}
    }
  }

  private static void hello(Dissection d, int at, int end) {
    d.print("\n\tOptions [%s]", OPTIONS.bits(d.u4(at + 4), "none"));
    d.print("\n\t  Hello Timer %ds, Dead Timer %ds", d.u2(at + 8), d.u2(at + 10));
    d.print(", Interface-ID %s, Priority %d", d.host4(at), d.u1(at + 4));
    if (d.u4(at + 12) != 0) {
      d.print("\n\t  Designated Router %s", d.host4(at + 12));
    }
    if (d.u4(at + 16) != 0) {
      d.print(", Backup Designated Router %s", d.host4(at + 16));
    }
    if (d.verbose(2)) {
      d.put("\n\t  Neighbor List:");
      for (int i = at + 20; i < end; i += 4) {
        d.print("\n\t    %s", d.host4(i));
      }
    }
  }

  private static void headers(Dissection d, int from, int end) {
    for (int at = from; d.verbose(2) && at < end; at += LSA_HEADER) {
      header(d, at, end);
    }
  }

  private static void header(Dissection d, int at, int end) {
    if (end - at < LSA_HEADER) {
      throw new Truncated();
    }
    d.print("\n\t  Advertising Router %s, seq 0x%08x", d.host4(at + 8), d.u4(at + 12));
    d.print(
        ", age %ds, length %s", d.u2(at), Long.toUnsignedString(d.u2(at + 18) - (long) LSA_HEADER));
    kind(d, d.u2(at + 2), at + 4);
  }

  /// What sort of link state it is, how far it goes, and its number.
  static void kind(Dissection d, int type, int id) {
    int kind = type & 0x1fff;
    d.print("\n\t    %s LSA (%d), ", KINDS.name(kind, "Unknown"), kind);
    d.print(
        "%s Scope%s", SCOPES.name(type & 0x6000, "Unknown"), type >> 15 != 0 ? ", transitive" : "");
    d.print(", LSA-ID %s", d.host4(id));
  }

  /// What follows the packet: what is said to the next router only, and who vouches for it.
  private static void trailer(Dissection d, int type, int body, int from, int end) {
    int at = from;
    int options = type == 1 ? body + 4 : body;
    if (at < end && type <= 2 && (d.u4(options) & LOCAL) != 0) {
      atLeast(end - at, 4);
      int size = d.u2(at + 2);
      d.print("\n\tLLS Checksum 0x%04x, Data Length %d", d.u2(at), size);
      atLeast(size, 4);
      atLeast(end - at, size);
      d.need(at, size);
      at += size;
    }
    if (at < end) {
      atLeast(end - at, 16);
      int size = d.u2(at + 2);
      d.print("\n\tAuthentication Type %s", AUTHENTICATIONS.name(d.u2(at), "unknown (0x%04x)"));
      d.print(", Length %d", size);
      atLeast(size, 16);
      atLeast(end - at, size);
      d.print(", SAID %d, CSN 0x%08x:%08x", d.u2(at + 6), d.u4(at + 8), d.u4(at + 12));
      d.need(at, size);
      if (d.verbose(2)) {
        d.raw(at + 16, "\n\tAuthentication Data ", size - 16);
      }
    }
  }

  static void atLeast(int length, int needed) {
    if (length < needed) {
      throw new Truncated();
    }
  }
}
