package dev.patchbay.trace.print;

import org.jspecify.annotations.Nullable;

/// EAPOL (IEEE 802.1X) and EAP (RFC 3748).
final class EapolPrinter {
  private static final int HEADER = 4;
  private static final int IDENTITY = 1;
  private static final int NOTIFICATION = 2;
  private static final int NAK = 3;
  private static final int TLS = 13;
  private static final int SIM = 18;
  private static final int TTLS = 21;
  private static final int AKA = 23;
  private static final int FAST = 43;

  private static final Tokens FRAMES =
      Tokens.of(
          """
          0 EAP packet
          1 EAPOL start
          2 EAPOL logoff
          3 EAPOL key
          4 Encapsulated ASF alert
          """);

  private static final Tokens CODES =
      Tokens.of(
          """
          1 Request
          2 Response
          3 Success
          4 Failure
          """);

  private static final Tokens TYPES =
      Tokens.of(
          """
          0 No proposed
          1 Identity
          2 Notification
          3 Nak
          4 MD5-challenge
          5 OTP
          6 GTC
          13 TLS
          18 SIM
          21 TTLS
          23 AKA
          43 FAST
          254 Expanded types
          255 Experimental
          """);

  private static final Tokens SUBTYPES =
      Tokens.of(
          """
          1 Challenge
          2 Auth reject
          4 Sync failure
          5 Identity
          10 Start
          11 Challenge
          12 Notification
          13 Reauth
          14 Client error
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          128 L bit
          64 More fragments bit
          32 Start bit
          """);

  private EapolPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("eap");
    d.need(at, HEADER);
    int type = d.u1(at + 1);
    int announced = d.u2(at + 2);
    d.print("%s (%d) ", FRAMES.name(type, "unknown"), type);
    d.print("v%d, len %d", d.u1(at), announced);
    if (!d.verbose() || type != 0) {
      return;
    }
    if (announced == 0) {
      d.cut();
      return;
    }
    d.put(", ");
    message(d, at + HEADER, announced);
  }

  /// An EAP message, in whatever carries it.
  static void message(Dissection d, int at, int length) {
    int code = d.u1(at);
    int announced = d.u2(at + 2);
    if (announced != length) {
      d.put("EAP fragment?");
      return;
    }
    d.print("%s (%d), id %d", CODES.name(code, "unknown"), code, d.u1(at + 1));
    d.print(", len %d", length);
    if (length < HEADER) {
      d.put(" (too short for EAP header)");
      return;
    }
    d.need(at, length);
    if (code == 1 || code == 2) {
      question(d, at, length);
    }
  }

  private static void question(Dissection d, int at, int length) {
    if (length < 5) {
      d.put(" (too short for EAP request/response)");
      return;
    }
    int type = d.u1(at + 4);
    d.print("\n\t\t Type %s (%d)", TYPES.name(type, "unknown"), type);
    String needs = needs(type);
    if (needs != null && length < 6) {
      d.print(" (too short for EAP %s request/response)", needs);
      return;
    }
    switch (type) {
      case IDENTITY -> {
        if (length > 5) {
          d.put(", Identity: ");
          d.lettersToZero(at + 5, length - 5);
        }
      }
      case NOTIFICATION -> {
        d.put(", Notification: ");
        d.lettersToZero(at + 5, length - 5);
      }
      case NAK -> proposals(d, at + 5, at + length);
      case TLS, TTLS, FAST -> tls(d, type, at, length);
      case SIM, AKA -> {
        int subtype = d.u1(at + 5);
        d.print(" subtype [%s] 0x%02x", SUBTYPES.name(subtype, "unknown"), subtype);
      }
      default -> {}
    }
  }

  private static @Nullable String needs(int type) {
    return switch (type) {
      case NOTIFICATION -> "Notification";
      case NAK -> "Legacy NAK";
      case TLS, TTLS -> "TLS/TTLS";
      case FAST -> "FAST";
      case SIM, AKA -> "SIM/AKA";
      default -> null;
    };
  }

  private static void proposals(Dissection d, int from, int end) {
    for (int at = from; at < end; at++) {
      d.put(at == from ? "" : ",");
      d.print(" %s (%d)", TYPES.name(d.u1(at), "unknown"), d.u1(at));
    }
  }

  private static void tls(Dissection d, int type, int at, int length) {
    int flags = d.u1(at + 5);
    if (type != TLS) {
      d.print(" %sv%d", type == TTLS ? "TTLS" : "FAST", flags & 7);
    }
    d.print(" flags [%s] 0x%02x", FLAGS.bits(flags, "none"), flags);
    if ((flags & 0x80) == 0) {
      return;
    }
    if (length < 10) {
      d.print(" (too short for EAP %s request/response with length)", needs(type));
      return;
    }
    d.put(", len ").put(d.u4(at + 6));
  }
}
