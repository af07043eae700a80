package dev.patchbay.trace.print;

/// What IS-IS tells of bridging along shortest paths (RFC 6329).
final class IsisBridging {
  private static final int IDENTIFIER = 51;
  private static final int NAME = 32;
  private static final int DIGEST = 33;
  private static final int INSTANCE = 19;
  private static final int TREE = 8;
  private static final int STATION = 8;

  private static final Tokens PORT_FIELDS =
      Tokens.of(
          """
          4 SPB MCID
          5 SPB Digest
          6 SPB BVID
          """);

  private static final Tokens FIELDS =
      Tokens.of(
          """
          1 SPB Instance
          3 SPBM Service Identifier and Unicast Address
          """);

  private IsisBridging() {}

  /// @param port whether it is told of a port, or else of the whole bridge
  static void print(Dissection d, boolean port, int from, int size) {
    if (size < 2) {
      return;
    }
    int topology = d.u2(from);
    if (port) {
      d.print("\n\t       RES: %d, MTID(s): %d", topology >> 12, topology & 0xfff);
    } else {
      d.print("\n\t      O: %d, RES: %d", topology >> 15, topology >> 12 & 7);
      d.print(", MTID(s): %d", topology & 0xfff);
    }
    int at = from + 2;
    int end = from + size;
    while (end - at > 2) {
      int type = d.u1(at);
      int length = d.u1(at + 1);
      String name = (port ? PORT_FIELDS : FIELDS).name(type, "unknown");
      d.print("\n\t      %s%s subTLV #%d, length: %d", port ? " " : "", name, type, length);
      at += 2;
      if (end - at < length) {
        d.put(" (> containing TLV length)");
        return;
      }
      d.need(at, length);
      if (!(port ? portField(d, type, at, length) : field(d, type, at, length))) {
        return;
      }
      at += length;
    }
  }

  private static boolean portField(Dissection d, int type, int at, int length) {
    if ((type == 4 && length < 2 * IDENTIFIER) || (type == 5 && length < DIGEST)) {
      d.put(" (too short)");
      return false;
    }
    switch (type) {
      case 4 -> {
        identifier(d, "MCID", at);
        identifier(d, "AUX-MCID", at + IDENTIFIER);
      }
      case 5 -> digest(d, at);
      case 6 -> {
        return algorithms(d, at, length);
      }
      default -> {}
    }
    return true;
  }

  private static void identifier(Dissection d, String what, int at) {
    d.print("\n\t         %s: ID: %d, Name: ", what, d.u1(at));
    d.lettersToZero(at + 1, NAME);
    d.print("\n\t              Lvl: %d, Digest: ", d.u2(at + 1 + NAME));
    d.put(d.hex(at + 3 + NAME, 16, " ")).put(' ');
  }

  private static void digest(Dissection d, int at) {
    int bits = d.u1(at);
    d.print("\n\t        RES: %d V: %d", bits >> 5, bits >> 4 & 1);
    d.print(" A: %d D: %d\n\t         Digest: ", bits >> 2 & 3, bits & 3);
    for (int i = 0; i < 8; i++) {
      d.put(i == 4 ? "\n\t                 " : "").put(d.hex(at + 1 + 4 * i, 4)).put(' ');
    }
  }

  private static boolean algorithms(Dissection d, int at, int length) {
    for (int i = at; i < at + length; i += 6) {
      int left = at + length - i;
      if (left >= 4) {
        d.print("\n\t           ECT: %08x", d.u4(i));
      }
      if (left < 6) {
        d.put(" (too short)");
        return false;
      }
      int vlan = d.u2(i + 4);
      d.print(" BVID: %d, U:%01x M:%01x ", vlan >> 4, vlan >> 3 & 1, vlan >> 2 & 1);
    }
    return true;
  }

  private static boolean field(Dissection d, int type, int at, int length) {
    if (type == 1 && length < INSTANCE) {
      d.put(" (too short)");
      return false;
    }
    if (type == 1) {
      return instance(d, at, length);
    }
    if (type == 3) {
      if (length < STATION) {
        d.cut();
        return false;
      }
      services(d, at, length);
    }
    return true;
  }

  private static boolean instance(Dissection d, int at, int length) {
    d.print("\n\t        CIST Root-ID: %08x %08x", d.u4(at), d.u4(at + 4));
    d.print(", Path Cost: %08x, Prio: %d", d.u4(at + 8), d.u2(at + 12));
    d.print("\n\t        RES: %d, V: %d", d.u2(at + 14) >> 5, d.u2(at + 14) >> 4 & 1);
    int trees = d.u1(at + 18);
    d.print(", SPSource-ID: %d, No of Trees: %x", d.u4(at + 14) & 0xfffff, trees);
    for (int i = 0; i < trees; i++) {
      int tree = at + INSTANCE + TREE * i;
      if (tree + TREE > at + length) {
        d.cut();
        return false;
      }
      int bits = d.u1(tree);
      d.print("\n\t         U:%d, M:%d, A:%d", bits >> 7, bits >> 6 & 1, bits >> 5 & 1);
      d.print(", RES:%d, ECT: %08x", bits & 0x1f, d.u4(tree + 1));
      d.print(", BVID: %d, SPVID: %d", d.u3(tree + 5) >> 12, d.u3(tree + 5) & 0xfff);
    }
    return true;
  }

  private static void services(Dissection d, int at, int length) {
    d.print("\n\t        BMAC: %s", d.hex(at, 6));
    d.print(", RES: %d, VID: %d", d.u2(at + 6) >> 12, d.u2(at + 6) & 0xfff);
    for (int i = at + STATION; i + 4 <= at + length; i += 4) {
      long service = d.u4(i);
      d.print("\n\t        T: %d, R: %d", service >> 31, service >> 30 & 1);
      d.print(", RES: %d, ISID: %d", service >> 24 & 0x3f, service & 0xffffff);
    }
  }
}
