package dev.patchbay.trace.print;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// NTP (RFC 5905): times, and the frame of control messages.
final class NtpPrinter {
  private static final int HEADER = 48;
  private static final int CONTROL_HEADER = 12;
  private static final int CONTROL = 6;
  private static final int PRIMARY = 1;
  private static final int QUERY = 62;
  private static final int REPLY = 63;

  /// Seconds from 1900 to 1970.
  private static final long EPOCH = 2_208_988_800L;

  private static final double FRACTIONS = 4_294_967_296.0;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Tokens MODES =
      Tokens.of(
          """
          0 unspecified
          1 symmetric active
          2 symmetric passive
          3 Client
          4 Server
          5 Broadcast
          6 Control Message
          7 Reserved
          """);

  private static final Tokens LEAPS =
      Tokens.of(
          """
          0
          0x40 +1s
          0x80 -1s
          0xc0 clock unsynchronized
          """);

  private NtpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("ntp");
    int status = d.u1(at);
    int mode = status & 7;
    d.print("NTPv%d, %s, length %d", status >> 3 & 7, MODES.name(mode, "Unknown mode"), length);
    if (!d.verbose()) {
      return;
    }
    int leap = status & 0xc0;
    d.print("\n\tLeap indicator: %s (%d)", LEAPS.name(leap, "Unknown"), leap);
    if (mode < CONTROL) {
      times(d, at, length);
    } else if (mode == CONTROL) {
      control(d, at, length);
    }
  }

  private static void invalid(Dissection d, int at, int length) {
    d.invalid();
    d.need(at, length);
  }

  private static void times(Dissection d, int at, int length) {
    if (length < HEADER) {
      invalid(d, at, length);
      return;
    }
    int stratum = d.u1(at + 1);
    int poll = (byte) d.u1(at + 2);
    d.print(", Stratum %d (%s), poll %d%s", stratum, stratum(stratum), poll, interval(poll));
    d.print(", precision %d", (byte) d.u1(at + 3));
    d.print("\n\tRoot Delay: %s, ", fixed(d, at + 4));
    d.print("Root dispersion: %s, Reference-ID: ", fixed(d, at + 8));
    if (!reference(d, stratum, at + 12)) {
      return;
    }
    d.print("\n\t  Reference Timestamp:  %s", time(d, at + 16));
    d.print("\n\t  Originator Timestamp: %s", time(d, at + 24));
    d.print("\n\t  Receive Timestamp:    %s", time(d, at + 32));
    d.print("\n\t  Transmit Timestamp:   %s", time(d, at + 40));
    d.print("\n\t    Originator - Receive Timestamp:  %s", difference(d, at + 24, at + 32));
    d.print("\n\t    Originator - Transmit Timestamp: %s", difference(d, at + 24, at + 40));
    switch (length - HEADER) {
      case 0 -> {}
      case 4, 20, 24 -> {
        d.print("\n\tKey id: %d", d.u4(at + HEADER));
        if (length > HEADER + 4) {
          d.put("\n\tAuthentication: ").put(d.hex(at + HEADER + 4, length - HEADER - 4));
        }
      }
      default -> d.print("\n\t(%d more bytes after the header)", length - HEADER);
    }
  }

  private static String stratum(int stratum) {
    return switch (stratum) {
      case 0 -> "unspecified";
      case PRIMARY -> "primary reference";
      default -> stratum <= 15 ? "secondary reference" : "reserved";
    };
  }

  private static String interval(int poll) {
    if (poll <= -32 || poll >= 32) {
      return "";
    }
    return poll >= 0 ? " (" + (1L << poll) + "s)" : " (1/" + (1L << -poll) + "s)";
  }

  /// Who the time is from; false when nothing follows.
  private static boolean reference(Dissection d, int stratum, int at) {
    d.need(at, 4);
    switch (stratum) {
      case 0 -> d.put("(unspec)");
      case PRIMARY -> d.letters(at, 4);
      case QUERY, REPLY -> {
        d.put(d.host4(at)).put(stratum == QUERY ? " INFO_QUERY" : " INFO_REPLY");
        return false;
      }
      default -> d.print("0x%08x", d.u4(at));
    }
    return true;
  }

  private static String fixed(Dissection d, int at) {
    return "%d.%06d".formatted(d.u2(at), (int) (d.u2(at + 2) / 65536.0 * 1_000_000));
  }

  private static long nanos(long fraction) {
    return (long) (fraction / FRACTIONS * 1_000_000_000);
  }

  private static String time(Dissection d, int at) {
    long seconds = d.u4(at);
    String text = "%d.%09d".formatted(seconds, nanos(d.u4(at + 4)));
    return seconds == 0
        ? text
        : text + " (" + DATE.format(Instant.ofEpochSecond(seconds - EPOCH)) + ")";
  }

  private static String difference(Dissection d, int origin, int at) {
    long from = d.u8(origin);
    long to = d.u8(at);
    if (from == 0) {
      return time(d, at);
    }
    boolean forward = Long.compareUnsigned(to, from) > 0;
    long passed = forward ? to - from : from - to;
    return "%s%d.%09d".formatted(forward ? "+" : "-", passed >>> 32, nanos(passed & 0xffff_ffffL));
  }

  private static void control(Dissection d, int at, int length) {
    if (length < CONTROL_HEADER) {
      invalid(d, at, length);
      return;
    }
    int control = d.u1(at + 1);
    d.put((control & 0x80) != 0 ? ", Response" : ", Request");
    d.put((control & 0x40) != 0 ? ", Error" : ", OK");
    d.put((control & 0x20) != 0 ? ", More" : ", Last");
    int status = d.u2(at + 4);
    d.print(", OpCode=%d\n\tSequence=%d, ", control & 0x1f, d.u2(at + 2));
    d.print("Status=%s, ", status == 0 ? "0" : "0x" + Integer.toHexString(status));
    int count = d.u2(at + 10);
    d.print("Assoc.=%d, Offset=%d, Count=%d", d.u2(at + 6), d.u2(at + 8), count);
    if (CONTROL_HEADER + count > length) {
      invalid(d, at, length);
    } else if (count != 0) {
      d.need(at + CONTROL_HEADER, count);
      d.put("\n\tTO-BE-DONE: data not interpreted");
    }
  }
}
