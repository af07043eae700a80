package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;

/// Geneve (RFC 8926).
final class GenevePrinter {
  private static final int HEADER = 8;
  private static final int OPTION_HEADER = 4;
  private static final int CRITICAL = 0x80;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x80 O
          0x40 C
          0x20 R1
          0x10 R2
          0x08 R3
          0x04 R4
          0x02 R5
          0x01 R6
          """);

  private static final Tokens CLASSES =
      Tokens.of(
          """
          0x0100 Linux
          0x0101 Open vSwitch
          0x0102 Open Virtual Networking (OVN)
          0x0103 In-band Network Telemetry (INT)
          0x0104 VMware
          """);

  private GenevePrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("geneve");
    d.put("Geneve");
    if (length < HEADER) {
      d.print(" [length %d < %d]", length, HEADER);
      d.invalid();
      return;
    }
    if (!d.has(at, HEADER)) {
      d.cut();
      return;
    }
    int version = d.u1(at) >> 6;
    if (version != 0) {
      d.print(" ERROR: unknown-version %d", version);
      return;
    }
    int protocol = d.u2(at + 2);
    d.print(", Flags [%s], vni 0x%x", FLAGS.bits(d.u1(at + 1), "", "none"), d.u3(at + 4));
    if (d.u1(at + 7) != 0) {
      d.print(", rsvd 0x%x", d.u1(at + 7));
    }
    if (d.options.link()) {
      d.print(", proto %s (0x%04x)", EtherTypes.NAMES.name(protocol, "unknown"), protocol);
    }
    payload(d, protocol, at + HEADER, length - HEADER, (d.u1(at) & 0x3f) * 4);
  }

  private static void payload(Dissection d, int protocol, int at, int length, int options) {
    if (length < options) {
      d.print(" truncated-geneve - %d bytes missing", options - length);
      return;
    }
    if (!d.has(at, options)) {
      d.cut();
      return;
    }
    if (options > 0 && d.verbose()) {
      d.put(", options [");
      options(d, at, options);
      d.put(']');
    } else if (options > 0) {
      d.print(", options [%d bytes]", options);
    }
    d.put(d.verbose() ? "\n\t" : ": ");
    int next = at + options;
    int rest = length - options;
    if (!EtherTypes.print(d, protocol, next, rest)) {
      if (protocol == EtherType.TEB) {
        EtherPrinter.print(d, next, rest);
      } else {
        d.print("geneve-proto-0x%x", protocol);
      }
    }
  }

  private static void options(Dissection d, int from, int length) {
    int at = from;
    int rest = length;
    while (rest > 0) {
      int kind = d.u2(at);
      int type = d.u1(at + 2);
      int size = OPTION_HEADER + (d.u1(at + 3) & 0x1f) * 4;
      d.put(at == from ? "" : ", ");
      d.print("class %s (0x%x) ", optionClass(kind), kind);
      d.print("type 0x%x%s len %d", type, (type & CRITICAL) != 0 ? "(C)" : "", size);
      if (size > rest) {
        d.put(" [bad length]");
        return;
      }
      if (d.verbose(2) && size > OPTION_HEADER) {
        d.put(" data");
        for (int i = OPTION_HEADER; i < size; i += 4) {
          d.put(' ').put(d.hex(at + i, 4));
        }
      }
      at += size;
      rest -= size;
    }
  }

  private static String optionClass(int number) {
    if (number <= 0xff) {
      return "Standard";
    }
    return number >= 0xfff0 ? "Experimental" : CLASSES.text(number, "Unknown");
  }
}
