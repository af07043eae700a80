package dev.patchbay.trace.print;

/// CLNP (ISO 8473), OSI's own internet protocol.
final class ClnpPrinter {
  private static final int HEADER = 9;
  private static final int SEGMENT = 6;
  private static final int SEGMENTED = 0x80;
  private static final int PROTOCOL = 0x81;
  private static final int ERROR_REPORT = 1;
  private static final int ECHO_RESPONSE = 31;
  private static final int SCOPE = 0xc0;

  private static final Tokens PACKETS =
      Tokens.of(
          """
          1 Error Report
          29 MD
          28 Data
          30 Echo Request
          31 Echo Response
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x80 Segmentation permitted
          0x40 more Segments
          0x20 request Error Report
          """);

  private static final Tokens OPTIONS =
      Tokens.of(
          """
          193 Discard Reason
          205 Priority
          195 QoS Maintenance
          197 Security
          200 Source Routing
          203 Route Recording
          204 Padding
          """);

  private static final Tokens SCOPES =
      Tokens.of(
          """
          0x40 Source Address Specific
          0x80 Destination Address Specific
          0xc0 Globally unique
          """);

  private static final Tokens QUALITIES =
      Tokens.of(
          """
          0x20 reserved
          0x10 sequencing vs. delay
          0x08 congested
          0x04 delay vs. cost
          0x02 error vs. delay
          0x01 error vs. cost
          """);

  private static final Tokens CLASSES =
      Tokens.of(
          """
          0 General
          8 Address
          9 Source Routeing
          10 Lifetime
          11 PDU Discarded
          12 Reassembly
          """);

  private static final Tokens REASONS =
      Tokens.of(
          """
          0x00 Reason not specified
          0x01 Protocol procedure error
          0x02 Incorrect checksum
          0x03 PDU discarded due to congestion
          0x04 Header syntax error (cannot be parsed)
          0x05 Segmentation needed but not permitted
          0x06 Incomplete PDU received
          0x07 Duplicate option
          0x80 Destination address unreachable
          0x81 Destination address unknown
          0x90 Unspecified source routeing error
          0x91 Syntax error in source routeing field
          0x92 Unknown address in source routeing field
          0x93 Path not acceptable
          0xa0 Lifetime expired while data unit in transit
          0xa1 Lifetime expired during reassembly
          0xb0 Unsupported option not specified
          0xb1 Unsupported protocol version
          0xb2 Unsupported security option
          0xb3 Unsupported source routeing option
          0xb4 Unsupported recording of route option
          0xc0 Reassembly interference
          """);

  private final Dissection d;
  private int at;

  /// How much of the header is left.
  private int left;

  private ClnpPrinter(Dissection d, int at, int left) {
    this.d = d;
    this.at = at;
    this.left = left;
  }

  /// Prints a packet; false when it is none that can be read.
  static boolean print(Dissection d, int at, int length) {
    d.protocol("clnp");
    d.need(at, HEADER);
    int header = d.u1(at + 1);
    d.put(d.options.link() ? "" : "CLNP");
    if (d.u1(at + 2) != 1) {
      d.print("version %d packet not supported", d.u1(at + 2));
      return false;
    }
    if (header > length) {
      d.print(" length indicator(%d) > PDU size (%d)!", header, length);
      return false;
    }
    if (header < HEADER) {
      d.print(" length indicator %d < min PDU size:", header);
      for (int i = at; i < d.end(); i++) {
        d.print("%02X", d.u1(i));
      }
      return false;
    }
    return new ClnpPrinter(d, at + HEADER, header - HEADER).packet(at, length);
  }

  /// How long the next address is, which then lies before `at`; -1 when it does not fit.
  private int address() {
    if (left >= 1) {
      int length = d.u1(at);
      if (left > length) {
        d.need(at + 1, length);
        at += 1 + length;
        left -= 1 + length;
        return length;
      }
    }
    d.put("li < size of fixed part of CLNP header and addresses");
    return -1;
  }

  private boolean packet(int start, int length) {
    int to = address();
    if (to < 0) {
      return false;
    }
    int destination = at - to;
    int from = address();
    if (from < 0) {
      return false;
    }
    int source = at - from;
    int type = d.u1(start + 4) & 0x1f;
    String name = PACKETS.name(type, "unknown (%d)");
    OsiPrinter.comma(d);
    if (!d.verbose()) {
      d.print("%s > %s, %s", d.nsap(source, from), d.nsap(destination, to), name);
      d.put(", length ").put(length);
      return true;
    }
    d.print("length %d\n\t%s PDU, hlen: %d", length, name, d.u1(start + 1));
    int lifetime = d.u1(start + 3);
    d.print(", v: %d, lifetime: %d.%ds", d.u1(start + 2), lifetime / 2, lifetime % 2 * 5);
    d.print(", Segment PDU length: %d, checksum: 0x%04x", d.u2(start + 5), d.u2(start + 7));
    OsiPrinter.checksum(d, start, d.u2(start + 7), 7, d.u1(start + 1));
    int flags = d.u1(start + 4) & 0xe0;
    d.print("\n\tFlags [%s]", FLAGS.bits(flags, "none"));
    d.print("\n\tsource address (length %d): %s", from, d.nsap(source, from));
    d.print("\n\tdest   address (length %d): %s", to, d.nsap(destination, to));
    if ((flags & SEGMENTED) != 0 && !segment()) {
      return false;
    }
    while (left != 0) {
      if (!option()) {
        return false;
      }
    }
    payload(type, start, length);
    return true;
  }

  private boolean segment() {
    if (left < SEGMENT) {
      d.put("li < size of fixed part of CLNP header, addresses, and segment part");
      return false;
    }
    d.need(at, SEGMENT);
    d.print("\n\tData Unit ID: 0x%04x, Segment Offset: %d", d.u2(at), d.u2(at + 2));
    d.put(", Total PDU Length: ").put(d.u2(at + 4));
    at += SEGMENT;
    left -= SEGMENT;
    return true;
  }

  private boolean option() {
    if (left < 2) {
      d.put(", bad opts/li");
      return false;
    }
    int type = d.u1(at);
    int length = d.u1(at + 1);
    at += 2;
    left -= 2;
    if (length > left) {
      d.print(", opt (%d) too long", type);
      return false;
    }
    d.need(at, length);
    d.print("\n\t  %s Option #%d, ", OPTIONS.name(type, "Unknown"), type);
    d.print("length %d, value: ", length);
    if (!value(type, length)) {
      d.put(", bad opt len");
      return false;
    }
    if (d.verbose(2)) {
      d.raw(at, "\n\t  ", length);
    }
    at += length;
    left -= length;
    return true;
  }

  /// Prints what an option says; false when it is too short.
  private boolean value(int type, int length) {
    boolean two = type == 197 || type == 200 || type == 203;
    boolean one = type == 205 || type == 195 || type == 193;
    if ((two && length < 2) || (one && length < 1)) {
      return false;
    }
    switch (type) {
      case 200, 203 -> route(type, length);
      case 205 -> d.print("0x%1x", d.u1(at) & 0xf);
      case 195 -> {
        d.print("\n\t    Format Code: %s", SCOPES.name(d.u1(at) & SCOPE, "Reserved"));
        if ((d.u1(at) & SCOPE) == SCOPE) {
          d.print("\n\t    QoS Flags [%s]", QUALITIES.bits(d.u1(at) & 0x3f, "none"));
        }
      }
      case 197 -> {
        d.print("\n\t    Format Code: %s", SCOPES.name(d.u1(at) & SCOPE, "Reserved"));
        d.put(", Security-Level ").put(d.u1(at + 1));
      }
      case 193 -> {
        int error = d.u1(at);
        d.print("\n\t    Class: %s Error ", CLASSES.name(error >> 4, "Unknown"));
        d.print("(0x%01x), %s (0x%01x)", error >> 4, REASONS.name(error, "Unknown"), error & 0xf);
      }
      case 204 -> d.put("padding data");
      default -> d.raw(at, "\n\t  ", length);
    }
    return true;
  }

  private void route(int type, int length) {
    String state = d.u1(at) == 0 ? "partial" : d.u1(at) == 1 ? "complete" : "Unknown";
    d.put(state).put(type == 200 ? " source routing" : " recording of route in progress");
    int offset = d.u1(at + 1);
    if (offset == 0 || offset - 1 > length) {
      d.put(offset == 0 ? " Bad NSAP offset (0)" : " Bad NSAP offset (past end of option)");
      return;
    }
    // Each step tells the first address again: tcpdump moves on in the length alone.
    int place = at + offset - 1;
    int rest = length - offset + 1;
    while (rest > 0) {
      int size = d.u1(place);
      if (rest < size + 1) {
        d.put("\n\t    NSAP address goes past end of option");
        return;
      }
      if (size > 0) {
        d.print("\n\t    NSAP address (length %d): %s", size, d.nsap(place + 1, size));
      }
      rest -= size + 1;
    }
  }

  private void payload(int type, int start, int length) {
    boolean answers = type == ERROR_REPORT || type == ECHO_RESPONSE;
    int header = d.u1(start + 1);
    if (answers && d.u1(at) == PROTOCOL) {
      d.put("\n\t-----original packet-----\n\t");
      d.enter();
      print(d, at, length - header);
      d.leave();
    } else if (length > at - start) {
      d.put("\n\t  undecoded non-header data, length ").put(length - header);
      d.raw(at, "\n\t  ", length - (at - start));
    }
  }
}
