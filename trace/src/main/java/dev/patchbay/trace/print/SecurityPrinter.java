package dev.patchbay.trace.print;

/// IPsec: authentication headers (RFC 4302), and what can be said of encrypted payloads (RFC 4303).
final class SecurityPrinter {
  private static final int HEADER = 8;
  private static final int AUTHENTICATION_HEADER = 12;

  private SecurityPrinter() {}

  static void encrypted(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("esp");
    if (d.left(at) <= HEADER) {
      d.cut();
      return;
    }
    d.print("ESP(spi=0x%08x,seq=0x%x), ", d.u4(at), d.u4(at + 4));
    d.put("length ").put(Integer.toUnsignedLong(length));
  }

  static void authenticated(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("ah");
    if (!d.has(at, 1)) {
      d.cut();
      return;
    }
    int next = d.u1(at);
    d.put("AH(");
    int size = (d.u1(at + 1) + 2) * 4;
    if (d.verbose()) {
      d.print("length=%d(%d-bytes),", d.u1(at + 1), size);
    }
    if (d.u2(at + 2) != 0) {
      d.print("reserved=0x%x[MustBeZero],", d.u2(at + 2));
    }
    d.print("spi=0x%08x,", d.u4(at + 4));
    d.print("seq=0x%x,icv=0x", d.u4(at + 8));
    for (int i = AUTHENTICATION_HEADER; i < size; i++) {
      d.put(d.hex(at + i, 1));
    }
    d.put("): ");
    IpProtocols.print(d, next, at + size, length - size, ip);
  }
}
