package dev.patchbay.trace.print;

/// BFD (RFC 5880): whether the way to a neighbour works.
final class BfdPrinter {
  static final int ECHO = 3785;
  private static final int HEADER = 24;
  private static final int AUTHENTICATED = 0x04;

  private static final Tokens PORTS =
      Tokens.of(
          """
          0xec8 Control
          0x12b0 Multihop
          0x1a80 Lag
          """);

  private static final Tokens DIAGNOSTICS =
      Tokens.of(
          """
          0 No Diagnostic
          1 Control Detection Time Expired
          2 Echo Function Failed
          3 Neighbor Signaled Session Down
          4 Forwarding Plane Reset
          5 Path Down
          6 Concatenated Path Down
          7 Administratively Down
          8 Reverse Concatenated Path Down
          """);

  private static final Tokens FLAGS_0 =
      Tokens.of(
          """
          0x80 I Hear You
          0x40 Demand
          0x20 Poll
          0x10 Final
          0x8 Control Plane Independent
          4 Authentication Present
          0x2 Reserved
          0x1 Reserved
          """);

  private static final Tokens FLAGS_1 =
      Tokens.of(
          """
          0x20 Poll
          0x10 Final
          0x8 Control Plane Independent
          4 Authentication Present
          0x2 Demand
          0x1 Multipoint
          """);

  private static final Tokens STATES =
      Tokens.of(
          """
          0 AdminDown
          1 Down
          2 Init
          3 Up
          """);

  private static final Tokens AUTHENTICATIONS =
      Tokens.of(
          """
          1 Simple Password
          2 Keyed MD5
          3 Meticulous Keyed MD5
          4 Keyed SHA1
          5 Meticulous Keyed SHA1
          """);

  private BfdPrinter() {}

  /// @param port where it was sent to: it tells the kind of session
  static void print(Dissection d, int port, int at, int length) {
    d.protocol("bfd");
    if (port == ECHO) {
      d.put("BFD, Echo, length: ").put(length);
      unknown(d, at, length);
      return;
    }
    d.need(at, HEADER);
    int version = d.u1(at) >> 5;
    if (version > 1) {
      d.print("BFDv%d, Control, length: %d", version, length);
      unknown(d, at, length);
      return;
    }
    String session = version == 0 ? session0(d, at) : session(d, port, at);
    if (!d.verbose()) {
      d.print("BFDv%d, %s, length: %d", version, session, length);
      return;
    }
    int diagnostic = d.u1(at) & 0x1f;
    d.print("BFDv%d, length: %d\n\t%s", version, length, session);
    d.print(", Diagnostic: %s (0x%02x)", DIAGNOSTICS.name(diagnostic, "unknown"), diagnostic);
    intervals(d, at);
    if ((d.u1(at + 1) & AUTHENTICATED) != 0) {
      authentication(d, at + HEADER);
    }
  }

  private static void unknown(Dissection d, int at, int length) {
    if (d.verbose()) {
      d.raw(at, "\n\t", length);
    }
  }

  private static String session0(Dissection d, int at) {
    return "Control, Flags: [" + FLAGS_0.bits(d.u1(at + 1), "none") + "]";
  }

  private static String session(Dissection d, int port, int at) {
    int flags = d.u1(at + 1);
    return PORTS.name(port, "unknown (%d)")
        + ", State "
        + STATES.name(flags >> 6, "unknown (%d)")
        + ", Flags: ["
        + FLAGS_1.bits(flags & 0x3f, "none")
        + "]";
  }

  private static void intervals(Dissection d, int at) {
    int multiplier = d.u1(at + 2);
    long interval = d.u4(at + 12);
    long detection = (multiplier * interval & 0xffff_ffffL) / 1000;
    d.print("\n\tDetection Timer Multiplier: %d (%d ms Detection time)", multiplier, detection);
    d.print(", BFD Length: %d", d.u1(at + 3));
    d.print("\n\tMy Discriminator: 0x%08x", d.u4(at + 4));
    d.print(", Your Discriminator: 0x%08x", d.u4(at + 8));
    d.print("\n\t  Desired min Tx Interval:    %4d ms", interval / 1000);
    d.print("\n\t  Required min Rx Interval:   %4d ms", d.u4(at + 16) / 1000);
    d.print("\n\t  Required min Echo Interval: %4d ms", d.u4(at + 20) / 1000);
  }

  private static void authentication(Dissection d, int at) {
    d.need(at, 4);
    int type = d.u1(at);
    int length = d.u1(at + 1);
    d.print("\n\tAuthentication: %s (%d)", AUTHENTICATIONS.name(type, "Unknown"), type);
    d.print(", length: %d\n\t  Auth Key ID: %d", length, d.u1(at + 2));
    switch (type) {
      case 1 -> password(d, at, length);
      case 2, 3 -> digest(d, "Digest", at, length, 24);
      case 4, 5 -> digest(d, "Hash", at, length, 28);
      default -> {}
    }
  }

  private static void password(Dissection d, int at, int length) {
    if (length < 4 || length > 19) {
      d.print("[invalid length %d]", length);
      return;
    }
    d.put(", Password: ");
    d.text(at + 3, length - 3);
  }

  private static void digest(Dissection d, String name, int at, int length, int expected) {
    if (length != expected) {
      d.print("[invalid length %d]", length);
      return;
    }
    d.print(", Sequence Number: 0x%08x", d.u4(at + 4));
    d.need(at + 8, length - 8);
    d.print("\n\t  %s: %s", name, d.hex(at + 8, length - 8));
  }
}
