package dev.patchbay.trace.print;

import dev.patchbay.packet.IpProtocol;

/// IPv6 (RFC 8200): the header, and its extension headers in a row.
final class Ipv6Printer {
  static final int SOURCE_ROUTE = 0;
  static final int HOME_ROUTE = 2;
  static final int SEGMENT_ROUTING = 4;

  private static final int HEADER = 40;
  private static final int FRAGMENT_HEADER = 8;
  private static final int FRAGMENT_OFFSET = 0xfff8;

  /// What an extension header says instead of its length when nothing more is to be printed.
  static final int STOP = -1;

  private Ipv6Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("ip6");
    if (!d.has(at, HEADER)) {
      d.cut();
      return;
    }
    if (length < HEADER) {
      d.put("truncated-ip6 ").put(length);
      return;
    }
    if (!d.options.link()) {
      d.put("IP6 ");
    }
    int version = d.u1(at) >> 4;
    if (version != 6) {
      d.print("version error: %d != 6", version);
      return;
    }
    int payload = d.u2(at + 4);
    int whole = payload == 0 ? length + HEADER : payload + HEADER;
    if (payload != 0 && length < whole) {
      d.print("truncated-ip6 - %d bytes missing!", whole - length);
    }
    if (d.verbose()) {
      details(d, at, payload);
    }
    int before = d.limit(at, whole);
    new Headers(d, at, length, whole, payload).print();
    d.end(before);
  }

  private static void details(Dissection d, int at, int payload) {
    long flow = d.u4(at);
    d.put('(');
    if ((flow & 0x0ff0_0000) != 0) {
      d.print("class 0x%02x, ", flow >> 20 & 0xff);
    }
    if ((flow & 0xf_ffff) != 0) {
      d.print("flowlabel 0x%05x, ", flow & 0xf_ffff);
    }
    int next = d.u1(at + 6);
    d.print("hlim %d, ", d.u1(at + 7));
    d.print("next-header %s (%d) ", IpProtocols.NAMES.name(next, "unknown"), next);
    d.print("payload length: %d) ", payload);
  }

  /// The headers of one packet.
  private static final class Headers {
    private final Dissection d;
    private final int start;
    private final int length;
    private final long payload;

    private int at;
    private long rest;
    private int next;
    private boolean extended;
    private boolean isFragment;
    private long jumbo;

    Headers(Dissection d, int at, int length, int whole, int payload) {
      this.d = d;
      this.start = at;
      this.length = length;
      this.payload = payload;
      this.at = at + HEADER;
      this.rest = (long) whole - HEADER;
      this.next = d.u1(at + 6);
    }

    void print() {
      if (!IpProtocols.hasPorts(next)) {
        d.put(d.host6(start + 8)).put(" > ").put(d.host6(start + 24)).put(": ");
      }
      int advance = 0;
      do {
        if (rest < advance) {
          d.cut();
          return;
        }
        at += advance;
        rest -= advance;
        advance = header();
        d.protocol("ip6");
      } while (advance > 0 && at < d.end());
    }

    /// Prints one header; returns its length, or [#STOP].
    private int header() {
      int header = next;
      int size =
          switch (header) {
            case IpProtocol.HOP_BY_HOP -> hopByHop();
            case IpProtocol.DESTINATION_OPTIONS -> Ipv6Options.destination(d, at);
            case IpProtocol.FRAGMENT -> fragment();
            case IpProtocol.ROUTING -> routing();
            case IpProtocols.MOBILITY, IpProtocols.MOBILITY_OLD -> {
              d.print("mobility");
              yield STOP;
            }
            default -> {
              payload();
              yield STOP;
            }
          };
      if (size != STOP) {
        extended = true;
        next = d.u1(at);
      }
      return size;
    }

    private int hopByHop() {
      if (extended) {
        boolean again = d.u1(start + 6) == IpProtocol.HOP_BY_HOP;
        d.put(
            again
                ? "[The Hop-by-Hop Options header was already found]"
                : "[The Hop-by-Hop Options header don't follow the IPv6 header]");
        d.invalid();
        return STOP;
      }
      Ipv6Options options = new Ipv6Options(d, payload);
      int size = options.hopByHop(at);
      jumbo = options.jumbo();
      if (payload == 0 && jumbo == 0) {
        d.put("[No valid Jumbo Payload Hop-by-Hop option found]");
        d.invalid();
        return STOP;
      }
      return size;
    }

    private int fragment() {
      d.protocol("frag6");
      int offset = d.u2(at + 2) & FRAGMENT_OFFSET;
      if (d.verbose()) {
        d.print("frag (0x%08x:%d|", d.u4(at + 4), offset);
      } else {
        d.print("frag (%d|", offset);
      }
      d.put(HEADER + d.u2(start + 4) - (at - start) - FRAGMENT_HEADER).put(')');
      isFragment = true;
      if (offset != 0) {
        return STOP;
      }
      d.put(' ');
      return d.end() <= at + FRAGMENT_HEADER ? STOP : FRAGMENT_HEADER;
    }

    private int routing() {
      d.need(at, 1);
      d.protocol("rt6");
      int size = d.u1(at + 1);
      int type = d.u1(at + 2);
      d.print("RT6 (len=%d, type=%d%s", size, type, type == SOURCE_ROUTE ? " [Deprecated]" : "");
      d.print(", segleft=%d", d.u1(at + 3));
      switch (type) {
        case SOURCE_ROUTE, HOME_ROUTE -> {
          if (d.u4(at + 4) != 0 || d.verbose()) {
            d.print(", rsv=0x%x", d.u4(at + 4));
          }
        }
        case SEGMENT_ROUTING -> {
          d.print(", last-entry=%d", d.u1(at + 4));
          if (d.u1(at + 5) != 0 || d.verbose()) {
            d.print(", flags=0x%x", d.u1(at + 5));
          }
          d.print(", tag=%x", d.u2(at + 6));
        }
        default -> {
          d.put(" (unknown type)");
          d.invalid();
          return STOP;
        }
      }
      return segments(size);
    }

    private int segments(int size) {
      if (size % 2 == 1) {
        d.print(" (invalid length %d)", size);
        d.invalid();
        return STOP;
      }
      for (int i = 0; i < size / 2; i++) {
        d.print(", [%d]%s", i, d.host6(at + 8 + 16 * i));
      }
      d.put(") ");
      return (size + 1) * 8;
    }

    private void payload() {
      if (jumbo != 0) {
        long whole = jumbo + HEADER;
        if (length < whole) {
          d.print("truncated-ip6 - %d bytes missing!", whole - length);
        }
        rest = whole - (at - start);
      } else if (payload == 0) {
        if (extended) {
          d.cut();
          return;
        }
        rest = 0;
        d.end(Math.min(d.end(), at));
      }
      IpLayer layer = new IpLayer(start, 6, isFragment, d.u1(start + 7));
      IpProtocols.print(d, next, at, (int) rest, layer);
    }
  }
}
