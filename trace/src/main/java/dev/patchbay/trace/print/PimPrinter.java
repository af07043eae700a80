package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.IpProtocol;

/// PIM version 2 (RFC 7761, RFC 3973): which multicast is wanted where.
final class PimPrinter {
  private static final int HEADER = 4;
  private static final int REGISTER = 1;
  private static final int GRAFT_ACKNOWLEDGEMENT = 7;
  private static final int REGISTER_COVERED = 8;
  private static final int FOREVER = 0xffff;

  private static final Tokens MESSAGES =
      Tokens.of(
          """
          0 Hello
          1 Register
          2 Register Stop
          3 Join / Prune
          4 Bootstrap
          5 Assert
          6 Graft
          7 Graft Acknowledgement
          8 Candidate RP Advertisement
          9 Prune Refresh
          10 DF Election
          11 ECMP Redirect
          """);

  private static final Tokens REGISTER_FLAGS =
      Tokens.of(
          """
          0x80000000 Border
          0x40000000 Null
          """);

  private static final Tokens ELECTIONS =
      Tokens.of(
          """
          1 Offer
          2 Winner
          3 Backoff
          4 Pass
          """);

  private PimPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("pim");
    int version = d.u1(at) >> 4;
    int type = d.u1(at) & 0xf;
    d.print("PIMv%d", version);
    if (version != 2) {
      d.print(", length %d", length);
      return;
    }
    String name = MESSAGES.name(type, "Unknown Type");
    if (!d.verbose()) {
      d.print(", %s, length %d", name, length);
      return;
    }
    d.print(", length %d\n\t%s", length, name);
    d.protocol("pimv2");
    if (length < 2) {
      tooShort(d, length, 2);
      return;
    }
    int size = d.u1(at + 1) & 0xf;
    d.put(size != 0 ? ", RFC2117-encoding" : "");
    if (length < HEADER) {
      tooShort(d, length, HEADER);
      return;
    }
    d.print(", cksum 0x%04x (%s)", d.u2(at + 2), checksum(d, type, at, length, ip));
    message(d, type, at, new PimReader(d, size, at + HEADER, at + length));
  }

  private static void tooShort(Dissection d, int length, int needed) {
    d.print("[length %d < %d]", length, needed);
    d.invalid();
  }

  private static String checksum(Dissection d, int type, int at, int length, IpLayer ip) {
    if (d.u2(at + 2) == 0) {
      return "unverified";
    }
    if (type == REGISTER && d.has(at, REGISTER_COVERED) && sum(d, at, REGISTER_COVERED, ip) == 0) {
      return "correct";
    }
    if (!d.has(at, length)) {
      return "unverified";
    }
    return sum(d, at, length, ip) == 0 ? "correct" : "incorrect";
  }

  private static int sum(Dissection d, int at, int length, IpLayer ip) {
    return ip.isV4() ? Checksum.of(d.bytes, at, length) : ip.sum(d, IpProtocol.PIM, at, length);
  }

  private static void message(Dissection d, int type, int at, PimReader in) {
    switch (type) {
      case 0 -> PimHello.print(d, in);
      case REGISTER -> register(d, in);
      case 2 -> {
        in.group(" group=");
        in.unicast(" source=");
      }
      case 3, 6, GRAFT_ACKNOWLEDGEMENT -> joins(d, type, in);
      case 4 -> bootstrap(d, in);
      case 5 -> winner(d, in);
      case 8 -> candidate(d, in);
      case 9 -> {
        in.unicast(" src=");
        in.group(" grp=");
        in.unicast(" forwarder=");
        d.put(" TUNR ").put(Spans.text(d.u2(in.take(2))));
      }
      case 10 -> election(d, d.u1(at + 1) >> 4, in);
      default -> d.print(" [type %d]", type);
    }
  }

  private static void register(Dissection d, PimReader in) {
    long flags = d.u4(in.take(4));
    d.print(", Flags [ %s ]\n\t", REGISTER_FLAGS.name(flags, "none"));
    int left = in.left();
    int at = in.take(1);
    switch (d.u1(at) >> 4) {
      case 0 -> d.print("IP-Null-header %s > %s", d.host4(at + 12), d.host4(at + 16));
      case 4 -> Ipv4Printer.print(d, at, left);
      case 6 -> Ipv6Printer.print(d, at, left);
      default -> d.print("IP ver %d", d.u1(at) >> 4);
    }
  }

  private static void joins(Dissection d, int type, PimReader in) {
    boolean acknowledges = type == GRAFT_ACKNOWLEDGEMENT;
    if (!acknowledges) {
      in.unicast(", upstream-neighbor: ");
    }
    int head = in.take(4);
    int groups = d.u1(head + 1);
    int hold = d.u2(head + 2);
    d.print("\n\t  %d group(s)", groups);
    if (!acknowledges) {
      d.put(", holdtime: ").put(hold == FOREVER ? "infinite" : Spans.text(hold));
    }
    for (int i = 1; i <= groups; i++) {
      in.group("\n\t    group #" + i + ": ");
      int counts = in.take(4);
      int joined = d.u2(counts);
      int pruned = d.u2(counts + 2);
      d.print(", joined sources: %d, pruned sources: %d", joined, pruned);
      for (int j = 1; j <= joined; j++) {
        in.source("\n\t      joined source #" + j + ": ");
      }
      for (int j = 1; j <= pruned; j++) {
        in.source("\n\t      pruned source #" + j + ": ");
      }
    }
  }

  private static void bootstrap(Dissection d, PimReader in) {
    d.print(" tag=%x", d.u2(in.take(2)));
    d.print(" hashmlen=%d", d.u1(in.take(1)));
    d.print(" BSRprio=%d", d.u1(in.take(1)));
    in.unicast(" BSR=");
    for (int i = 0; in.left() > 0; i++) {
      in.group(" (group" + i + ": ");
      d.print(" RPcnt=%d", d.u1(in.take(1)));
      int points = d.u1(in.take(1));
      d.print(" FRPcnt=%d", points);
      in.take(2);
      for (int j = 0; j < points && in.left() > 0; j++) {
        in.unicast(" RP" + j + "=");
        d.put(",holdtime=").put(Spans.text(d.u2(in.take(2))));
        d.print(",prio=%d", d.u1(in.take(1)));
        in.take(1);
      }
      d.put(')');
    }
  }

  private static void winner(Dissection d, PimReader in) {
    in.group(" group=");
    in.unicast(" src=");
    int at = in.take(8);
    d.put((d.u1(at) & 0x80) != 0 ? " RPT" : "");
    d.print(" pref=%d metric=%d", d.u4(at) & 0x7fff_ffff, d.u4(at + 4));
  }

  private static void candidate(Dissection d, PimReader in) {
    int prefixes = d.u1(in.take(1));
    d.print(" prefix-cnt=%d", prefixes);
    d.print(" prio=%d", d.u1(in.take(1)));
    d.put(" holdtime=").put(Spans.text(d.u2(in.take(2))));
    in.unicast(" RP=");
    for (int i = 0; i < prefixes && in.left() > 0; i++) {
      in.group(" Group" + i + "=");
    }
  }

  private static void election(Dissection d, int kind, PimReader in) {
    d.print("\n\t  %s,", ELECTIONS.name(kind, "Unknown"));
    in.unicast(" rpa=");
    int sender = in.take(8);
    d.print(" sender pref=%d sender metric=%d", d.u4(sender), d.u4(sender + 4));
    if (kind != 3 && kind != 4) {
      return;
    }
    String who = kind == 3 ? "offer" : "new winner";
    in.unicast("\n\t  " + who + " addr=");
    int other = in.take(8);
    d.print(" %s pref=%d", who, d.u4(other));
    d.print(" %s metric=%d", who, d.u4(other + 4));
    if (kind == 3) {
      d.print(" interval %dms", d.u2(in.take(2)));
    }
  }
}
