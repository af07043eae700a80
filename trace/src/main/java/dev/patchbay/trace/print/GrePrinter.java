package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ip;

/// GRE (RFC 2784, RFC 2890, and RFC 1701's routing), and version 1 of it in PPTP (RFC 2637).
final class GrePrinter {
  private static final int CHECKSUM = 0x8000;
  private static final int ROUTING = 0x4000;
  private static final int OSI = 0x00fe;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGEMENT = 0x0080;
  private static final int PPP = 0x880b;
  private static final int ROUTE_IP = 0x0800;
  private static final int ROUTE_SYSTEMS = 0xfffe;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x8000 checksum present
          0x4000 routing present
          0x2000 key present
          0x1000 sequence# present
          0x0800 source routing present
          0x0080 ack present
          """);

  private final Dissection d;
  private final int whole;
  private int at;
  private int rest;

  private GrePrinter(Dissection d, int at, int length) {
    this.d = d;
    this.at = at;
    this.rest = length;
    this.whole = length;
  }

  static void print(Dissection d, int at, int length) {
    d.protocol("gre");
    GrePrinter gre = new GrePrinter(d, at, length);
    gre.check(2);
    int version = d.u2(at) & 7;
    d.put("GREv").put(version);
    switch (version) {
      case 0 -> gre.version0();
      case 1 -> gre.version1();
      default -> d.put(" ERROR: unknown-version");
    }
  }

  private void check(int bytes) {
    d.need(at, bytes);
    if (rest < bytes) {
      throw new Truncated();
    }
  }

  /// The next field, checked to be there.
  private int take(int bytes) {
    check(bytes);
    int field = at;
    at += bytes;
    rest -= bytes;
    return field;
  }

  private int flags() {
    int flags = d.u2(take(2));
    if (d.verbose()) {
      d.print(", Flags [%s]", FLAGS.bits(flags, "none"));
    }
    return flags;
  }

  private void version0() {
    int flags = flags();
    int protocol = d.u2(take(2));
    if ((flags & (CHECKSUM | ROUTING)) != 0) {
      int sum = d.u2(take(2));
      if (d.verbose()) {
        d.print(", sum 0x%x", sum);
      }
      d.print(", off 0x%x", d.u2(take(2)));
    }
    if ((flags & KEY) != 0) {
      d.print(", key=0x%x", d.u4(take(4)));
    }
    if ((flags & SEQUENCE) != 0) {
      d.print(", seq %d", d.u4(take(4)));
    }
    if ((flags & ROUTING) != 0) {
      routes();
    }
    length(protocol);
    switch (protocol) {
      case EtherType.IPV4 -> Ipv4Printer.print(d, at, rest);
      case EtherType.IPV6 -> Ipv6Printer.print(d, at, rest);
      case EtherType.MPLS -> MplsPrinter.print(d, at, rest);
      case EtherType.TEB -> EtherPrinter.print(d, at, rest);
      case OSI -> OsiPrinter.print(d, at, rest);
      default -> d.print("gre-proto-0x%x", protocol);
    }
  }

  private void length(int protocol) {
    if (d.options.link()) {
      d.print(", proto %s (0x%04x)", EtherTypes.NAMES.name(protocol, "unknown"), protocol);
    }
    d.put(", length ").put(whole).put(d.verbose() ? "\n\t" : ": ");
  }

  private void version1() {
    int flags = flags();
    int protocol = d.u2(take(2));
    if ((flags & KEY) != 0) {
      d.print(", call %d", d.u4(take(4)) & 0xffff);
    }
    if ((flags & SEQUENCE) != 0) {
      d.print(", seq %d", d.u4(take(4)));
    }
    if ((flags & ACKNOWLEDGEMENT) != 0) {
      d.print(", ack %d", d.u4(take(4)));
    }
    if ((flags & SEQUENCE) != 0) {
      length(protocol);
      if (protocol == PPP) {
        PppPrinter.print(d, at, rest);
      } else {
        d.print("gre-proto-0x%x", protocol);
      }
      return;
    }
    d.put(", no-payload");
    if (d.options.link()) {
      d.print(", proto %s (0x%04x)", EtherTypes.NAMES.name(protocol, "unknown"), protocol);
    }
    d.put(", length ").put(whole);
  }

  private void routes() {
    int entry = take(4);
    while (d.u2(entry) != 0 || d.u1(entry + 3) != 0) {
      int size = d.u1(entry + 3);
      route(d.u2(entry), d.u1(entry + 2), size);
      take(size);
      entry = take(4);
    }
  }

  private void route(int family, int offset, int size) {
    int unit = family == ROUTE_IP ? 4 : 2;
    if (family != ROUTE_IP && family != ROUTE_SYSTEMS) {
      d.print(", (rtaf=0x%x)", family);
      return;
    }
    d.put(family == ROUTE_IP ? ", (rtaf=ip" : ", (rtaf=asn");
    if (offset % unit != 0) {
      d.print(", badoffset=%d", offset);
    } else if (size % unit != 0) {
      d.print(", badlength=%d", size);
    } else if (offset >= size) {
      d.print(", badoff/len=%d/%d", offset, size);
    } else {
      check(size);
      for (int i = 0; i < size; i += unit) {
        String hop = unit == 4 ? Ip.format(d.s4(at + i)) : Integer.toHexString(d.u2(at + i));
        d.put(i == offset ? " *" : " ").put(hop);
      }
    }
    d.put(')');
  }
}
