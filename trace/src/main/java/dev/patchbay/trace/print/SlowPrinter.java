package dev.patchbay.trace.print;

/// The slow protocols: LACP and its markers (IEEE 802.3ad), and the outline of OAM (802.3ah).
final class SlowPrinter {
  private static final int LACP = 1;
  private static final int MARKER = 2;
  private static final int OAM = 3;
  private static final int END = 0;
  private static final int COLLECTOR = 3;
  private static final String TOO_SHORT = "\n\t\t packet is too short";

  private static final Tokens PROTOCOLS =
      Tokens.of(
          """
          1 LACP
          2 MARKER
          3 OAM
          """);

  private static final Tokens PARTS =
      Tokens.of(
          """
          0x100 Terminator
          0x101 Actor Information
          0x102 Partner Information
          0x103 Collector Information
          0x200 Terminator
          0x201 Marker Information
          """);

  private static final Tokens STATES =
      Tokens.of(
          """
          0x01 Activity
          0x02 Timeout
          0x04 Aggregation
          0x08 Synchronization
          0x10 Collecting
          0x20 Distributing
          0x40 Default
          0x80 Expired
          """);

  private SlowPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("slow");
    int subtype = length < 1 ? 0 : d.u1(at);
    boolean hasVersion = subtype == LACP || subtype == MARKER;
    if (length < (hasVersion ? 2 : 1)) {
      d.put(d.verbose() ? TOO_SHORT : " (packet is too short)");
      return;
    }
    String name = PROTOCOLS.name(subtype, "unknown (%d)");
    if (hasVersion && d.u1(at + 1) != 1) {
      d.print("%s version %d packet not supported", name, d.u1(at + 1));
      return;
    }
    d.put(name).put(hasVersion ? "v1" : "").put(", length ").put(length);
    if (hasVersion && d.verbose()) {
      parts(d, subtype, at + 2, length - 2);
    } else if (subtype == OAM && d.verbose()) {
      OamPrinter.print(d, at + 1, length - 1);
    } else if (!hasVersion && subtype != OAM) {
      d.raw(at, "\n\t", length);
    }
  }

  private static void parts(Dissection d, int subtype, int from, int length) {
    int at = from;
    int rest = length;
    while (rest > 0) {
      if (rest < 2) {
        d.put(TOO_SHORT);
        return;
      }
      int type = d.u1(at);
      int size = d.u1(at + 1);
      String name = PARTS.name((subtype << 8) + type, "Unknown");
      d.print("\n\t%s TLV (0x%02x), length %d", name, type, size);
      if (type == END) {
        return;
      }
      if (size < 2) {
        d.put("\n\t    ERROR: illegal length - should be >= 2");
        return;
      }
      if (rest < size) {
        d.put(TOO_SHORT);
        return;
      }
      if (!d.has(at, size)) {
        d.cut();
        return;
      }
      part(d, subtype, type, at + 2, size - 2);
      if (d.verbose(2)) {
        d.raw(at + 2, "\n\t  ", size - 2);
      }
      at += size;
      rest -= size;
    }
  }

  private static void part(Dissection d, int subtype, int type, int at, int length) {
    if (subtype == LACP && type < COLLECTOR) {
      if (isRight(d, length, 18)) {
        d.print("\n\t  System %s, System Priority %d, ", d.mac(at + 2), d.u2(at));
        d.print("Key %d, Port %d, Port Priority %d", d.u2(at + 8), d.u2(at + 12), d.u2(at + 10));
        d.print("\n\t  State Flags [%s]", STATES.bits(d.u1(at + 14), "none"));
      }
    } else if (subtype == LACP && type == COLLECTOR) {
      if (isRight(d, length, 14)) {
        d.print("\n\t  Max Delay %d", d.u2(at));
      }
    } else if (subtype == MARKER && type == 1) {
      if (isRight(d, length, 14)) {
        d.print("\n\t  Request System %s, Request Port %d, ", d.mac(at + 2), d.u2(at));
        d.print("Request Transaction ID 0x%08x", d.u4(at + 8));
      }
    } else if (!d.verbose(2)) {
      d.raw(at, "\n\t  ", length);
    }
  }

  private static boolean isRight(Dissection d, int length, int right) {
    if (length != right) {
      d.print("\n\t    ERROR: illegal length - should be %d", right + 2);
    }
    return length == right;
  }
}
