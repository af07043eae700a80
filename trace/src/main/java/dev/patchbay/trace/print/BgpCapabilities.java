package dev.patchbay.trace.print;

/// What a BGP speaker can do (RFC 5492).
final class BgpCapabilities {
  private static final int FAMILY = 4;

  private static final Tokens NAMES =
      Tokens.of(
          """
          1 Multiprotocol Extensions
          2 Route Refresh
          3 Cooperative Route Filtering
          4 Multiple Routes to a Destination
          5 Extended Next Hop Encoding
          8 Multiple Labels
          64 Graceful Restart
          65 32-Bit AS Number
          67 Dynamic Capability
          68 Multisession BGP
          69 Multiple Paths
          70 Enhanced Route Refresh
          71 Long-lived Graceful Restart
          128 Route Refresh (Cisco)
          """);

  private static final Tokens DIRECTIONS =
      Tokens.of(
          """
          1 Receive
          2 Send
          3 Both
          """);

  private BgpCapabilities() {}

  static void print(Dissection d, int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end) {
      d.need(at, 2);
      int type = d.u1(at);
      int size = d.u1(at + 1);
      d.print("\n\t      %s (%d), length: %d", NAMES.name(type, "Unknown"), type, size);
      d.need(at + 2, size);
      int shortest = type == 1 || type == 65 ? 4 : type == 64 ? 2 : 0;
      if (size < shortest) {
        d.print(" (too short, < %d)", shortest);
        return;
      }
      boolean known = capability(d, type, at + 2, size);
      if (d.verbose(2) ? size != 0 : !known) {
        d.raw(at + 2, "\n\t\t", size);
      }
      at += 2 + size;
    }
  }

  private static boolean capability(Dissection d, int type, int at, int length) {
    switch (type) {
      case 1 -> d.put("\n\t\t").put(BgpFamily.read(d, at, at + 3));
      case 2, 71, 128 -> {}
      case 8 -> {
        for (int i = at; at + length - i >= FAMILY; i += FAMILY) {
          d.put("\n\t\t").put(BgpFamily.read(d, i, i + 2)).put(", Count: ").put(d.u1(i + 3));
        }
      }
      case 64 -> restart(d, at, length);
      case 65 -> d.print("\n\t\t 4 Byte AS %s", d.system(d.u4(at)));
      case 69 -> paths(d, at, length);
      default -> {
        d.print("\n\t\tno decoder for Capability %d", type);
        return false;
      }
    }
    return true;
  }

  private static void restart(Dissection d, int at, int length) {
    d.print("\n\t\tRestart Flags: [%s]", (d.u1(at) & 0x80) != 0 ? "R" : "none");
    d.print(", Restart Time %ds", d.u2(at) & 0xfff);
    for (int i = at + 2; at + length - i >= FAMILY; i += FAMILY) {
      d.put("\n\t\t  ").put(BgpFamily.read(d, i, i + 2));
      d.print(", Forwarding state preserved: %s", (d.u1(i + 3) & 0x80) != 0 ? "yes" : "no");
    }
  }

  private static void paths(Dissection d, int at, int length) {
    d.put(length == 0 ? " (bogus)" : "");
    for (int i = at; i < at + length; i += FAMILY) {
      if (at + length - i < FAMILY) {
        d.invalid();
        return;
      }
      d.put("\n\t\t").put(BgpFamily.read(d, i, i + 2));
      d.print(", Send/Receive: %s", DIRECTIONS.name(d.u1(i + 3), "Bogus (0x%02x)"));
    }
  }
}
