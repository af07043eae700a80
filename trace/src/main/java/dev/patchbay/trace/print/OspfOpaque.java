package dev.patchbay.trace.print;

/// What OSPF carries for others (RFC 5250): a router's abilities, and that it restarts.
final class OspfOpaque {
  private static final int GRACE = 3;
  private static final int ROUTER = 4;

  private static final Tokens ABILITIES =
      Tokens.of(
          """
          1 Router Capabilities
          """);

  private static final Tokens ABILITY_FLAGS =
      Tokens.of(
          """
          1 Reserved
          2 Reserved
          4 Reserved
          8 Reserved
          16 graceful restart capable
          32 graceful restart helper
          64 Stub router support
          128 Traffic engineering
          0x100 p2p over LAN
          0x200 path computation server
          """);

  private static final Tokens GRACES =
      Tokens.of(
          """
          1 Grace Period
          2 Graceful restart Reason
          3 IPv4 interface address
          """);

  private static final Tokens REASONS =
      Tokens.of(
          """
          0 Unknown
          1 Software Restart
          2 Software Reload/Upgrade
          3 Control Processor Switch
          """);

  private OspfOpaque() {}

  /// Prints the fields; false when they are not understood to their end.
  static boolean print(Dissection d, int kind, int from, int end) {
    if (kind != GRACE && kind != ROUTER) {
      if (!d.verbose(2)) {
        d.raw(from, "\n\t    ", end - from);
      }
      return true;
    }
    int at = from;
    while (at < end) {
      d.need(at, 4);
      if (end - at < 4) {
        d.print("\n\t    Remaining LS length %d < 4", end - at);
        return false;
      }
      int size = field(d, kind, at, end);
      if (size < 0) {
        return false;
      }
      at += 4 + (kind == GRACE ? (size + 3) / 4 * 4 : size);
    }
    return true;
  }

  /// Prints a field; returns how long its value is, or -1 when it cannot be.
  private static int field(Dissection d, int kind, int at, int end) {
    int type = d.u2(at);
    int size = d.u2(at + 2);
    String name = (kind == GRACE ? GRACES : ABILITIES).name(type, "unknown");
    d.print("\n\t    %s TLV (%d), ", name, type);
    d.print(kind == GRACE ? "length %d, value: " : "length: %d, value: ", size);
    if (size > end - at - 4) {
      String what = kind == GRACE ? "" : "remaining LS length ";
      d.print("\n\t    Bogus length %d > %s%d", size, what, end - at - 4);
      return -1;
    }
    if (kind == GRACE && (type == 0 || size == 0)) {
      return -1;
    }
    int value = at + 4;
    d.need(value, size);
    int expected = kind == ROUTER ? (type == 1 ? 4 : size) : grace(type, size);
    if (size != expected) {
      d.print("\n\t    Bogus length %d != %d", size, expected);
      return -1;
    }
    if (type == 1) {
      d.put(
          kind == ROUTER
              ? "Capabilities: " + ABILITY_FLAGS.bits(d.u4(value), "Unknown")
              : d.u4(value) + "s");
    } else if (kind == GRACE && type == 2) {
      d.print("%s (%d)", REASONS.name(d.u1(value), "Unknown"), d.u1(value));
    } else if (kind == GRACE && type == 3) {
      d.put(d.host4(value));
    } else if (!d.verbose(2)) {
      d.raw(value, "\n\t      ", size);
    }
    return size;
  }

  private static int grace(int type, int size) {
    return switch (type) {
      case 1, 3 -> 4;
      case 2 -> 1;
      default -> size;
    };
  }
}
