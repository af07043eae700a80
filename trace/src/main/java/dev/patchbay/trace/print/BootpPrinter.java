package dev.patchbay.trace.print;

import dev.patchbay.packet.Mac;

/// BOOTP and DHCP (RFC 951, RFC 2131).
final class BootpPrinter {
  private static final int REQUEST = 1;
  private static final int ETHERNET = 1;
  private static final int NAME = 44;
  private static final int FILE = 108;
  private static final int VENDOR = 236;
  private static final int MAGIC = 0x6382_5363;
  private static final int CMU_MAGIC = 0x434d_5500;

  private static final Tokens OPERATIONS =
      Tokens.of(
          """
          1 Request
          2 Reply
          """);

  private BootpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("bootp");
    int operation = d.u1(at);
    d.put("BOOTP/DHCP, ").put(OPERATIONS.name(operation, "unknown (0x%02x)"));
    int type = d.u1(at + 1);
    int size = d.u1(at + 2);
    boolean ethernet = type == ETHERNET && size == Mac.BYTES;
    if (ethernet && operation == REQUEST) {
      d.put(" from ").put(d.mac(at + 28));
    }
    d.put(", length ").put(length);
    if (!d.verbose()) {
      return;
    }
    d.need(at + 8, 2);
    d.put(type == ETHERNET ? "" : ", htype " + type).put(ethernet ? "" : ", hlen " + size);
    numbers(d, at);
    address(d, "Client-IP", at + 12);
    address(d, "Your-IP", at + 16);
    address(d, "Server-IP", at + 20);
    address(d, "Gateway-IP", at + 24);
    if (ethernet) {
      d.put("\n\t  Client-Ethernet-Address ").put(d.mac(at + 28));
    }
    if (text(d, "sname", at + NAME, 64) && text(d, "file", at + FILE, 128)) {
      vendor(d, at + VENDOR);
    }
  }

  private static void numbers(Dissection d, int at) {
    if (d.u1(at + 3) != 0) {
      d.print(", hops %d", d.u1(at + 3));
    }
    if (d.u4(at + 4) != 0) {
      d.print(", xid 0x%x", d.u4(at + 4));
    }
    if (d.u2(at + 8) != 0) {
      d.print(", secs %d", d.u2(at + 8));
    }
    int flags = d.u2(at + 10);
    d.print(", Flags [%s]", (flags & 0x8000) != 0 ? "Broadcast" : "none");
    if (d.verbose(2)) {
      d.print(" (0x%04x)", flags);
    }
  }

  private static void address(Dissection d, String name, int at) {
    if (d.u4(at) != 0) {
      d.print("\n\t  %s %s", name, d.host4(at));
    }
  }

  /// Prints a text that ends with a zero byte; false when it does not.
  private static boolean text(Dissection d, String name, int at, int length) {
    if (d.u1(at) == 0) {
      return true;
    }
    d.print("\n\t  %s \"", name);
    int i = at;
    while (i < at + length && d.has(i, 1) && d.u1(i) != 0) {
      d.letter(d.u1(i++));
    }
    d.put('"');
    boolean ends = i < at + length && d.has(i, 1);
    if (!ends) {
      d.cut();
    }
    return ends;
  }

  private static void vendor(Dissection d, int at) {
    if (!d.has(at, 4)) {
      d.cut();
      return;
    }
    switch (d.s4(at)) {
      case MAGIC -> DhcpOptions.print(d, at);
      case CMU_MAGIC -> cmu(d, at);
      case 0 -> {}
      default -> d.print("\n\t  Vendor-#0x%x", d.u4(at));
    }
  }

  /// What Carnegie Mellon University had before there were options.
  private static void cmu(Dissection d, int at) {
    d.put(" vend-cmu");
    int flags = d.u1(at + 4);
    if ((flags & ~1) != 0) {
      d.print(" F:0x%x", flags);
    }
    cmu(d, "DG", at + 12);
    cmu(d, (flags & 1) != 0 ? "SM" : "SM*", at + 8);
    String[] names = {"NS1", "NS2", "IEN1", "IEN2", "TS1", "TS2"};
    for (int i = 0; i < names.length; i++) {
      cmu(d, names[i], at + 16 + 4 * i);
    }
  }

  private static void cmu(Dissection d, String name, int at) {
    if (d.u4(at) != 0) {
      d.print(" %s:%s", name, d.host4(at));
    }
  }
}
