package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;

/// ARP, RARP and InARP (RFC 826, 903, 2390) over links with addresses like Ethernet's.
final class ArpPrinter {
  private static final int HEADER = 8;
  private static final int TRAILERS = 0x1000;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final int REVERSE_REQUEST = 3;
  private static final int REVERSE_REPLY = 4;
  private static final int INVERSE_REQUEST = 8;
  private static final int INVERSE_REPLY = 9;

  private static final Tokens OPERATIONS =
      Tokens.of(
          """
          1 Request
          2 Reply
          3 Reverse Request
          4 Reverse Reply
          8 Inverse Request
          9 Inverse Reply
          10 NACK Reply
          """);

  private static final Tokens HARDWARE =
      Tokens.of(
          """
          1 Ethernet
          6 TokenRing
          7 ArcNet
          15 FrameRelay
          23 Strip
          24 IEEE 1394
          19 ATM
          32 InfiniBand
          """);

  private ArpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("arp");
    if (!d.has(at, HEADER) || !d.has(at + HEADER, 2L * (d.u1(at + 4) + d.u1(at + 5)))) {
      d.cut();
      return;
    }
    if (!d.options.link()) {
      d.put("ARP, ");
    }
    if (new Message(d, at).print()) {
      d.put(", length ").put(length);
    }
  }

  /// One message: the link and protocol addresses of a sender and a target.
  private record Message(Dissection d, int at) {
    int protocol() {
      return d.u2(at + 2);
    }

    int linkLength() {
      return d.u1(at + 4);
    }

    int protocolLength() {
      return d.u1(at + 5);
    }

    boolean isIp() {
      return protocol() == EtherType.IPV4 || protocol() == TRAILERS;
    }

    /// False when its bytes were shown instead.
    boolean print() {
      if (d.verbose() || !isIp() || protocolLength() != 4 || linkLength() == 0) {
        d.print(
            "%s (len %d), %s (len %d)",
            HARDWARE.name(d.u2(at), "Unknown Hardware (%d)"),
            linkLength(),
            EtherTypes.NAMES.name(protocol(), "Unknown Protocol (0x%04x)"),
            protocolLength());
        if (!d.verbose()) {
          return true;
        }
        d.put(", ");
      }
      d.put(OPERATIONS.name(d.u2(at + 6), "Unknown (%d)")).put(' ');
      return operation(d.u2(at + 6));
    }

    private boolean operation(int operation) {
      switch (operation) {
        case REQUEST -> {
          d.put("who-has ").put(targetIp());
          if (hasTarget()) {
            d.put(" (").put(target()).put(')');
          }
          d.put(" tell ").put(senderIp());
        }
        case REPLY -> d.put(senderIp()).put(" is-at ").put(sender());
        case REVERSE_REQUEST, INVERSE_REQUEST ->
            d.put("who-is ").put(target()).put(" tell ").put(sender());
        case REVERSE_REPLY -> d.put(target()).put(" at ").put(targetIp());
        case INVERSE_REPLY -> d.put(sender()).put(" at ").put(senderIp());
        default -> {
          HexDump.hexAndText(d, "\n\t", at, d.left(at));
          return false;
        }
      }
      return true;
    }

    private String sender() {
      return d.station(at + HEADER, linkLength());
    }

    private String target() {
      return d.station(targetAt(), linkLength());
    }

    private int targetAt() {
      return at + HEADER + linkLength() + protocolLength();
    }

    private boolean hasTarget() {
      for (int i = 0; i < linkLength(); i++) {
        if (d.u1(targetAt() + i) != 0) {
          return true;
        }
      }
      return false;
    }

    private String senderIp() {
      return ip(at + HEADER + linkLength());
    }

    private String targetIp() {
      return ip(targetAt() + linkLength());
    }

    private String ip(int where) {
      if (!isIp()) {
        return "<wrong proto type>";
      }
      return protocolLength() == 4 ? d.host4(where) : "<wrong len>";
    }
  }
}
