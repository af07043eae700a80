package dev.patchbay.trace.print;

/// Frame relay (ITU-T Q.922, RFC 2427): an address of two to four bytes, and what it carries.
final class FrameRelayPrinter {
  private static final int SHORTEST = 4;
  private static final int UNNUMBERED = 0x03;
  private static final int PADDED = 3;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x02000000 C!
          0x00020000 DE
          0x00040000 BECN
          0x00080000 FECN
          0x00000002 sdlcore
          """);

  private final Dissection d;
  private final int length;
  private int address;
  private int circuit;
  private int flags;

  private FrameRelayPrinter(Dissection d, int length) {
    this.d = d;
    this.length = length;
  }

  /// A captured frame.
  static void frame(Dissection d, int length) {
    d.protocol("fr");
    if (!d.has(0, SHORTEST)) {
      d.cut();
      d.linkHeader(d.end());
      return;
    }
    d.linkHeader(new FrameRelayPrinter(d, length).print());
  }

  /// Reads the address; false when it is none.
  private boolean address() {
    if ((byteAt(0) & 1) != 0) {
      return false;
    }
    int second = byteAt(1);
    address = 2;
    circuit = (d.u1(0) & 0xfc) << 2 | (second & 0xf0) >> 4;
    flags = (d.u1(0) & 2) << 24 | (second & 0x0e) << 16;
    if ((second & 1) != 0) {
      return true;
    }
    address = 3;
    if ((byteAt(2) & 1) == 0) {
      circuit = circuit << 7 | d.u1(2) >> 1;
      address = 4;
    }
    int last = byteAt(address - 1);
    flags |= last & 2;
    circuit = circuit << 6 | last >> 2;
    return (last & 1) != 0;
  }

  private int byteAt(int at) {
    if (at >= length) {
      throw new Truncated();
    }
    return d.u1(at);
  }

  private int print() {
    if (!address()) {
      d.put("Q.922, invalid address");
      return 0;
    }
    if (byteAt(address) != UNNUMBERED && circuit != 0) {
      if (d.has(address, 2) && length >= address + 2) {
        int type = d.u2(address);
        header(type, length, address);
        if (EtherTypes.print(d, type, address + 2, length - address - 2)) {
          return address + 2;
        }
      }
      d.print("UI %02x! ", d.u1(address));
    }
    boolean padded = byteAt(address + 1) == 0;
    if (padded != (address == PADDED)) {
      d.put(padded ? "Pad! " : "No pad! ");
    }
    int header = address + (padded ? 3 : 2);
    int protocol = byteAt(header - 1);
    header(protocol, length, address);
    payload(protocol, header);
    return header;
  }

  private void header(int protocol, int size, int addressLength) {
    if (d.options.link()) {
      describe(protocol, size, addressLength);
    }
  }

  private void describe(int protocol, int size, int addressLength) {
    if (d.options.quiet() > 0) {
      d.print("Q.922, DLCI %d, length %d: ", circuit, size);
      return;
    }
    d.print("Q.922, hdr-len %d, DLCI %d, ", addressLength, circuit);
    d.print("Flags [%s], ", FLAGS.bits(flags, "none"));
    if (protocol > 0xff) {
      d.put("cisco-ethertype ").put(EtherTypes.NAMES.name(protocol, "unknown"));
      d.print(" (0x%04x), length %d: ", protocol, size);
    } else {
      d.put("NLPID ").put(OsiPrinter.PROTOCOLS.name(protocol, "unknown"));
      d.print(" (0x%02x), length %d: ", protocol, size);
    }
  }

  private void payload(int protocol, int at) {
    int rest = length - at;
    switch (protocol) {
      case 0xcc -> Ipv4Printer.print(d, at, rest);
      case 0x8e -> Ipv6Printer.print(d, at, rest);
      case 0xcf -> PppPrinter.print(d, at, rest);
      case 0x81, 0x82, 0x83 -> OsiPrinter.print(d, at - 1, rest + 1);
      case 0x80 -> {
        if (!LlcPrinter.snap(d, at, rest, null)) {
          if (!d.options.link()) {
            describe(protocol, length, at);
          }
          d.unknown(0);
        }
      }
      default -> {
        if (!d.options.link()) {
          describe(protocol, length, address);
        }
        if (d.options.dump() != DumpStyle.HEX) {
          HexDump.hexAndText(d, "\n\t", at, rest);
        }
      }
    }
  }
}
