package dev.patchbay.trace.print;

/// Multicast listener discovery (RFC 2710, RFC 3810).
final class MldPrinter {
  private static final int FIRST = 24;
  private static final int SECOND = 28;
  private static final int ADDRESS = 16;

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
      GroupRecords.MLD.sources(d, at + SECOND, sources);
    }
    d.put(']');
  }

  /// A report of the second version.
  static void report(Dissection d, int at, int length) {
    if (length < 8) {
      d.print(" [invalid len %d]", length);
      return;
    }
    GroupRecords.MLD.report(d, at, length);
  }
}
