package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;

/// IPv4 (RFC 791): the header, its options, and fragments.
final class Ipv4Printer {
  private static final int HEADER = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET = 0x1fff;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x2000 +
          0x4000 DF
          0x8000 rsvd
          """);

  private static final Tokens ECN =
      Tokens.of(
          """
          0
          1 ,ECT(1)
          2 ,ECT(0)
          3 ,CE
          """);

  private Ipv4Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("ip");
    int version = d.u1(at) >> 4;
    if (version != 4) {
      d.put(version == 6 ? "IP6, wrong link-layer encapsulation" : "IP" + version);
      d.invalid();
      return;
    }
    if (!d.options.link()) {
      d.put("IP ");
    }
    if (!d.has(at, HEADER)) {
      d.cut();
      return;
    }
    int header = (d.u1(at) & 0xf) * 4;
    if (!isPossible(d, at, length, header)) {
      return;
    }
    int whole = d.u2(at + 2);
    int before = d.limit(at, whole);
    packet(d, at, header, whole - header);
    d.end(before);
  }

  private static boolean isPossible(Dissection d, int at, int length, int header) {
    if (length < HEADER) {
      d.put("truncated-ip ").put(length);
      return false;
    }
    if (header < HEADER) {
      d.put("bad-hlen ").put(header);
      return false;
    }
    int announced = d.u2(at + 2);
    if (length < announced) {
      d.print("truncated-ip - %d bytes missing! ", announced - length);
    }
    if (announced < header) {
      d.put("bad-len ").put(announced);
      return false;
    }
    return true;
  }

  private static void packet(Dissection d, int at, int header, int length) {
    int fragment = d.u2(at + 6);
    int protocol = d.u1(at + 9);
    if (d.verbose() && !details(d, at, header)) {
      ends(d, at, ": ");
      d.cut();
      return;
    }
    if ((fragment & OFFSET) != 0) {
      if (d.options.quiet() < 2) {
        ends(d, at, ": ");
        d.put(IpProtocols.name(d, protocol));
      }
      return;
    }
    if (!IpProtocols.hasPorts(protocol)) {
      ends(d, at, ": ");
    }
    if (!d.has(at, header)) {
      d.print(" [remaining caplen(%d) < header length(%d)]", d.left(at), header);
      throw new Truncated();
    }
    IpLayer layer = new IpLayer(at, 4, (fragment & MORE_FRAGMENTS) != 0, d.u1(at + 8));
    IpProtocols.print(d, protocol, at + header, length, layer);
  }

  private static void ends(Dissection d, int at, String behind) {
    d.put(d.host4(at + 12)).put(" > ").put(d.host4(at + 16)).put(behind);
  }

  /// The header's fields, in brackets on a line of their own; false when the options were cut.
  private static boolean details(Dissection d, int at, int header) {
    int tos = d.u1(at + 1);
    int ttl = d.u1(at + 8);
    int fragment = d.u2(at + 6);
    d.print("(tos 0x%x%s", tos, ECN.name(tos & 3, ""));
    if (ttl > 0) {
      d.put(", ttl ").put(ttl);
    }
    d.print(
        ", id %d, offset %d, flags [%s], proto %s (%d), length %d",
        d.u2(at + 4),
        (fragment & OFFSET) * 8,
        FLAGS.bits(fragment & ~OFFSET, "none"),
        IpProtocols.NAMES.name(d.u1(at + 9), "unknown"),
        d.u1(at + 9),
        d.u2(at + 2));
    boolean whole = true;
    if (header > HEADER) {
      d.put(", options (");
      whole = Ipv4Options.print(d, at + HEADER, header - HEADER);
      d.put(whole ? ")" : " [truncated-option])");
    }
    if (!d.options.unchecked() && d.has(at, header)) {
      int sum = Checksum.of(d.bytes, at, header);
      if (sum != 0) {
        int stored = d.u2(at + 10);
        d.print(", bad cksum %x (->%x)!", stored, IpLayer.shouldBe(stored, sum));
      }
    }
    d.put(")\n    ");
    return whole;
  }
}
