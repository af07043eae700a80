package dev.patchbay.trace.print;

/// The options in hop-by-hop and destination headers (RFC 8200, RFC 2711, RFC 2675, RFC 6275).
final class Ipv6Options {
  private static final int PAD1 = 0;
  private static final int PADN = 1;
  private static final int ROUTER_ALERT = 0x05;
  private static final int JUMBO = 0xc2;
  private static final int HOME_ADDRESS = 0xc9;
  private static final int LARGEST_PLAIN_PAYLOAD = 65535;

  private final Dissection d;
  private final long payload;
  private boolean sawJumbo;
  private long jumbo;

  /// For a packet whose header announces that many bytes; -1 where no jumbo length may stand.
  Ipv6Options(Dissection d, long payload) {
    this.d = d;
    this.payload = payload;
  }

  /// The length that a jumbo option announced, or 0.
  long jumbo() {
    return jumbo;
  }

  /// Prints a hop-by-hop header; returns its length, or [Ipv6Printer#STOP].
  int hopByHop(int at) {
    d.protocol("hbhopt");
    return header(at, "HBH ", true);
  }

  /// Prints a destination options header; returns its length, or [Ipv6Printer#STOP].
  static int destination(Dissection d, int at) {
    d.protocol("dstopt");
    return new Ipv6Options(d, -1).header(at, "DSTOPT ", d.verbose());
  }

  private int header(int at, String name, boolean all) {
    int size = (d.u1(at + 1) + 1) * 8;
    if (!d.has(at, size)) {
      d.cut();
      return Ipv6Printer.STOP;
    }
    d.put(name);
    if (all && !options(at + 2, at + size)) {
      d.cut();
      return Ipv6Printer.STOP;
    }
    return size;
  }

  /// Prints options; false when one is longer than its header.
  private boolean options(int from, int end) {
    int at = from;
    while (at < end) {
      int type = d.u1(at);
      int size = size(at, end);
      if (at + size > end || !option(type, at, size, end)) {
        return false;
      }
      at += size;
    }
    if (d.verbose()) {
      d.put(' ');
    }
    return true;
  }

  private int size(int at, int end) {
    if (d.u1(at) == PAD1) {
      return 1;
    }
    return at + 1 < end ? d.u1(at + 1) + 2 : Integer.MAX_VALUE - at;
  }

  private boolean option(int type, int at, int size, int end) {
    switch (type) {
      case PAD1 -> say("(pad1)");
      case PADN -> say("(padn)");
      case ROUTER_ALERT -> {
        if (!fits("rtalert", at, size, 4, end, false)) {
          return false;
        }
        say("(rtalert: 0x%04x) ", d.u2(at + 2));
      }
      case JUMBO -> {
        if (!fits("jumbo", at, size, 6, end, false)) {
          return false;
        }
        jumbo(d.u4(at + 2));
      }
      case HOME_ADDRESS -> {
        return fits("homeaddr", at, size, 18, end, true) && home(at, size);
      }
      default -> say("(opt_type 0x%02x: len=%d)", type, size - 2);
    }
    return true;
  }

  private void say(String format, Object... values) {
    if (d.verbose()) {
      d.print(format, values);
    }
  }

  private boolean fits(String name, int at, int size, int wanted, int end, boolean orMore) {
    if (end - at < wanted) {
      d.print("(%s: trunc)", name);
      return false;
    }
    if (orMore ? size < wanted : size != wanted) {
      d.print("(%s: invalid len %d)", name, size - 2);
      return false;
    }
    return true;
  }

  private void jumbo(long length) {
    if (sawJumbo) {
      say("(jumbo: %d - already seen) ", length);
    } else if (payload < 0) {
      say("(jumbo: %d - not a hop-by-hop option) ", length);
    } else if (payload != 0) {
      say("(jumbo: %d - payload len != 0) ", length);
    } else if (length <= LARGEST_PLAIN_PAYLOAD) {
      say("(jumbo: %d - < 65536) ", length);
    } else {
      jumbo = length;
      say("(jumbo: %d) ", length);
    }
    sawJumbo = true;
  }

  private boolean home(int at, int size) {
    if (!d.verbose()) {
      return true;
    }
    d.put("(homeaddr: ").put(d.host6(at + 2));
    if (size > 18 && !suboptions(at + 18, at + size)) {
      return false;
    }
    d.put(')');
    return true;
  }

  private boolean suboptions(int from, int end) {
    int at = from;
    while (at < end) {
      int size = size(at, end);
      if (at + size > end) {
        return false;
      }
      switch (d.u1(at)) {
        case PAD1 -> d.put(", pad1");
        case PADN -> d.put(", padn");
        default -> d.print(", sopt_type 0x%02x: len=%d", d.u1(at), size - 2);
      }
      at += size;
    }
    return true;
  }
}
