package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;

/// The options of EDNS (RFC 6891).
final class DnsOptions {
  private static final Tokens OPTIONS =
      Tokens.of(
          """
          1 LLQ
          2 UL
          3 NSID
          5 DAU
          6 DHU
          7 N3U
          8 ECS
          9 EXPIRE
          10 COOKIE
          11 KEEPALIVE
          12 PADDING
          13 CHAIN
          14 KEY-TAG
          16 CLIENT-TAG
          17 SERVER-TAG
          """);

  private static final Tokens SIGNATURES =
      Tokens.of(
          """
          0 DELETE
          1 RSAMD5
          2 DH
          3 DS
          5 RSASHA1
          6 DSA-NSEC3-SHA1
          7 RSASHA1-NSEC3-SHA1
          8 RSASHA256
          10 RSASHA512
          12 ECC-GOST
          13 ECDSAP256SHA256
          14 ECDSAP384SHA384
          15 ED25519
          16 ED448
          252 INDIRECT
          253 PRIVATEDNS
          254 PRIVATEOID
          """);

  private static final Tokens HASHES =
      Tokens.of(
          """
          1 SHA-1
          2 SHA-256
          3 GOST_R_34.11-94
          4 SHA-384
          """);

  private static final Tokens NSEC3_HASHES =
      Tokens.of(
          """
          1 SHA-1
          """);

  private DnsOptions() {}

  /// Prints the options between two places.
  static void print(Dissection d, int from, int end) {
    if (from >= end) {
      return;
    }
    d.put(" [");
    int at = from;
    while (at < end) {
      int type = d.u2(at);
      d.put(OPTIONS.name(type, "Opt%d"));
      int size = d.u2(at + 2);
      d.need(at + 4, size);
      if (size > 0) {
        d.put(' ');
        value(d, type, at + 4, size);
      }
      at += 4 + size;
      d.put(at < end ? "," : "");
    }
    d.put(']');
  }

  private static void value(Dissection d, int type, int at, int size) {
    switch (OPTIONS.text(type, "")) {
      case "ECS" -> subnet(d, at, size);
      case "COOKIE" -> {
        if (size == 8) {
          d.put(d.hex(at, 8));
        } else if (size >= 16 && size <= 40) {
          d.put(d.hex(at, 8)).put(' ').put(d.hex(at + 8, size - 8));
        } else {
          d.invalid();
        }
      }
      case "KEEPALIVE" -> {
        if (size == 2) {
          d.print("%.1f sec", d.u2(at) / 10.0);
        } else {
          d.invalid();
        }
      }
      case "EXPIRE" -> {
        if (size == 4) {
          d.put(d.u4(at)).put(" sec");
        } else {
          d.invalid();
        }
      }
      case "PADDING" -> d.print("(%d)", size);
      case "KEY-TAG" -> keyTags(d, at, size);
      case "DAU" -> algorithms(d, SIGNATURES, at, size);
      case "DHU" -> algorithms(d, HASHES, at, size);
      case "N3U" -> algorithms(d, NSEC3_HASHES, at, size);
      case "CHAIN" -> DnsPrinter.name(d, at, at + size);
      default -> d.put(d.hex(at, size));
    }
  }

  private static void keyTags(Dissection d, int at, int size) {
    if (size % 2 != 0) {
      d.invalid();
      return;
    }
    for (int i = 0; i < size; i += 2) {
      d.put(i == 0 ? "" : " ").put(d.u2(at + i));
    }
  }

  private static void algorithms(Dissection d, Tokens names, int at, int size) {
    for (int i = 0; i < size; i++) {
      d.put(i == 0 ? "" : " ").put(names.name(d.u1(at + i), "Alg_%d"));
    }
  }

  /// The subnet of whom the question comes from (RFC 7871).
  private static void subnet(Dissection d, int at, int size) {
    int number = size < 4 ? 0 : d.u2(at);
    if (number != 1 && number != 2) {
      d.invalid();
      return;
    }
    Family family = number == 1 ? Family.IPV4 : Family.IPV6;
    int source = d.u1(at + 2);
    int scope = d.u1(at + 3);
    int bytes = size - 4;
    if (Math.max(source, scope) > family.bits() || (source + 7) / 8 != bytes) {
      d.invalid();
      return;
    }
    byte[] padded = new byte[16];
    System.arraycopy(d.bytes, at + 4, padded, 0, bytes);
    d.print("%s/%d/%d", Ip.read(family, padded, 0).text(), source, scope);
  }
}
