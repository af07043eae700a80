package dev.patchbay.trace.print;

/// TFTP (RFC 1350, RFC 2347).
final class TftpPrinter {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int DATA = 3;
  private static final int ACKNOWLEDGEMENT = 4;
  private static final int ERROR = 5;
  private static final int OPTIONS = 6;

  private static final Tokens OPERATIONS =
      Tokens.of(
          """
          1 RRQ
          2 WRQ
          3 DATA
          4 ACK
          5 ERROR
          6 OACK
          """);

  private static final Tokens ERRORS =
      Tokens.of(
          """
          0 EUNDEF
          1 ENOTFOUND
          2 EACCESS
          3 ENOSPACE
          4 EBADOP
          5 EBADID
          6 EEXISTS
          7 ENOUSER
          """);

  private TftpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("tftp");
    d.put("TFTP, length ").put(length);
    if (length < 2) {
      d.cut();
      return;
    }
    int operation = d.u2(at);
    d.put(", ").put(OPERATIONS.name(operation, "tftp-#%d"));
    int next = at + 2;
    int end = at + length;
    switch (operation) {
      case READ, WRITE -> request(d, next, end);
      case DATA, ACKNOWLEDGEMENT -> {
        atLeast(next, end, 2);
        d.put(" block ").put(d.u2(next));
      }
      case ERROR -> error(d, next, end);
      case OPTIONS -> options(d, next, end);
      default -> {}
    }
  }

  private static void atLeast(int at, int end, int length) {
    if (end - at < length) {
      throw new Truncated();
    }
  }

  private static void request(Dissection d, int at, int end) {
    atLeast(at, end, 1);
    d.put(" \"");
    int read = d.word(at, end - at);
    d.put('"');
    atLeast(0, read, 1);
    int mode = at + read;
    atLeast(mode, end, 1);
    d.put(' ');
    read = d.word(mode, end - mode);
    atLeast(0, read, 1);
    options(d, mode + read, end);
  }

  private static void options(Dissection d, int from, int end) {
    int at = from;
    while (at < end) {
      d.put(d.u1(at) != 0 ? " " : "");
      int read = d.word(at, end - at);
      atLeast(0, read, 1);
      at += read;
    }
  }

  private static void error(Dissection d, int at, int end) {
    atLeast(at, end, 2);
    d.put(' ').put(ERRORS.name(d.u2(at), "tftp-err-#%d \""));
    atLeast(at + 2, end, 1);
    d.put(" \"");
    int read = d.word(at + 2, end - at - 2);
    d.put('"');
    atLeast(0, read, 1);
  }
}
