package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;

/// The questions and records of a DNS message.
final class DnsRecords {
  private static final int INTERNET = 1;
  private static final int HIGH_BIT = 0x8000;
  private static final int A = 1;
  private static final int NS = 2;
  private static final int CNAME = 5;
  private static final int SOA = 6;
  private static final int PTR = 12;
  private static final int MX = 15;
  private static final int TXT = 16;
  private static final int AAAA = 28;
  private static final int SRV = 33;
  private static final int A6 = 38;
  private static final int DNAME = 39;
  private static final int OPT = 41;
  private static final int UNSPECIFIED = 103;
  private static final int TSIG = 250;
  private static final int URI = 256;
  private static final int HEADER = 10;

  private static final Tokens TYPES =
      Tokens.of(
          """
          1 A
          2 NS
          3 MD
          4 MF
          5 CNAME
          6 SOA
          7 MB
          8 MG
          9 MR
          10 NULL
          11 WKS
          12 PTR
          13 HINFO
          14 MINFO
          15 MX
          16 TXT
          17 RP
          18 AFSDB
          19 X25
          20 ISDN
          21 RT
          22 NSAP
          23 NSAP_PTR
          24 SIG
          25 KEY
          26 PX
          27 GPOS
          28 AAAA
          29 LOC
          30 NXT
          31 EID
          32 NIMLOC
          33 SRV
          34 ATMA
          35 NAPTR
          36 KX
          37 CERT
          38 A6
          39 DNAME
          40 SINK
          41 OPT
          42 APL
          43 DS
          44 SSHFP
          45 IPSECKEY
          46 RRSIG
          47 NSEC
          48 DNSKEY
          99 SPF
          100 UINFO
          101 UID
          102 GID
          103 UNSPEC
          104 UNSPECA
          249 TKEY
          250 TSIG
          251 IXFR
          252 AXFR
          253 MAILB
          254 MAILA
          255 ANY
          0x100 URI
          """);

  private static final Tokens CLASSES =
      Tokens.of(
          """
          1 IN
          3 CHAOS
          4 HS
          255 ANY
          """);

  private final Dissection d;
  private final int start;
  private final boolean multicast;

  DnsRecords(Dissection d, int start, boolean multicast) {
    this.d = d;
    this.start = start;
    this.multicast = multicast;
  }

  /// Prints a question; returns what follows it.
  int question(int from) {
    int at = DnsPrinter.skipName(d, from);
    d.need(at, 4);
    d.put(' ').put(TYPES.name(d.u2(at), "Type%d"));
    int word = d.u2(at + 2);
    unusualClass(word);
    if (multicast) {
      d.put((word & HIGH_BIT) != 0 ? " (QU)" : " (QM)");
    }
    d.put("? ");
    return DnsPrinter.name(d, from, start) + 4;
  }

  private void unusualClass(int word) {
    int number = multicast ? word & ~HIGH_BIT : word;
    if (number != INTERNET) {
      d.put(' ').put(CLASSES.name(number, "(Class %d)"));
    }
  }

  /// Prints a record; returns what follows it.
  int record(int from) {
    int at;
    if (d.verbose()) {
      d.put(' ');
      at = DnsPrinter.name(d, from, start);
    } else {
      at = DnsPrinter.skipName(d, from);
    }
    if (!d.has(at, HEADER)) {
      return d.end();
    }
    int type = d.u2(at);
    if (type != OPT) {
      unusualClass(d.u2(at + 2));
    }
    if (multicast && (d.u2(at + 2) & HIGH_BIT) != 0) {
      d.put(" (Cache flush)");
    }
    if (type != OPT && d.verbose(3)) {
      d.put(" [").put(Spans.text(d.u4(at + 4))).put(']');
    }
    int size = d.u2(at + 8);
    d.put(' ').put(TYPES.name(type, "Type%d"));
    int end = at + HEADER + size;
    d.need(end, 0);
    value(type, at, at + HEADER, size);
    return end;
  }

  private void value(int type, int header, int at, int size) {
    switch (type) {
      case A -> d.put(' ').put(d.ip4(at).text());
      case AAAA -> d.put(' ').put(d.ip6(at).text());
      case NS, CNAME, PTR, DNAME -> {
        d.put(' ');
        DnsPrinter.name(d, at, start);
      }
      case SOA -> authority(at);
      case MX -> {
        d.put(' ');
        d.need(at, 2);
        DnsPrinter.name(d, at + 2, start);
        d.put(' ').put(d.u2(at));
      }
      case TXT -> texts(at, at + size);
      case SRV -> {
        d.put(' ');
        d.need(at, 6);
        DnsPrinter.name(d, at + 6, start);
        d.print(":%d %d %d", d.u2(at + 4), d.u2(at), d.u2(at + 2));
      }
      case A6 -> prefixed(at);
      case URI -> {
        d.print(" %d %d ", d.u2(at), d.u2(at + 2));
        all(at + 4, size - 4);
      }
      case OPT -> {
        int word = d.u2(header + 2);
        d.put(" UDPsize=").put(multicast ? word & ~HIGH_BIT : word);
        d.put((d.u2(header + 6) & HIGH_BIT) != 0 ? " DO" : "");
        DnsOptions.print(d, at, at + size);
      }
      case UNSPECIFIED -> all(at, size);
      case TSIG -> signature(at);
      default -> {}
    }
  }

  private void all(int at, int length) {
    if (d.letters(at, length)) {
      throw new Truncated();
    }
  }

  private void authority(int at) {
    if (!d.verbose()) {
      return;
    }
    d.put(' ');
    int mailbox = DnsPrinter.name(d, at, start);
    d.put(' ');
    int numbers = DnsPrinter.name(d, mailbox, start);
    d.need(numbers, 20);
    for (int i = 0; i < 5; i++) {
      d.put(' ').put(d.u4(numbers + 4 * i));
    }
  }

  private void texts(int from, int end) {
    int at = from;
    while (at < end) {
      d.put(" \"");
      int size = d.u1(at);
      all(at + 1, size);
      d.put('"');
      at += 1 + size;
    }
  }

  /// An address of which the first bits stand elsewhere (RFC 2874).
  private void prefixed(int at) {
    int bits = d.u1(at);
    if (bits > 128) {
      d.print(" %d(bad plen)", bits);
      return;
    }
    int skipped = bits / 8;
    if (bits < 128) {
      byte[] address = new byte[16];
      d.need(at + 1, 16 - skipped);
      System.arraycopy(d.bytes, at + 1, address, skipped, 16 - skipped);
      d.print(" %d %s", bits, Ip.read(Family.IPV6, address, 0).text());
    }
    if (bits > 0) {
      d.put(' ');
      DnsPrinter.name(d, at + 17 - skipped, start);
    }
  }

  private void signature(int from) {
    if (!d.verbose()) {
      return;
    }
    d.put(' ');
    int at = DnsPrinter.name(d, from, start) + 6;
    d.print(" fudge=%d", d.u2(at));
    int size = d.u2(at + 2);
    d.print(" maclen=%d", size);
    at += 4 + size;
    d.print(" origid=%d", d.u2(at));
    d.print(" error=%d", d.u2(at + 2));
    d.print(" otherlen=%d", d.u2(at + 4));
  }
}
