package dev.patchbay.trace.print;

/// What OSPF's routers tell each other of links and networks (RFC 2328 appendix A.4).
final class OspfLsa {
  static final int HEADER = 20;
  private static final long INFINITY = 0xffffff;

  private static final Tokens KINDS =
      Tokens.of(
          """
          1 Router
          2 Network
          3 Summary
          4 ASBR Summary
          5 External
          6 Multicast Group
          7 NSSA
          9 Link Local Opaque
          10 Area Local Opaque
          11 Domain Wide Opaque
          """);

  private static final Tokens OPAQUE =
      Tokens.of(
          """
          1 Traffic Engineering
          3 Graceful restart
          4 Router Information
          """);

  private static final Tokens ROUTER_FLAGS =
      Tokens.of(
          """
          1 ABR
          2 ASBR
          4 Virtual
          8 Wildcard
          16 Nt
          128 Host
          """);

  private static final Tokens TOPOLOGIES =
      Tokens.of(
          """
          0 default
          1 multicast
          2 management
          """);

  private OspfLsa() {}

  private static boolean isOpaque(long type) {
    return type >= 9 && type <= 11;
  }

  /// The head of one; returns how long all of it is, or -1 when that cannot be.
  static int header(Dissection d, int at) {
    int length = d.u2(at + 18);
    if (length < HEADER) {
      d.print("\n\t    Bogus length %d < header (%d)", length, HEADER);
      return -1;
    }
    d.print("\n\t  Advertising Router %s, seq 0x%08x", d.host4(at + 8), d.u4(at + 12));
    d.print(", age %ds, length %d", d.u2(at), length - HEADER);
    int type = d.u1(at + 3);
    d.print("\n\t    %s LSA (%d)", KINDS.name(type, "unknown"), type);
    if (isOpaque(type)) {
      int kind = d.u1(at + 4);
      d.print(", Opaque-Type %s LSA (%d)", OPAQUE.name(kind, "unknown"), kind);
      d.print(", Opaque-ID %d", d.u3(at + 5));
    } else {
      d.print(", LSA-ID: %s", d.host4(at + 4));
    }
    d.print("\n\t    Options: [%s]", OspfPrinter.OPTIONS.bits(d.u1(at + 2), "none"));
    return length;
  }

  /// One that is asked for.
  static void request(Dissection d, int at) {
    long type = d.u4(at);
    d.print("\n\t  Advertising Router: %s", d.host4(at + 8));
    d.print(", %s LSA (%d)", KINDS.name(type, "unknown"), type);
    if (isOpaque(type)) {
      int kind = d.u1(at + 4);
      d.print(", Opaque-Type: %s LSA (%d)", OPAQUE.name(kind, "unknown"), kind);
      d.print(", Opaque-ID: %d", d.u3(at + 5));
    } else {
      d.print(", LSA-ID: %s", d.host4(at + 4));
    }
  }

  /// The whole of one; returns where the next begins.
  static int print(Dissection d, int at) {
    int length = header(d, at);
    if (length < 0) {
      throw new Truncated();
    }
    int end = at + length;
    int body = at + HEADER;
    if (body(d, d.u1(at + 3), at, body, end) && d.verbose(2)) {
      d.raw(body, "\n\t    ", length - HEADER);
    }
    return end;
  }

  /// Prints what one tells; false when it is not understood to its end.
  private static boolean body(Dissection d, int type, int at, int body, int end) {
    switch (type) {
      case 1 -> {
        return router(d, body);
      }
      case 2 -> {
        d.print("\n\t    Mask %s\n\t    Connected Routers:", d.host4(body));
        for (int i = body + 4; i < end; i += 4) {
          d.print("\n\t      %s", d.host4(i));
        }
      }
      case 3, 4 -> {
        d.need(body, 8);
        d.put(type == 3 ? "\n\t    Mask " + d.host4(body) : "");
        for (int i = body + 4; i < end; i += 4) {
          int topology = d.u1(i) & 0x7f;
          d.print("\n\t\ttopology %s (%d)", TOPOLOGIES.name(topology, "Unknown"), topology);
          d.print(" metric %d", d.u3(i + 1));
        }
      }
      case 5, 7 -> {
        d.need(body, 8);
        d.print("\n\t    Mask %s", d.host4(body));
        for (int i = body + 4; i < end; i += 12) {
          external(d, i);
        }
      }
      case 6 -> {
        for (int i = body; i < end; i += 8) {
          member(d, i);
        }
      }
      case 9, 10, 11 -> {
        return OspfOpaque.print(d, d.u1(at + 4), body, end);
      }
      default -> {}
    }
    return true;
  }

  private static boolean router(Dissection d, int body) {
    d.print("\n\t    Router LSA Options: [%s]", ROUTER_FLAGS.bits(d.u1(body), "none"));
    int count = d.u2(body + 2);
    int at = body + 4;
    d.need(at, 12);
    for (int i = 0; i < count; i++) {
      d.need(at, 12);
      int type = d.u1(at + 8);
      String id = d.host4(at);
      String data = d.host4(at + 4);
      switch (type) {
        case 1 -> d.print("\n\t      Neighbor Router-ID: %s, Interface Address: %s", id, data);
        case 2 -> d.print("\n\t      Neighbor Network-ID: %s, Interface Address: %s", id, data);
        case 3 -> d.print("\n\t      Stub Network: %s, Mask: %s", id, data);
        case 4 -> {
          d.print("\n\t      Virtual Link: Neighbor Router-ID: %s", id);
          d.print(", Interface Address: %s", data);
        }
        default -> {
          d.print("\n\t      Unknown Router Link Type (%d)", type);
          return false;
        }
      }
      int more = d.u1(at + 9);
      for (int j = 0; j <= more; j++) {
        int topology = j == 0 ? 0 : d.u1(at + 8 + j * 4);
        d.print("\n\t\ttopology %s (%d)", TOPOLOGIES.name(topology, "Unknown"), topology);
        d.print(", metric %d", d.u2(at + 10 + j * 4));
      }
      at += 12 + more * 4;
    }
    return true;
  }

  private static void external(Dissection d, int at) {
    int topology = d.u1(at) & 0x7f;
    long metric = d.u3(at + 1);
    d.print("\n\t\ttopology %s (%d)", TOPOLOGIES.name(topology, "Unknown"), topology);
    d.print(", type %d, metric ", (d.u1(at) & 0x80) != 0 ? 2 : 1);
    d.put(metric == INFINITY ? "infinite" : Long.toString(metric));
    d.put(d.u4(at + 4) == 0 ? "" : ", forward " + d.host4(at + 4));
    d.put(d.u4(at + 8) == 0 ? "" : ", tag " + d.host4(at + 8));
  }

  private static void member(Dissection d, int at) {
    long type = d.u4(at);
    if (type == 1) {
      d.print("\n\t    Router Router-ID %s", d.host4(at + 4));
    } else if (type == 2) {
      d.print("\n\t    Network Designated Router %s", d.host4(at + 4));
    } else {
      d.print("\n\t    unknown VertexType (%d)", type);
    }
  }
}
