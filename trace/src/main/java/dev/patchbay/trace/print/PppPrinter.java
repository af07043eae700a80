package dev.patchbay.trace.print;

/// PPP (RFC 1661): the protocol, its packets of IP and MPLS, and the outline of those that control
/// it.
final class PppPrinter {
  private static final Tokens PASSWORDS =
      Tokens.of(
          """
          1 Auth-Req
          2 Auth-ACK
          3 Auth-NACK
          """);

  private static final int FRAME_HEADER = 4;
  private static final int ADDRESS = 0xff;
  private static final int ADDRESS_AND_CONTROL = 0xff03;
  private static final int IN = 0x0003;
  private static final int OUT = 0x0103;

  private static final Tokens PROTOCOLS =
      Tokens.of(
          """
          33 IP
          35 OSI
          37 NS
          39 DECNET
          41 APPLE
          43 IPX
          45 VJC IP
          47 VJNC IP
          49 BRPDU
          51 STII
          53 VINES
          0x281 MPLS
          0x283 MPLS
          253 Compressed
          61 MLPPP
          87 IP6
          0x201 HELLO
          0x231 LUXCOM
          0x233 SNS
          0x8021 IPCP
          0x8023 OSICP
          0x8025 NSCP
          0x8027 DECNETCP
          0x8029 APPLECP
          0x802b IPXCP
          0x8033 STIICP
          0x8035 VINESCP
          0x8057 IP6CP
          0x8281 MPLSCP
          0xc021 LCP
          0xc023 PAP
          0xc025 LQM
          0xc223 CHAP
          0xc227 EAP
          0xc027 SPAP
          0xc123 Old-SPAP
          0xc02b BACP
          0xc02d BAP
          0xc03d MLPPP-CP
          0x80fd CCP
          """);

  private static final Tokens CODES =
      Tokens.of(
          """
          0 Vendor-Extension
          1 Conf-Request
          2 Conf-Ack
          3 Conf-Nack
          4 Conf-Reject
          5 Term-Request
          6 Term-Ack
          7 Code-Reject
          8 Prot-Reject
          9 Echo-Request
          10 Echo-Reply
          11 Disc-Req
          12 Ident
          13 Time-Rem
          14 Reset-Req
          15 Reset-Ack
          """);

  private PppPrinter() {}

  /// A captured frame.
  static void frame(Dissection d, int length) {
    d.protocol("ppp");
    if (!d.has(0, FRAME_HEADER)) {
      d.cut();
      d.linkHeader(d.end());
      return;
    }
    d.linkHeader(FRAME_HEADER);
    print(d, 0, length);
  }

  /// A captured frame of a serial line, in framing as of HDLC.
  static void serial(Dissection d, int length) {
    d.protocol("ppp_hdlc");
    if (!d.has(0, FRAME_HEADER)) {
      d.cut();
      d.linkHeader(d.end());
      return;
    }
    if (d.options.link()) {
      d.print("%02x %02x %d ", d.u1(0), d.u1(1), length);
    }
    if (d.u1(0) != ADDRESS) {
      d.linkHeader(2);
      d.print("unknown addr %02x; ctrl %02x", d.u1(2), d.u1(3));
      return;
    }
    int protocol = d.u2(2);
    d.put(PROTOCOLS.name(protocol, "unknown PPP protocol (0x%04x)")).put(": ");
    payload(d, protocol, FRAME_HEADER, length - FRAME_HEADER);
    d.linkHeader(FRAME_HEADER);
  }

  static void print(Dissection d, int from, int length) {
    d.protocol("ppp");
    int at = from;
    int rest = length;
    if (rest >= 2) {
      int first = d.u2(at);
      if (first == ADDRESS_AND_CONTROL || first == IN || first == OUT) {
        if (first != ADDRESS_AND_CONTROL && d.options.link()) {
          d.put(first == IN ? "In  " : "Out ");
        }
        at += 2;
        rest -= 2;
      }
    }
    if (rest < 2) {
      d.cut();
      return;
    }
    // A protocol's first byte may be left out when it is zero: the second is odd, the first even.
    boolean isShort = d.u1(at) % 2 == 1;
    int protocol = isShort ? d.u1(at) : d.u2(at);
    int header = isShort ? 1 : 2;
    if (d.options.link()) {
      String name = PROTOCOLS.name(protocol, "unknown");
      d.print("%s (0x%04x), length %d", name, protocol, length);
      if (protocol == 0 || d.options.quiet() > 0) {
        return;
      }
      d.put(": ");
    }
    payload(d, protocol, at + header, rest - header);
  }

  private static void payload(Dissection d, int protocol, int at, int length) {
    switch (protocol) {
      case 0x0021, 0x002f -> Ipv4Printer.print(d, at, length);
      case 0x0023 -> OsiPrinter.print(d, at, length);
      case 0x0057 -> Ipv6Printer.print(d, at, length);
      case 0x0281, 0x0283 -> MplsPrinter.print(d, at, length);
      case 0xc023 -> password(d, at, length);
      case 0x00fd -> d.put("compressed PPP data");
      case 0xc021, 0x8021, 0x8023, 0x8281, 0x8057, 0x80fd, 0xc02b ->
          control(d, protocol, at, length);
      default -> {
        d.put(PROTOCOLS.name(protocol, "unknown PPP protocol (0x%04x)")).put(' ');
        d.raw(at, "\n\t", length);
      }
    }
  }

  /// A password given, or the answer to it (RFC 1334): its outline.
  private static void password(Dissection d, int at, int length) {
    d.protocol("pap");
    if (length < 1) {
      d.cut();
      return;
    }
    int code = d.u1(at);
    d.print("PAP, %s (0x%02x), id %d", PASSWORDS.name(code, "unknown"), code, d.u1(at + 1));
  }

  private static void control(Dissection d, int protocol, int at, int length) {
    String name = PROTOCOLS.name(protocol, "unknown ctrl-proto (0x%04x)");
    d.put(name).put(", ");
    if (length < 4 || !d.has(at, 2)) {
      d.put("[|").put(name).put(']');
      return;
    }
    int code = d.u1(at);
    d.print("%s (0x%02x), ", CODES.name(code, "Unknown Opcode"), code);
    d.print("id %d, length %d", d.u1(at + 1), length + 2);
    if (!d.verbose()) {
      return;
    }
    int announced = d.u2(at + 2);
    if (announced < 4) {
      d.print("\n\tencoded length %d (< 4))", announced);
    } else if (announced > length) {
      d.print("\n\tencoded length %d (> packet length %d))", announced, length);
    } else {
      d.print("\n\tencoded length %d (=Option(s) length %d)", announced, announced - 4);
      if (announced > 4 && d.verbose(2)) {
        d.raw(at - 2, "\n\t", 6);
      }
      if (announced > 4) {
        options(d, code, at + 4, announced - 4);
      }
    }
  }

  /// What follows the header of a control packet, as far as it is shown in one way for all of them.
  private static void options(Dissection d, int code, int at, int length) {
    switch (CODES.text(code, "")) {
      case "Echo-Request", "Echo-Reply", "Discard-Request" -> {
        d.print("\n\t  Magic-Num 0x%08x", d.u4(at));
        if (length > 4) {
          d.put("\n\t  -----trailing data-----");
          d.raw(at + 4, "\n\t  ", length - 4);
        }
      }
      case "Prot-Reject" -> {
        int rejected = d.u2(at);
        String name = PROTOCOLS.name(rejected, "unknown");
        d.print("\n\t  Rejected %s Protocol (0x%04x)", name, rejected);
        if (length > 2) {
          d.put("\n\t  Rejected Packet");
          d.raw(at + 2, "\n\t    ", length + 2);
        }
      }
      default -> {}
    }
  }
}
