package dev.patchbay.trace.print;

/// The protocols of OSI's network layer, which their first byte tells apart (ISO 9577).
final class OsiPrinter {
  private static final int NULL = 0x00;
  private static final int CLNP = 0x81;
  private static final int ES_IS = 0x82;
  private static final int IS_IS = 0x83;
  private static final int IPV6 = 0x8e;
  private static final int IPV4 = 0xcc;
  private static final int PPP = 0xcf;
  private static final int MODULUS = 255;

  static final Tokens PROTOCOLS =
      Tokens.of(
          """
          0 NULL
          0x08 Q.933
          0x09 LMI
          0x80 SNAP
          0x81 CLNP
          0x82 ES-IS
          0x83 IS-IS
          0x84 CONS
          0x85 IDRP
          0xc1 ISIS_SPB
          0xb1 FRF.15
          0xcc IPv4
          0xcf PPP
          0x8a X25 ES-IS
          0x8e IPv6
          """);

  private OsiPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("isoclns");
    int protocol = d.u1(at);
    if (d.options.link()) {
      d.print("OSI NLPID %s (0x%02x): ", PROTOCOLS.name(protocol, "Unknown"), protocol);
    }
    switch (protocol) {
      case CLNP -> orBytes(d, ClnpPrinter.print(d, at, length), at, length);
      case IS_IS -> orBytes(d, IsisPrinter.print(d, at, length), at, length);
      case ES_IS -> EsisPrinter.print(d, at, length);
      case NULL -> length(d, length);
      case IPV4 -> Ipv4Printer.print(d, at + 1, length - 1);
      case IPV6 -> Ipv6Printer.print(d, at + 1, length - 1);
      case PPP -> PppPrinter.print(d, at + 1, length - 1);
      default -> {
        if (!d.options.link()) {
          d.print("OSI NLPID 0x%02x unknown", protocol);
        }
        length(d, length);
        if (length > 1) {
          d.raw(at, "\n\t", length);
        }
      }
    }
  }

  /// How long the packet is; behind the link's line without a comma.
  static void length(Dissection d, int length) {
    comma(d).print("length%s %d", d.protocol().equals("isoclns") ? ":" : "", length);
  }

  /// A comma where the protocol's name stands before.
  static Dissection comma(Dissection d) {
    return d.put(d.options.link() ? "" : ", ");
  }

  private static void orBytes(Dissection d, boolean understood, int at, int length) {
    if (!understood) {
      d.raw(at, "\n\t", length);
    }
  }

  /// The protocols that a list of their numbers names.
  static void protocols(Dissection d, int at, int length) {
    for (int i = at; i < at + length; i++) {
      d.print("%s (0x%02x)", PROTOCOLS.name(d.u1(i), "unknown"), d.u1(i));
      d.put(i + 1 < at + length ? ", " : "");
    }
  }

  /// Whether a checksum is right (ISO 8473, annex C), which stands `offset` bytes behind `at`.
  static void checksum(Dissection d, int at, int checksum, int offset, int length) {
    if (checksum == 0 || !d.has(at + offset, 2) || offset > length || !d.has(at, length)) {
      d.put(" (unverified)");
      return;
    }
    int right = checksum(d, at, offset, length);
    if (checksum == right) {
      d.put(" (correct)");
    } else {
      d.print(" (incorrect should be 0x%04x)", right);
    }
  }

  private static int checksum(Dissection d, int at, int offset, int length) {
    long sum = 0;
    long weighted = 0;
    for (int i = 0; i < length; i++) {
      sum += i == offset || i == offset + 1 ? 0 : d.u1(at + i);
      weighted += sum;
    }
    long part = (length - offset) * (sum % MODULUS);
    long first = Math.floorMod(part - sum - weighted, (long) MODULUS);
    long second = Math.floorMod(weighted - part, (long) MODULUS);
    return (int) ((first == 0 ? MODULUS : first) << 8 | (second == 0 ? MODULUS : second));
  }
}
