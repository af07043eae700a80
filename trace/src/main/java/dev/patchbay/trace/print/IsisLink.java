package dev.patchbay.trace.print;

/// What IS-IS tells of a link to a neighbour (RFC 5305, RFC 5307, RFC 4124, RFC 8667).
final class IsisLink {
  private static final int SYSTEM_ID = 6;
  private static final int NODE_ID = 7;
  private static final int ALIAS = 24;
  private static final int CLASSES = 8;
  private static final int SWITCHING = 36;

  private static final Tokens NAMES =
      Tokens.of(
          """
          3 Administrative groups
          4 Link Local/Remote Identifier
          5 Link Remote Identifier
          6 IPv4 interface address
          8 IPv4 neighbor address
          9 Maximum link bandwidth
          10 Reservable link bandwidth
          11 Unreserved bandwidth
          18 Traffic Engineering Metric
          19 Link Attribute
          20 Link Protection Type
          21 Interface Switching Capability
          12 Bandwidth Constraints (old)
          22 Bandwidth Constraints
          32 LAN Adjacency Segment Identifier
          29 SPB Metric
          250 Reserved for cisco specific extensions
          251 Reserved for cisco specific extensions
          252 Reserved for cisco specific extensions
          253 Reserved for cisco specific extensions
          254 Reserved for cisco specific extensions
          255 Reserved for future expansion
          """);

  private static final Tokens ATTRIBUTES =
      Tokens.of(
          """
          1 Local Protection Available
          2 Link excluded from local protection path
          4 Local maintenance required
          """);

  private static final Tokens ADJACENCY_FLAGS =
      Tokens.of(
          """
          0x80 Address family IPv6
          0x40 Backup
          0x20 Value
          0x10 Local significance
          0x08 Set of adjacencies
          0x04 Persistent
          """);

  private IsisLink() {}

  /// Prints one neighbour; returns how many bytes tell of it, more than there are when the last of
  /// them is wrong.
  static int print(Dissection d, String indent, int type, int from, int end) {
    d.need(from, NODE_ID);
    int header = NODE_ID + (type == ALIAS ? 0 : 3) + 1;
    enough(from + NODE_ID, end);
    d.put(indent).put("IS Neighbor: ").put(IsisPrinter.id(d, from, NODE_ID));
    if (type != ALIAS) {
      d.need(from + NODE_ID, 3);
      enough(from + NODE_ID + 3, end);
      d.put(", Metric: ").put(d.u3(from + NODE_ID));
    }
    int size = d.u1(from + header - 1);
    enough(from + header, end);
    d.put(size == 0 ? ", no sub-TLVs present" : ", sub-TLVs present (" + size + ")");
    return fields(d, indent + "  ", from + header, size, end) - from;
  }

  private static void enough(int at, int end) {
    if (at > end) {
      throw new Truncated();
    }
  }

  /// Returns where the fields end.
  private static int fields(Dissection d, String indent, int from, int size, int end) {
    int at = from;
    int last = from + size;
    while (at < last) {
      d.need(at, 2);
      if (end - at < 2) {
        d.put(indent).put("Remaining data in TLV shorter than a subTLV header");
        return end;
      }
      if (last - at < 2) {
        d.put(indent).put("Remaining data in subTLVs shorter than a subTLV header");
        return last;
      }
      int type = d.u1(at);
      int length = d.u1(at + 1);
      at += 2;
      d.put(indent).put(NAMES.name(type, "unknown"));
      d.print(" subTLV #%d, length: %d", type, length);
      if (last - at < length) {
        d.put(" (remaining data in subTLVs shorter than the current subTLV)");
        return last;
      }
      if (end - at < length) {
        d.put(" (> remaining tlv length)");
        return end;
      }
      d.need(at, length);
      field(d, indent, type, at, length);
      at += length;
    }
    return at;
  }

  private static void field(Dissection d, String indent, int type, int at, int length) {
    switch (type) {
      case 3, 4, 5 -> {
        if (length >= 4) {
          d.print(", 0x%08x", d.u4(at));
          d.print(length == 8 ? ", 0x%08x" : "", length == 8 ? d.u4(at + 4) : 0);
        }
      }
      case 6, 8 -> d.put(length >= 4 ? ", " + d.host4(at) : "");
      case 9, 10 -> d.put(length >= 4 ? ", " + Gmpls.bandwidth(d, at) : "");
      case 11 -> {
        if (length >= 4 * CLASSES) {
          bandwidths(d, indent + "  TE-Class ", at, CLASSES);
        }
      }
      case 12, 22 -> constraints(d, indent, at, length);
      case 18 -> d.print(length >= 3 ? ", %d" : "", length >= 3 ? d.u3(at) : 0);
      case 19 -> {
        if (length == 2) {
          d.print(", [ %s ] (0x%04x)", ATTRIBUTES.bits(d.u2(at), "Unknown"), d.u2(at));
        }
      }
      case 20 -> {
        if (length >= 2) {
          d.put(", ").put(Gmpls.PROTECTIONS.bits(d.u1(at), "none"));
          d.put(", Priority ").put(d.u1(at + 1));
        }
      }
      case 21 -> switching(d, indent, at, length);
      case 29 -> {
        if (length >= 6) {
          d.print(", LM: %d, P: %d, P-ID: %d", d.u3(at), d.u1(at + 3), d.u2(at + 4));
        }
      }
      case 32 -> adjacency(d, indent, at, length);
      default -> d.raw(at, "\n\t\t    ", length);
    }
  }

  private static void bandwidths(Dissection d, String what, int at, int count) {
    for (int i = 0; i < count; i++) {
      d.print("%s%d: %s", what, i, Gmpls.bandwidth(d, at + 4 * i));
    }
  }

  private static void constraints(Dissection d, String indent, int at, int length) {
    if (length > 0) {
      int model = d.u1(at);
      d.put(indent).put("Bandwidth Constraints Model ID: ");
      d.print("%s (%d)", Gmpls.MODELS.name(model, "unknown"), model);
      bandwidths(d, indent + "  Bandwidth constraint CT", at + 1, (length - 1) / 4);
    }
  }

  private static void switching(Dissection d, String indent, int at, int length) {
    if (length < SWITCHING) {
      return;
    }
    int type = d.u1(at);
    d.print("%s  Interface Switching Capability:%s", indent, Gmpls.SWITCHING.name(type, "Unknown"));
    d.put(", LSP Encoding: ").put(Gmpls.ENCODINGS.name(d.u1(at + 1), "Unknown"));
    d.put(indent).put("  Max LSP Bandwidth:");
    bandwidths(d, indent + "    priority level ", at + 4, CLASSES);
    int rest = at + SWITCHING;
    int left = length - SWITCHING;
    if (type >= 1 && type <= 4) {
      if (left >= 6) {
        d.print("%s  Min LSP Bandwidth: %s", indent, Gmpls.bandwidth(d, rest));
        d.print("%s  Interface MTU: %d", indent, d.u2(rest + 4));
      }
    } else if (type == Gmpls.TIME_DIVISION) {
      if (left >= 8) {
        d.print("%s  Min LSP Bandwidth: %s", indent, Gmpls.bandwidth(d, rest));
        String what = Gmpls.INDICATIONS.name(d.u1(rest + 4), "Unknown (%d)");
        d.print("%s  Indication %s", indent, what);
      }
    } else {
      d.raw(rest, "\n\t\t    ", left);
    }
  }

  private static void adjacency(Dissection d, String indent, int at, int length) {
    if (length < 2 + SYSTEM_ID) {
      return;
    }
    int flags = d.u1(at);
    d.print("%s  Flags: [%s]", indent, ADJACENCY_FLAGS.bits(flags, "none"));
    d.print("%s  Weight: %d", indent, d.u1(at + 1));
    d.print("%s  Neighbor System-ID: %s", indent, IsisPrinter.id(d, at + 2, SYSTEM_ID));
    switch (flags & 0x30) {
      case 0x30 -> d.print("%s  Label: %d", indent, d.u3(at + 2 + SYSTEM_ID));
      case 0 -> d.print("%s  Index: %d", indent, d.u4(at + 2 + SYSTEM_ID));
      default -> d.invalid();
    }
  }
}
