package dev.patchbay.trace.print;

/// What is said of routes in an update: each attribute in its words.
final class BgpAttributes {
  private static final int DEEPEST = 10;
  private static final int LARGE_COMMUNITY = 32;
  private static final int SET = 128;

  private static final Tokens ORIGINS =
      Tokens.of(
          """
          0 IGP
          1 EGP
          2 Incomplete
          """);

  private static final Tokens OPENING =
      Tokens.of(
          """
          2
          1 {
          3 (
          4 ({
          """);

  private static final Tokens CLOSING =
      Tokens.of(
          """
          2
          1 }
          3 )
          4 })
          """);

  private static final Tokens TUNNELS =
      Tokens.of(
          """
          1 RSVP-TE P2MP LSP
          2 LDP P2MP LSP
          3 PIM-SSM Tree
          4 PIM-SM Tree
          5 PIM-Bidir Tree
          6 Ingress Replication
          7 LDP MP2MP LSP
          """);

  private static final Tokens TUNNEL_FLAGS =
      Tokens.of(
          """
          0x1 Leaf Information required
          """);

  private static final Tokens METRICS =
      Tokens.of(
          """
          1 AIGP
          """);

  private BgpAttributes() {}

  /// @param level how many sets of attributes it lies in
  static void print(Dissection d, int type, int at, int length, int level) {
    int shown = length;
    if (!fits(type, length)) {
      d.put("invalid len");
    } else if (type == SET) {
      shown = set(d, at, length, level);
    } else if (!attribute(d, type, at, length)) {
      d.need(at, length);
      d.print("\n\t    no Attribute %d decoder", type);
      if (!d.verbose(2)) {
        d.raw(at, "\n\t    ", length);
      }
    } else if (type == LARGE_COMMUNITY) {
      shown = 0;
    }
    if (d.verbose(2) && shown > 0) {
      d.need(at, shown);
      d.raw(at, "\n\t    ", shown);
    }
  }

  private static boolean fits(int type, int length) {
    return switch (type) {
      case 1 -> length == 1;
      case 2, 17 -> length % 2 == 0;
      case 3, 4, 5, 9 -> length == 4;
      case 6 -> length == 0;
      case 7 -> length == 6 || length == 8;
      case 8, 10 -> length % 4 == 0;
      case 16 -> length % 8 == 0;
      case 18 -> length == 8;
      case 32 -> length > 0 && length % 12 == 0;
      default -> true;
    };
  }

  private static boolean attribute(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1 -> d.put(ORIGINS.name(d.u1(at), "Unknown Origin Typecode"));
      case 2, 17 -> path(d, type == 17, at, length);
      case 3, 9 -> d.put(d.host4(at));
      case 4, 5 -> d.put(d.u4(at));
      case 6 -> {}
      case 7, 18 -> {
        long system = length == 6 ? d.u2(at) : d.u4(at);
        d.print(" AS #%s, origin %s", d.system(system), d.host4(at + length - 4));
      }
      case 8 -> BgpCommunities.plain(d, at, length);
      case 10 -> {
        for (int i = 0; i < length; i += 4) {
          d.put(d.host4(at + i)).put(length - i > 4 ? ", " : "");
        }
      }
      case 14 -> BgpReachability.reachable(d, at, length);
      case 15 -> BgpReachability.unreachable(d, at, length);
      case 16 -> BgpCommunities.extended(d, at, length);
      case 22 -> tunnel(d, at, length);
      case 26 -> accumulated(d, at, length);
      case LARGE_COMMUNITY -> {
        d.put("\n\t    ");
        for (int i = at; i < at + length; i += 12) {
          d.print("%d:%d:%d", d.u4(i), d.u4(i + 4), d.u4(i + 8));
          d.put(at + length - i > 12 ? ", " : "");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void path(Dissection d, boolean wide, int from, int length) {
    d.put(length == 0 ? "empty" : "");
    int size = !wide && areNarrow(d, from, length) ? 2 : 4;
    int at = from;
    while (at < from + length) {
      d.put(OPENING.name(d.u1(at), "?"));
      int count = d.u1(at + 1);
      for (int i = 0; i < count; i++) {
        int system = at + 2 + i * size;
        d.need(system, size);
        d.put(d.system(size == 2 ? d.u2(system) : d.u4(system))).put(' ');
      }
      d.put(CLOSING.name(d.u1(at), "?"));
      at += 2 + count * size;
    }
  }

  /// Whether a path fits if its numbers have two bytes each: nothing else tells.
  private static boolean areNarrow(Dissection d, int from, int length) {
    int at = from;
    while (at < from + length) {
      if (d.u1(at) < 1 || d.u1(at) > 4) {
        return false;
      }
      at += 2 + d.u1(at + 1) * 2;
    }
    return at == from + length;
  }

  private static void tunnel(Dissection d, int at, int length) {
    d.need(at, 5);
    if (length < 5) {
      throw new Truncated();
    }
    int type = d.u1(at + 1);
    d.print("\n\t    Tunnel-type %s (%d)", TUNNELS.name(type, "Unknown"), type);
    d.print(", Flags [%s]", TUNNEL_FLAGS.bits(d.u1(at), "none"));
    d.print(", MPLS Label %d", d.u3(at + 2) >> 4);
    int end = at + 5;
    switch (type) {
      case 1 ->
          d.print("\n\t      Extended-Tunnel-ID %s, P2MP-ID 0x%08x", d.host4(end), d.u4(end + 4));
      case 2, 7 -> d.print("\n\t      Root-Node %s, LSP-ID 0x%08x", d.host4(end), d.u4(end + 4));
      case 3 -> d.print("\n\t      Root-Node %s, P-Group %s", d.host4(end), d.host4(end + 4));
      case 4, 5 -> d.print("\n\t      Sender %s, P-Group %s", d.host4(end), d.host4(end + 4));
      case 6 -> d.print("\n\t      Tunnel-Endpoint %s", d.host4(end));
      default -> {
        if (!d.verbose(2)) {
          d.raw(end, "\n\t      ", length - 5);
        }
      }
    }
  }

  private static void accumulated(Dissection d, int from, int length) {
    int at = from;
    int end = from + length;
    while (end - at >= 3) {
      int type = d.u1(at);
      int size = d.u2(at + 1);
      d.print("\n\t    %s TLV (%d), length %d", METRICS.name(type, "Unknown"), type, size);
      at += 3;
      if (size < 3 || end - at < size - 3 || (type == 1 && size < 11)) {
        throw new Truncated();
      }
      if (type == 1) {
        d.put(", metric ").put(Long.toUnsignedString(d.u8(at)));
      } else if (!d.verbose(2)) {
        d.raw(at, "\n\t      ", size - 3);
      }
      at += size - 3;
    }
  }

  /// Attributes in one; returns how many bytes are left that make none.
  private static int set(Dissection d, int from, int length, int level) {
    d.need(from, 4);
    if (length < 4) {
      throw new Truncated();
    }
    d.print("\n\t    Origin AS: %s", d.system(d.u4(from)));
    int at = from + 4;
    int end = from + length;
    while (at < end) {
      d.need(at, 2);
      int flags = d.u1(at);
      int wide = (flags & 0x10) != 0 ? 2 : 1;
      if (end - at < 2 + wide) {
        d.put(" [path attr too short]");
        return end - at - 2;
      }
      int type = d.u1(at + 1);
      int size = wide == 2 ? d.u2(at + 2) : d.u1(at + 2);
      at += 2 + wide;
      d.put("\n\t      ").put(BgpUpdate.name(type, size));
      d.put(flags == 0 ? "" : BgpUpdate.flags(flags)).put(": ");
      if (end - at < size) {
        d.put(" [path attr too short]");
        return end - at;
      }
      if (level == DEEPEST) {
        d.put("(too many nested levels, not recursing)");
      } else {
        print(d, type, at, size, level + 1);
      }
      at += size;
    }
    return 0;
  }
}
