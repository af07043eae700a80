package dev.patchbay.trace.print;

/// Multicast listener discovery (RFC 2710, RFC 3810).
final class MldPrinter {
  private static final int FIRST = 24;
  private static final int SECOND = 28;
  private static final int RECORD = 20;
  private static final int ADDRESS = 16;

  private static final Tokens RECORDS =
      Tokens.of(
          """
          1 is_in
          2 is_ex
          3 to_in
          4 to_ex
          5 allow
          6 block
          """);

  private MldPrinter() {}

  static void query(Dissection d, int at, int length) {
    if (length == FIRST) {
      first(d, at);
    } else if (length >= SECOND) {
      d.put(" v2");
      second(d, at, length);
    } else {
      d.print(" unknown-version (len %d) ", length);
    }
  }

  /// A message of the first version.
  static void first(Dissection d, int at) {
    if (d.has(at, FIRST)) {
      d.print("max resp delay: %d addr: %s", d.u2(at + 4), d.host6(at + 8));
    }
  }

  private static void second(Dissection d, int at, int length) {
    if (d.verbose()) {
      int code = d.u2(at + 4);
      int delay = code < 32768 ? code : ((code & 0xfff) | 0x1000) << ((code >> 12 & 7) + 3);
      d.print(" [max resp delay=%d]", delay);
    }
    d.put(" [gaddr ").put(d.host6(at + 8));
    if (d.verbose()) {
      int flags = d.u1(at + 24);
      d.put((flags & 8) == 0 ? "" : " sflag");
      d.put((flags & 7) == 0 ? "" : " robustness=" + (flags & 7));
      int code = d.u1(at + 25);
      d.put(" qqi=").put(code < 128 ? code : ((code & 0xf) | 0x10) << ((code >> 4 & 7) + 3));
    }
    int sources = d.u2(at + 26);
    if (sources > 0 && length < SECOND + sources * ADDRESS) {
      d.put(" [invalid number of sources]");
    } else if (sources > 0) {
      sources(d, at + SECOND, sources);
    }
    d.put(']');
  }

  private static void sources(Dissection d, int at, int count) {
    if (!d.verbose(2)) {
      d.print(", %d source(s)", count);
      return;
    }
    d.put(" {");
    for (int i = 0; i < count; i++) {
      d.put(' ').put(d.host6(at + ADDRESS * i));
    }
    d.put(" }");
  }

  /// A report of the second version.
  static void report(Dissection d, int at, int length) {
    if (length < 8) {
      d.print(" [invalid len %d]", length);
      return;
    }
    int groups = d.u2(at + 6);
    d.print(", %d group record(s)", groups);
    int record = 8;
    for (int i = 0; d.verbose() && i < groups; i++) {
      if (length < record + RECORD) {
        d.put(" [invalid number of groups]");
        return;
      }
      d.put(" [gaddr ").put(d.host6(at + record + 4));
      d.put(' ').put(RECORDS.name(d.u1(at + record), " [v2-report-#%d]"));
      int sources = d.u2(at + record + 2);
      if (length < record + RECORD + sources * ADDRESS) {
        d.print(" [invalid number of sources %d]", sources);
        return;
      }
      sources(d, at + record + RECORD, sources);
      d.put(']');
      record += RECORD + sources * ADDRESS;
    }
  }
}
