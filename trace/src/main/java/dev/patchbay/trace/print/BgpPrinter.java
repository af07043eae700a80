package dev.patchbay.trace.print;

/// BGP version 4 (RFC 4271): the messages of a session.
final class BgpPrinter {
  private static final int HEADER = 19;
  private static final int MARKER = 16;
  private static final int OPEN_HEADER = 29;
  private static final int NOTIFICATION_HEADER = 21;
  private static final int REFRESH_HEADER = 23;

  private static final Tokens MESSAGES =
      Tokens.of(
          """
          1 Open
          2 Update
          3 Notification
          4 Keepalive
          5 Route Refresh
          """);

  private static final Tokens OPTIONS =
      Tokens.of(
          """
          1 Authentication Information
          2 Capabilities Advertisement
          """);

  private BgpPrinter() {}

  /// What a connection carries, as far as it is here: messages are found by their markers.
  static void print(Dissection d, int from, int length) {
    d.protocol("bgp");
    d.put(": BGP");
    if (!d.verbose()) {
      return;
    }
    int start = from;
    int at = from;
    while (d.has(at, MARKER)) {
      if (!isMarker(d, at)) {
        at++;
        continue;
      }
      d.need(at, HEADER);
      if (start != at) {
        d.cut();
      }
      int size = d.u2(at + MARKER);
      int type = d.u1(at + MARKER + 2);
      if (size < HEADER) {
        d.print("\nmessage length %d < %d", size, HEADER);
        d.invalid();
        return;
      }
      if (!d.has(at, size)) {
        d.print("\n[|BGP %s]", MESSAGES.name(type, "Unknown Message Type"));
        return;
      }
      d.print("\n\t%s Message (%d), length: %d", MESSAGES.name(type, "Unknown"), type, size);
      message(d, type, at, size);
      at += size;
      start = at;
    }
  }

  private static boolean isMarker(Dissection d, int at) {
    for (int i = 0; i < MARKER; i++) {
      if (d.u1(at + i) != 0xff) {
        return false;
      }
    }
    return true;
  }

  private static void message(Dissection d, int type, int at, int length) {
    try {
      switch (type) {
        case 1 -> open(d, at, length);
        case 2 -> BgpUpdate.print(d, at + HEADER, length - HEADER);
        case 3 -> {
          if (length >= NOTIFICATION_HEADER) {
            BgpNotification.print(d, at + HEADER, length - HEADER);
          }
        }
        case 4 -> {}
        case 5 -> refresh(d, at, length);
        default -> {
          d.print("\n\t  no Message %d decoder", type);
          d.raw(at, "\n\t  ", length);
        }
      }
    } catch (Truncated lies) {
      d.cut(); // the message is whole, so only a length in it can be wrong: the next may be right
    }
  }

  private static void open(Dissection d, int at, int length) {
    if (length < OPEN_HEADER) {
      throw new Truncated();
    }
    d.print("\n\t  Version %d, my AS %d", d.u1(at + 19), d.u2(at + 20));
    d.print(", Holdtime %ds, ID %s", d.u2(at + 22), d.host4(at + 24));
    int size = d.u1(at + 28);
    d.print("\n\t  Optional parameters, length: %d", size);
    int next = at + OPEN_HEADER;
    int end = next + size;
    while (next < end) {
      d.need(next, 2);
      if (at + length - next < 2) {
        throw new Truncated();
      }
      int option = d.u1(next);
      int bytes = d.u1(next + 1);
      if (next + 2 + bytes > end) {
        d.print("\n\t     Option %d, length: %d", option, bytes);
        d.put(", goes past the end of the options");
        return;
      }
      d.print("\n\t    Option %s (%d)", OPTIONS.name(option, "Unknown"), option);
      d.print(", length: %d", bytes);
      if (option == 2) {
        BgpCapabilities.print(d, next + 2, bytes);
      } else {
        d.print("\n\t      no decoder for option %d", option);
      }
      next += 2 + bytes;
    }
  }

  private static void refresh(Dissection d, int at, int length) {
    if (length < REFRESH_HEADER) {
      return;
    }
    d.put("\n\t  ").put(BgpFamily.read(d, at + HEADER, at + HEADER + 3));
    if (d.verbose(2)) {
      d.raw(at, "\n\t  ", length);
    }
  }
}
