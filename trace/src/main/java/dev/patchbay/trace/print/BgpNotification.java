package dev.patchbay.trace.print;

/// Why a BGP session ends (RFC 4271 section 4.5).
final class BgpNotification {
  private static final int CEASE = 6;
  private static final int MAXIMUM = 1;
  private static final int SHUT = 2;
  private static final int RESET = 4;

  private static final Tokens ERRORS =
      Tokens.of(
          """
          1 Message Header Error
          2 OPEN Message Error
          3 UPDATE Message Error
          4 Hold Timer Expired
          5 Finite State Machine Error
          6 Cease
          7 Capability Message Error
          """);

  private static final Tokens IN_HEADER =
      Tokens.of(
          """
          1 Connection Not Synchronized
          2 Bad Message Length
          3 Bad Message Type
          """);

  private static final Tokens IN_OPEN =
      Tokens.of(
          """
          1 Unsupported Version Number
          2 Bad Peer AS
          3 Bad BGP Identifier
          4 Unsupported Optional Parameter
          5 Authentication Failure
          6 Unacceptable Hold Time
          7 Capability Message Error
          """);

  private static final Tokens IN_UPDATE =
      Tokens.of(
          """
          1 Malformed Attribute List
          2 Unrecognized Well-known Attribute
          3 Missing Well-known Attribute
          4 Attribute Flags Error
          5 Attribute Length Error
          6 Invalid ORIGIN Attribute
          7 AS Routing Loop
          8 Invalid NEXT_HOP Attribute
          9 Optional Attribute Error
          10 Invalid Network Field
          11 Malformed AS_PATH
          """);

  private static final Tokens IN_STATE =
      Tokens.of(
          """
          0 Unspecified Error
          1 In OpenSent State
          2 In OpenConfirm State
          3 In Established State
          """);

  private static final Tokens CEASING =
      Tokens.of(
          """
          1 Maximum Number of Prefixes Reached
          2 Administrative Shutdown
          3 Peer Unconfigured
          4 Administrative Reset
          5 Connection Rejected
          6 Other Configuration Change
          7 Connection Collision Resolution
          """);

  private static final Tokens IN_CAPABILITY =
      Tokens.of(
          """
          1 Invalid Action Value
          2 Invalid Capability Length
          3 Malformed Capability Value
          4 Unsupported Capability Code
          """);

  private BgpNotification() {}

  static void print(Dissection d, int at, int length) {
    int error = d.u1(at);
    int reason = d.u1(at + 1);
    d.print(", %s (%d)", ERRORS.name(error, "Unknown Error"), error);
    switch (error) {
      case 1 -> reason(d, ",", IN_HEADER, reason);
      case 2 -> reason(d, ",", IN_OPEN, reason);
      case 3 -> reason(d, ",", IN_UPDATE, reason);
      case 5 -> reason(d, "", IN_STATE, reason);
      case 7 -> reason(d, "", IN_CAPABILITY, reason);
      case CEASE -> {
        reason(d, ",", CEASING, reason);
        ceasing(d, reason, at + 2, length - 2);
      }
      default -> {}
    }
  }

  private static void reason(Dissection d, String comma, Tokens names, int reason) {
    d.print("%s subcode %s (%d)", comma, names.name(reason, "Unknown"), reason);
  }

  private static void ceasing(Dissection d, int reason, int at, int length) {
    if (reason == MAXIMUM && length >= 7) {
      d.put(", ").put(BgpFamily.read(d, at, at + 2));
      d.print(", Max Prefixes: %d", d.u4(at + 3));
    }
    if ((reason == SHUT || reason == RESET) && length >= 1) {
      int said = said(d, at, length);
      if (length - said > 0) {
        d.print(", Data: (length: %d)", length - said);
        HexDump.hex(d, "\n\t\t", at + said, length - said);
      }
    }
  }

  /// Prints what is said to people (RFC 8203); returns how many bytes that is.
  private static int said(Dissection d, int at, int length) {
    int letters = d.u1(at);
    if (letters > length - 1) {
      d.put(", invalid Shutdown Communication length");
      return 0;
    }
    if (letters == 0) {
      d.put(", empty Shutdown Communication");
      return 1;
    }
    d.print(", Shutdown Communication (length: %d): \"", letters);
    d.text(at + 1, letters);
    d.put('"');
    return letters + 1;
  }
}
