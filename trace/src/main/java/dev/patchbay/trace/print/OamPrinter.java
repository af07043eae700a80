package dev.patchbay.trace.print;

/// Operations of Ethernet links (IEEE 802.3ah): who is there, what went wrong, and loopbacks.
final class OamPrinter {
  private static final int HEADER = 3;
  private static final int INFORMATION = 0;
  private static final int EVENT = 1;
  private static final int LOOPBACK = 4;
  private static final int END = 0;
  private static final int INFORMATION_LENGTH = 16;
  private static final int EVENT_LENGTH = 40;
  private static final String TOO_SHORT = "\n\t\t packet is too short";

  private static final Tokens CODES =
      Tokens.of(
          """
          0 Information
          1 Event Notification
          2 Variable Request
          3 Variable Response
          4 Loopback Control
          254 Vendor Private
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x0001 Link Fault
          0x0002 Dying Gasp
          0x0004 Critical Event
          0x0008 Local Evaluating
          0x0010 Local Stable
          0x0020 Remote Evaluating
          0x0040 Remote Stable
          """);

  private static final Tokens INFORMATION_TYPES =
      Tokens.of(
          """
          0 End of TLV marker
          1 Local
          2 Remote
          254 Organization specific
          """);

  private static final Tokens PARSERS =
      Tokens.of(
          """
          0 forwarding
          1 looping back
          2 discarding
          3 reserved
          """);

  private static final Tokens MULTIPLEXERS =
      Tokens.of(
          """
          0 forwarding
          4 discarding
          """);

  private static final Tokens CONFIGURATIONS =
      Tokens.of(
          """
          0x01 Active
          0x02 Unidirectional
          0x04 Remote-Loopback
          0x08 Link-Events
          0x10 Variable-Retrieval
          """);

  private static final Tokens EVENTS =
      Tokens.of(
          """
          0 End of TLV marker
          1 Errored Symbol Period Event
          2 Errored Frame Event
          3 Errored Frame Period Event
          4 Errored Frame Seconds Summary Event
          254 Organization specific
          """);

  private static final Tokens COMMANDS =
      Tokens.of(
          """
          1 Enable OAM Remote Loopback
          2 Disable OAM Remote Loopback
          """);

  private OamPrinter() {}

  /// Prints one kind of part; false when it is to be shown as bytes.
  private interface Part {
    boolean print(Dissection d, int type, int at, int size);
  }

  static void print(Dissection d, int at, int length) {
    if (length < HEADER) {
      d.put(TOO_SHORT);
      return;
    }
    if (!d.has(at, HEADER)) {
      d.cut();
      return;
    }
    int code = d.u1(at + 2);
    String flags = FLAGS.bits(d.u2(at), "none");
    d.print("\n\tCode %s OAM PDU, Flags [%s]", CODES.name(code, "Unknown (%d)"), flags);
    int body = at + HEADER;
    int rest = length - HEADER;
    if (rest < (code == EVENT ? 2 : code == LOOPBACK ? 1 : 0)) {
      d.put(TOO_SHORT);
      return;
    }
    switch (code) {
      case INFORMATION ->
          parts(d, body, rest, INFORMATION_TYPES, " Information Type", OamPrinter::information);
      case EVENT -> {
        d.print("\n\t  Sequence Number %d", d.u2(body));
        parts(d, body + 2, rest - 2, EVENTS, " Link Event Type", OamPrinter::event);
      }
      case LOOPBACK -> {
        int command = d.u1(body);
        d.print("\n\t  Command %s (%d)", COMMANDS.name(command, "Unknown"), command);
      }
      default -> {
        if (!d.verbose(2)) {
          d.raw(body, "\n\t  ", rest);
        }
      }
    }
  }

  private static void parts(
      Dissection d, int from, int length, Tokens names, String kind, Part part) {
    int at = from;
    int rest = length;
    while (rest > 0) {
      if (rest < 2) {
        d.put(TOO_SHORT);
        return;
      }
      int type = d.u1(at);
      int size = d.u1(at + 1);
      String name = names.name(type, "Reserved");
      d.print("\n\t  %s%s (%d), length %d", name, kind, type, size);
      if (type == END) {
        return;
      }
      if (size < 2 || rest < size) {
        d.put(size < 2 ? "\n\t    ERROR: illegal length - should be >= 2" : TOO_SHORT);
        return;
      }
      if (!d.has(at, size)) {
        d.cut();
        return;
      }
      if (!part.print(d, type, at, size) || d.verbose(2)) {
        d.raw(at, "\n\t  ", size);
      }
      at += size;
      rest -= size;
    }
  }

  private static boolean isRight(Dissection d, int size, int right) {
    if (size != right) {
      d.print("\n\t    ERROR: illegal length - should be %d", right);
    }
    return size == right;
  }

  private static boolean information(Dissection d, int type, int at, int size) {
    if (type > 2 || !isRight(d, size, INFORMATION_LENGTH)) {
      return false;
    }
    int state = d.u1(at + 5);
    d.print("\n\t    OAM-Version %d, Revision %d", d.u1(at + 2), d.u2(at + 3));
    d.print("\n\t    State-Parser-Action %s, ", PARSERS.name(state & 3, "Reserved"));
    d.print("State-MUX-Action %s", MULTIPLEXERS.name(state & 4, "Reserved"));
    d.print("\n\t    OAM-Config Flags [%s], ", CONFIGURATIONS.bits(d.u1(at + 6), "none"));
    d.print("OAM-PDU-Config max-PDU size %d", d.u2(at + 7) & 0x7ff);
    int maker = d.u3(at + 9);
    d.print("\n\t    OUI %s (0x%06x), ", Dissection.maker(maker), maker);
    d.print("Vendor-Private 0x%08x", d.u4(at + 12));
    return true;
  }

  private static boolean event(Dissection d, int type, int at, int size) {
    if (type > 4 || !isRight(d, size, EVENT_LENGTH)) {
      return false;
    }
    d.print("\n\t    Timestamp %d ms, Errored Window %d", d.u2(at + 2) * 100, d.u8(at + 4));
    d.print("\n\t    Errored Threshold %d\n\t    Errors %d", d.u8(at + 12), d.u8(at + 20));
    d.print("\n\t    Error Running Total %d", d.u8(at + 28));
    d.print("\n\t    Event Running Total %d", d.u4(at + 36));
    return true;
  }
}
