package dev.patchbay.trace.print;

/// IS-IS (ISO 10589, RFC 1195): the packets; what they tell is in [IsisFields].
final class IsisPrinter {
  private static final int HEADER = 8;
  private static final int SYSTEM_ID = 6;
  private static final int NODE_ID = 7;
  private static final int LSP_ID = 8;
  private static final int NO_AREAS = 255;
  private static final int USUAL_AREAS = 3;

  private static final Tokens PACKETS =
      Tokens.of(
          """
          15 L1 Lan IIH
          16 L2 Lan IIH
          17 p2p IIH
          18 L1 LSP
          20 L2 LSP
          24 L1 CSNP
          25 L2 CSNP
          26 L1 PSNP
          27 L2 PSNP
          """);

  private static final Tokens CIRCUITS =
      Tokens.of(
          """
          1 Level 1 only
          2 Level 2 only
          3 Level 1, Level 2
          """);

  private static final Tokens SYSTEMS =
      Tokens.of(
          """
          0 Unused 0x0 (invalid)
          1 L1 IS
          2 Unused 0x2 (invalid)
          3 L2 IS
          """);

  /// What a packet is for, and how long its own header is.
  private enum Kind {
    LAN_HELLO(19),
    HELLO(12),
    LINK_STATE(19),
    COMPLETE_LIST(25),
    PARTIAL_LIST(9),
    UNKNOWN(0);

    private final int header;

    Kind(int header) {
      this.header = header;
    }

    static Kind of(int type) {
      return switch (type) {
        case 15, 16 -> LAN_HELLO;
        case 17 -> HELLO;
        case 18, 20 -> LINK_STATE;
        case 24, 25 -> COMPLETE_LIST;
        case 26, 27 -> PARTIAL_LIST;
        default -> UNKNOWN;
      };
    }
  }

  private IsisPrinter() {}

  /// Prints a packet; false when it is none that can be read.
  static boolean print(Dissection d, int at, int length) {
    d.protocol("isis");
    d.need(at, HEADER);
    if (length < HEADER) {
      throw new Truncated();
    }
    d.put(d.options.link() ? "" : "IS-IS");
    if (!isSane(d, at, length)) {
      return false;
    }
    int type = d.u1(at + 4);
    if (d.verbose()) {
      OsiPrinter.length(d, length);
      header(d, at, type);
    } else {
      OsiPrinter.comma(d).put(PACKETS.name(type, "unknown PDU-Type %d"));
    }
    Kind kind = Kind.of(type);
    if (kind == Kind.UNKNOWN) {
      if (d.verbose()) {
        d.raw(at + HEADER, "\n\t  ", length);
        return false;
      }
      d.put(", length ").put(length);
      return true;
    }
    return body(d, kind, at, length);
  }

  private static boolean isSane(Dissection d, int at, int length) {
    int header = d.u1(at + 1);
    if (d.u1(at + 2) != 1) {
      d.print("version %d packet not supported", d.u1(at + 2));
    } else if (d.u1(at + 3) != SYSTEM_ID && d.u1(at + 3) != 0) {
      d.print("system ID length of %d is not supported", d.u1(at + 3));
    } else if (d.u1(at + 5) != 1) {
      d.print("version %d packet not supported", d.u1(at + 5));
    } else if (length < header) {
      d.print("fixed header length %d > packet length %d", header, length);
    } else if (header < HEADER) {
      d.print("fixed header length %d < minimum header size %d", header, HEADER);
    } else if (d.u1(at + 7) == NO_AREAS) {
      d.put("bad packet -- 255 areas");
    } else {
      return true;
    }
    return false;
  }

  private static void header(Dissection d, int at, int type) {
    d.print("\n\t%s, hlen: %d, ", PACKETS.name(type, "unknown, type %d"), d.u1(at + 1));
    d.print("v: %d, pdu-v: %d, ", d.u1(at + 2), d.u1(at + 5));
    int areas = d.u1(at + 7);
    d.print("sys-id-len: %d (%d), ", SYSTEM_ID, d.u1(at + 3));
    d.print("max-area: %d (%d)", areas == 0 ? USUAL_AREAS : areas, areas);
    if (d.verbose(2)) {
      d.raw(at, "\n\t", HEADER);
    }
  }

  private static boolean body(Dissection d, Kind kind, int at, int length) {
    int whole = HEADER + kind.header;
    if (d.u1(at + 1) != whole) {
      d.put(kind == Kind.PARTIAL_LIST ? "- " : ", ");
      int right = kind == Kind.LINK_STATE ? kind.header : whole;
      d.print("bogus fixed header length %d should be %d", d.u1(at + 1), right);
      return false;
    }
    d.need(at, whole);
    if (length < whole) {
      throw new Truncated();
    }
    int next = at + HEADER;
    if (!d.verbose()) {
      brief(d, kind, next);
      d.put(", length ").put(length);
      return true;
    }
    boolean isHello = kind == Kind.HELLO || kind == Kind.LAN_HELLO;
    int announced = Math.min(length, d.u2(isHello ? next + 9 : next));
    switch (kind) {
      case HELLO, LAN_HELLO -> hello(d, kind, next);
      case LINK_STATE -> linkState(d, next, announced);
      default -> list(d, kind, next);
    }
    if (d.verbose(2)) {
      d.raw(next, "\n\t  ", kind.header);
    }
    if (announced < whole) {
      d.print(" [packet length %d < %d]", announced, whole);
      d.invalid();
      return true;
    }
    new IsisFields(d, at, announced).print(at + whole);
    return true;
  }

  private static void brief(Dissection d, Kind kind, int at) {
    switch (kind) {
      case LAN_HELLO -> {
        d.put(", src-id ").put(id(d, at + 1, SYSTEM_ID));
        d.print(", lan-id %s, prio %d", id(d, at + 12, NODE_ID), d.u1(at + 11));
      }
      case HELLO -> d.put(", src-id ").put(id(d, at + 1, SYSTEM_ID));
      case LINK_STATE -> {
        d.print(", lsp-id %s, seq 0x%08x", id(d, at + 4, LSP_ID), d.u4(at + 12));
        d.print(", lifetime %5ds", d.u2(at + 2));
      }
      default -> d.put(", src-id ").put(id(d, at + 2, NODE_ID));
    }
  }

  private static void hello(Dissection d, Kind kind, int at) {
    boolean lan = kind == Kind.LAN_HELLO;
    d.print("\n\t  source-id: %s, %s", id(d, at + 1, SYSTEM_ID), lan ? " " : "");
    d.print("holding time: %ds, ", d.u2(at + 7));
    d.print("Flags: [%s]", CIRCUITS.name(d.u1(at), "unknown circuit type 0x%02x"));
    if (lan) {
      d.print("\n\t  lan-id:    %s, Priority: %d", id(d, at + 12, NODE_ID), d.u1(at + 11) & 0x7f);
    } else {
      d.print("\n\t  circuit-id: 0x%02x", d.u1(at + 11));
    }
    d.put(", PDU length: ").put(d.u2(at + 9));
  }

  private static void linkState(Dissection d, int at, int length) {
    d.print("\n\t  lsp-id: %s, seq: 0x%08x", id(d, at + 4, LSP_ID), d.u4(at + 12));
    d.print(", lifetime: %5ds\n\t  chksum: 0x%04x", d.u2(at + 2), d.u2(at + 16));
    OsiPrinter.checksum(d, at + 4, d.u2(at + 16), 12, length - 12);
    int bits = d.u1(at + 18);
    d.print(", PDU length: %d, Flags: [ ", d.u2(at));
    d.put((bits & 4) != 0 ? "Overload bit set, " : "");
    if ((bits & 0x78) != 0) {
      d.put((bits & 0x08) != 0 ? "default " : "").put((bits & 0x10) != 0 ? "delay " : "");
      d.put((bits & 0x20) != 0 ? "expense " : "").put((bits & 0x40) != 0 ? "error " : "");
      d.put("ATT bit set, ");
    }
    d.put((bits & 0x80) != 0 ? "P bit set, " : "");
    d.put(SYSTEMS.name(bits & 3, "")).put(" ]");
  }

  private static void list(Dissection d, Kind kind, int at) {
    d.print("\n\t  source-id:    %s, PDU length: %d", id(d, at + 2, NODE_ID), d.u2(at));
    if (kind == Kind.COMPLETE_LIST) {
      d.put("\n\t  start lsp-id: ").put(id(d, at + 9, LSP_ID));
      d.put("\n\t  end lsp-id:   ").put(id(d, at + 17, LSP_ID));
    }
  }

  /// What a system (6 bytes), a node (7) or a link-state packet (8) is known by.
  static String id(Dissection d, int at, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(length, SYSTEM_ID); i += 2) {
      out.append(i == 0 ? "" : ".").append(d.hex(at + i, 2));
    }
    out.append(length >= NODE_ID ? "." + d.hex(at + SYSTEM_ID, 1) : "");
    return out.append(length == LSP_ID ? "-" + d.hex(at + NODE_ID, 1) : "").toString();
  }
}
