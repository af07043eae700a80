package dev.patchbay.trace.print;

/// The options of a TCP header.
final class TcpOptions {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int SEGMENT_SIZE = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int SACK_PERMITTED = 4;
  private static final int SACK = 5;
  private static final int TIMESTAMPS = 8;
  private static final int SIGNATURE = 19;
  private static final int SCPS = 20;
  private static final int USER_TIMEOUT = 28;
  private static final int AUTHENTICATION = 29;
  private static final int MULTIPATH = 30;
  private static final int FAST_OPEN = 34;
  private static final int EXPERIMENT = 254;
  private static final int EXPERIMENTAL_FAST_OPEN = 0xf989;
  private static final int SIGNATURE_LENGTH = 16;

  private static final Tokens NAMES =
      Tokens.of(
          """
          0 eol
          1 nop
          2 mss
          3 wscale
          4 sackOK
          5 sack
          6 echo
          7 echoreply
          8 TS
          11 cc
          12 ccnew
          13
          19 md5
          20 scps
          28 uto
          29 tcp-ao
          30 mptcp
          34 tfo
          254 exp
          """);

  private final Dissection d;
  private final int blocksStart;
  private final boolean whole;
  private final int flags;
  private int at;
  private int rest;

  TcpOptions(Dissection d, int at, int length, int blocksStart, boolean whole, int flags) {
    this.d = d;
    this.at = at;
    this.rest = length;
    this.blocksStart = blocksStart;
    this.whole = whole;
    this.flags = flags;
  }

  /// An option that is longer than its header, or than itself.
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    private Bad() {
      super("bad option", null, false, false);
    }
  }

  /// An option of which not all was captured, so that the line ends here.
  private static final class Cut extends Exception {
    private static final long serialVersionUID = 1;

    private Cut() {
      super("cut option", null, false, false);
    }
  }

  /// Prints them; false when the rest of the segment is not to be printed.
  boolean print() {
    if (rest == 0) {
      return true;
    }
    d.put(", options [");
    boolean first = true;
    try {
      int type = NO_OPERATION;
      while (rest > 0 && type != END) {
        d.put(first ? "" : ",");
        type = option();
        first = false;
      }
      d.put(']');
      return true;
    } catch (Bad e) {
      d.put("[bad opt]").put(first ? "" : "]");
    } catch (Cut e) {
      d.cut();
      d.put(first ? "" : ">");
    }
    return false;
  }

  private int option() throws Bad, Cut {
    int type = d.u1(at++);
    boolean bare = type == END || type == NO_OPERATION;
    int size = 1;
    if (!bare) {
      size = d.u1(at++);
      if (size < 2 || size > rest) {
        throw new Bad();
      }
      rest--;
    }
    rest--;
    d.put(NAMES.name(type, "unknown-%d"));
    int used = bare ? 0 : value(type, size - 2);
    at += used;
    rest -= used;
    if (used + (bare ? 1 : 2) != size) {
      d.print("[len %d]", size);
    }
    return type;
  }

  private void check(int length) throws Bad, Cut {
    if (length > rest) {
      throw new Bad();
    }
    if (!d.has(at, length)) {
      throw new Cut();
    }
  }

  /// Prints the value of an option that is said to have `length` bytes; returns how many it has.
  private int value(int type, int length) throws Bad, Cut {
    return switch (type) {
      case SEGMENT_SIZE -> number(2);
      case WINDOW_SCALE -> number(1);
      case SACK_PERMITTED -> 0;
      case SACK -> blocks(length);
      case 6, 7, 11, 12, 13 -> number(4);
      case TIMESTAMPS -> {
        check(8);
        d.print(" val %d ecr %d", d.u4(at), d.u4(at + 4));
        yield 8;
      }
      case SIGNATURE -> signature();
      case SCPS -> {
        check(2);
        d.print(" cap %02x id %d", d.u1(at), d.u1(at + 1));
        yield 2;
      }
      case USER_TIMEOUT -> timeout();
      case AUTHENTICATION -> authentication(length);
      case MULTIPATH -> {
        check(length);
        if (!MptcpPrinter.print(d, at - 2, length + 2, flags)) {
          throw new Bad();
        }
        yield length;
      }
      case FAST_OPEN -> {
        check(length);
        d.put(' ');
        fastOpen(at, length);
        yield length;
      }
      case EXPERIMENT -> experiment(length);
      default -> {
        d.put(length > 0 ? " 0x" : "");
        yield hex(0, length);
      }
    };
  }

  private int number(int length) throws Bad, Cut {
    check(length);
    long value = length == 1 ? d.u1(at) : length == 2 ? d.u2(at) : d.u4(at);
    d.put(' ').put(value);
    return length;
  }

  /// The figures of an option's bytes, as many as were captured.
  private int hex(int from, int length) throws Bad, Cut {
    for (int i = from; i < length; i++) {
      check(i + 1);
      d.put(d.hex(at + i, 1));
    }
    return length;
  }

  private int blocks(int length) throws Bad, Cut {
    if (length % 8 != 0) {
      d.put(" invalid sack");
      return length;
    }
    d.put(' ').put(length / 8).put(' ');
    for (int i = 0; i < length; i += 8) {
      check(i + 8);
      long left = Integer.toUnsignedLong(d.s4(at + i) - blocksStart);
      long right = Integer.toUnsignedLong(d.s4(at + i + 4) - blocksStart);
      d.put('{').put(left).put(':').put(right).put('}');
    }
    return length;
  }

  private int signature() throws Bad, Cut {
    check(SIGNATURE_LENGTH);
    d.put(whole ? " shared secret not supplied with -M, " : " snaplen too short, ");
    d.put("can't check - ").put(d.hex(at, SIGNATURE_LENGTH));
    return SIGNATURE_LENGTH;
  }

  private int timeout() throws Bad, Cut {
    check(2);
    int value = d.u2(at);
    d.print(" 0x%x %d", value, (value & 1) == 1 ? (value >> 1) * 60 : value >> 1);
    return 2;
  }

  private int authentication(int length) throws Bad, Cut {
    if (length < 2) {
      d.invalid();
      return length;
    }
    check(2);
    d.print(" keyid %d rnextkeyid %d", d.u1(at), d.u1(at + 1));
    if (length > 2) {
      d.put(" mac 0x");
      hex(2, length);
    }
    return length;
  }

  private int experiment(int length) throws Bad, Cut {
    check(length);
    if (length < 2) {
      throw new Bad();
    }
    int kind = d.u2(at);
    d.put('-');
    if (kind == EXPERIMENTAL_FAST_OPEN) {
      d.put("tfo");
      fastOpen(at + 2, length - 2);
    } else {
      d.print("%04x", kind);
    }
    return length;
  }

  private void fastOpen(int cookie, int length) {
    if (length == 0) {
      d.put(" cookiereq");
    } else if (length % 2 != 0 || length < 4 || length > 16) {
      d.invalid();
    } else {
      d.put(" cookie ").put(d.hex(cookie, length));
    }
  }
}
