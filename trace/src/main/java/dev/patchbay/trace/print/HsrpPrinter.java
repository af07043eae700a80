package dev.patchbay.trace.print;

/// HSRP (RFC 2281): which router stands in for the others.
final class HsrpPrinter {
  private static final Tokens MESSAGES =
      Tokens.of(
          """
          0 hello
          1 coup
          2 resign
          """);

  private static final Tokens STATES =
      Tokens.of(
          """
          0 initial
          1 learn
          2 listen
          4 speak
          8 standby
          16 active
          """);

  private HsrpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("hsrp");
    int version = d.u1(at);
    d.put("HSRPv").put(version);
    if (version != 0) {
      return;
    }
    d.print("-%s %d: ", MESSAGES.name(d.u1(at + 1), "unknown (%d)"), length);
    d.print("state=%s ", STATES.name(d.u1(at + 2), "Unknown (%d)"));
    d.print("group=%d ", d.u1(at + 6));
    if (d.u1(at + 7) != 0) {
      d.print("[reserved=%d!] ", d.u1(at + 7));
    }
    d.print("addr=%s", d.host4(at + 16));
    if (d.verbose()) {
      d.put(" hellotime=").put(Spans.text(d.u1(at + 3)));
      d.put(" holdtime=").put(Spans.text(d.u1(at + 4)));
      d.print(" priority=%d auth=\"", d.u1(at + 5));
      d.lettersToZero(at + 8, 8);
      d.put('"');
    }
  }
}
