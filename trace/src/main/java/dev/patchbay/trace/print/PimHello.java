package dev.patchbay.trace.print;

/// How a PIM router says that it is there: its options.
final class PimHello {
  private static final Tokens OPTIONS =
      Tokens.of(
          """
          1 Hold Time
          2 LAN Prune Delay
          18 DR Priority (Old)
          19 DR Priority
          20 Generation ID
          21 State Refresh Capability
          22 Bi-Directional Capability
          24 Address List
          0xfde9 Address List (Old)
          """);

  private PimHello() {}

  static void print(Dissection d, PimReader in) {
    while (in.left() > 0) {
      int head = in.take(4);
      int type = d.u2(head);
      int length = d.u2(head + 2);
      d.print("\n\t  %s Option (%d), ", OPTIONS.name(type, "Unknown"), type);
      d.print("length %d, Value: ", length);
      int at = in.take(length);
      if (!option(d, type, at, length)) {
        d.invalid();
        return;
      }
      if (d.verbose(2)) {
        d.raw(at, "\n\t    ", length);
      }
    }
  }

  /// Prints an option; false when it has not the length it should have.
  private static boolean option(Dissection d, int type, int at, int length) {
    int expected = type == 1 ? 2 : type == 2 || (type >= 18 && type <= 21) ? 4 : length;
    if (length == 0 && (type == 18 || type == 19)) {
      d.put("Bi-Directional Capability (Old)");
      return true;
    }
    if (length != expected) {
      d.print("[option length %d != %d]", length, expected);
      return false;
    }
    switch (type) {
      case 1 -> d.put(Spans.text(d.u2(at)));
      case 2 -> {
        d.print("\n\t    T-bit=%d, LAN delay %dms", d.u2(at) >> 15, d.u2(at) & 0x7fff);
        d.print(", Override interval %dms", d.u2(at + 2));
      }
      case 18, 19 -> d.put(d.u4(at));
      case 20 -> d.print("0x%08x", d.u4(at));
      case 21 -> refresh(d, at);
      case 22 -> {}
      case 24, 65001 -> {
        PimReader addresses = new PimReader(d, 0, at, at + length);
        while (d.verbose(2) && addresses.left() > 0) {
          addresses.unicast("\n\t    ");
        }
      }
      default -> {
        if (!d.verbose(2)) {
          d.raw(at, "\n\t    ", length);
        }
      }
    }
    return true;
  }

  private static void refresh(Dissection d, int at) {
    d.print("v%d", d.u1(at));
    if (d.u1(at + 1) != 0) {
      d.put(", interval ").put(Spans.text(d.u1(at + 1)));
    }
    if (d.u2(at + 2) != 0) {
      d.print(" ?0x%04x?", d.u2(at + 2));
    }
  }
}
