package dev.patchbay.trace.print;

/// DNS (RFC 1035) and multicast DNS (RFC 6762): questions, and the records that answer them.
final class DnsPrinter {
  private static final int HEADER = 12;
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int CUT = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int AUTHENTIC = 0x0020;
  private static final int CHECKING_DISABLED = 0x0010;
  private static final int INVERSE_QUERY = 1;
  private static final int OPTIONS = 41;

  private static final int KIND = 0xc0;
  private static final int POINTER = 0xc0;
  private static final int EXTENDED = 0x40;
  private static final int BIT_STRING = 0x41;

  /// The most letters that are shown of a name.
  private static final int LONGEST_NAME = 255;

  private static final String[] OPERATIONS = {
    "", " inv_q", " stat", " op3", " notify", " update", " op6", " op7",
    " op8", " updateA", " updateD", " updateDA", " updateM", " updateMA", " zoneInit", " zoneRef"
  };

  private static final String[] RESPONSES = {
    "", " FormErr", " ServFail", " NXDomain", " NotImp", " Refused", " YXDomain", " YXRRSet",
    " NXRRSet", " NotAuth", " NotZone", " Resp11", " Resp12", " Resp13", " Resp14", " NoChange",
    " BadVers", "Resp17", " Resp18", " Resp19", " Resp20", "Resp21", " Resp22", " BadCookie"
  };

  private DnsPrinter() {}

  static void overTcp(Dissection d, int at, int length) {
    d.protocol("domain");
    if (length < 2) {
      d.print(" [DNS over TCP: length %d < 2]", length);
      d.invalid();
    } else if (d.u2(at) != length - 2) {
      d.print(" [prefix length(%d) != length(%d)]", d.u2(at), length - 2);
      d.invalid();
    } else {
      d.put(' ');
      print(d, at + 2, length - 2);
    }
  }

  static void print(Dissection d, int at, int length) {
    print(d, at, length, false);
  }

  static void multicast(Dissection d, int at, int length) {
    print(d, at, length, true);
  }

  private static void print(Dissection d, int at, int length, boolean multicast) {
    d.protocol("domain");
    if (length < HEADER) {
      d.print("domain [length %d < %d]", length, HEADER);
      d.invalid();
      return;
    }
    d.need(at, HEADER);
    Message message = new Message(d, at, multicast);
    if ((d.u2(at + 2) & RESPONSE) != 0) {
      message.response();
    } else {
      message.query();
    }
    d.print(" (%d)", length);
  }

  /// One message.
  private static final class Message {
    private final Dissection d;
    private final int start;
    private final DnsRecords records;
    private final int flags;
    private final int questions;
    private final int answers;
    private final int authorities;
    private final int additional;
    private int at;

    Message(Dissection d, int at, boolean multicast) {
      this.d = d;
      this.start = at;
      this.records = new DnsRecords(d, at, multicast);
      this.flags = d.u2(at + 2);
      this.questions = d.u2(at + 4);
      this.answers = d.u2(at + 6);
      this.authorities = d.u2(at + 8);
      this.additional = d.u2(at + 10);
      this.at = at + HEADER;
    }

    private void begin(String behind) {
      d.put(d.u2(start)).put(OPERATIONS[flags >> 11 & 0xf]).put(behind);
    }

    private String flag(int bit, String set, String clear) {
      return (flags & bit) != 0 ? set : clear;
    }

    void response() {
      int code = responseCode();
      begin(code < RESPONSES.length ? RESPONSES[code] : " Resp" + code);
      d.put(flag(AUTHORITATIVE, "*", "")).put(flag(RECURSION_AVAILABLE, "", "-"));
      d.put(flag(CUT, "|", "")).put(flag(AUTHENTIC, "$", ""));
      if (questions != 1) {
        d.print(" [%dq]", questions);
      }
      for (int i = 0; i < questions; i++) {
        d.put(i == 0 ? "" : ",");
        if (d.verbose(2)) {
          d.put(" q:");
          at = records.question(at);
        } else {
          at = skipName(d, at) + 4;
        }
      }
      d.print(" %d/%d/%d", answers, authorities, additional);
      section("", answers, true);
      if (d.verbose(2)) {
        section(" ns:", authorities, false);
        section(" ar:", additional, false);
      }
    }

    void query() {
      begin(flag(RECURSION_DESIRED, "+", "") + flag(CHECKING_DISABLED, "%", ""));
      if ((flags & 0x6cf) != 0) {
        d.print(" [b2&3=0x%x]", flags);
      }
      boolean inverse = (flags >> 11 & 0xf) == INVERSE_QUERY;
      if (inverse) {
        unusual(questions, 0, "q");
        unusual(answers, 1, "a");
      } else {
        unusual(answers, 0, "a");
        unusual(questions, 1, "q");
      }
      unusual(authorities, 0, "n");
      unusual(additional, 0, "au");
      for (int i = 0; i < questions; i++) {
        d.need(at, i == 0 ? 0 : 1);
        at = records.question(at);
      }
      if (d.verbose(2)) {
        section("", answers, true);
        section(" ns:", authorities, false);
        section(" ar:", additional, false);
      }
    }

    private void unusual(int count, int usual, String letter) {
      if (count != usual) {
        d.print(" [%d%s]", count, letter);
      }
    }

    /// Prints the records of a section, all of which must be there.
    private void section(String title, int count, boolean evenAtEnd) {
      if (count == 0) {
        return;
      }
      d.need(at, evenAtEnd ? 0 : 1);
      d.put(title);
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          d.need(at, 1);
          d.put(",");
        }
        at = records.record(at);
      }
    }

    /// The response code, with the bits that an OPT record adds to it.
    private int responseCode() {
      int code = flags & 0xf;
      try {
        int next = at;
        for (int i = 0; i < questions; i++) {
          next = skipName(d, next) + 4;
          d.need(next, 1);
        }
        for (int i = 0; i < answers + authorities + additional; i++) {
          next = skipName(d, next);
          if (i >= answers + authorities && d.u2(next) == OPTIONS) {
            return code | d.u1(next + 4) << 4;
          }
          next += 10 + d.u2(next + 8);
          d.need(next, 1);
        }
      } catch (Truncated e) {
        return code;
      }
      return code;
    }
  }

  // ---- names

  /// What follows a name.
  static int skipName(Dissection d, int from) {
    int at = from;
    int label = d.u1(at++);
    while (label != 0) {
      switch (label & KIND) {
        case POINTER -> {
          return at + 1;
        }
        case 0 -> at += label;
        case EXTENDED -> {
          if (label != BIT_STRING) {
            throw new Truncated();
          }
          at += 1 + (bits(d, at) + 7) / 8;
        }
        default -> throw new Truncated();
      }
      label = d.u1(at++);
    }
    return at;
  }

  private static int bits(Dissection d, int at) {
    int bits = d.u1(at);
    return bits == 0 ? 256 : bits;
  }

  /// Prints a name, whose pointers lead into the message that begins at `start`; returns what
  /// follows it.
  static int name(Dissection d, int from, int start) {
    int at = from;
    int limit = from - start;
    int end = -1;
    int letters = 0;
    int label = label(d, at++);
    if (label == 0) {
      d.put('.');
      return at;
    }
    while (label != 0) {
      if ((label & KIND) == POINTER) {
        int to = (label << 8 | d.u1(at)) & 0x3fff;
        end = end < 0 ? at + 1 : end;
        if (to >= limit) {
          d.put("<BAD PTR>");
          throw new Truncated();
        }
        limit = to;
        at = start + to;
      } else {
        int size = label;
        if (label == BIT_STRING) {
          size = bitString(d, at);
        } else if (d.letters(at, Math.clamp(LONGEST_NAME - letters, 0, size))) {
          throw new Truncated();
        }
        letters += size;
        d.put(letters <= LONGEST_NAME ? "." : "");
        letters++;
        at += size;
      }
      label = label(d, at++);
    }
    if (letters > LONGEST_NAME) {
      d.put("<DOMAIN NAME TOO LONG>");
    }
    return end < 0 ? at : end;
  }

  /// The first byte of a label that can be one.
  private static int label(Dissection d, int at) {
    int label = d.u1(at);
    if ((label & KIND) == EXTENDED && label != BIT_STRING) {
      d.print("<ELT %d>", label & ~KIND);
      throw new Truncated();
    }
    if ((label & KIND) == 0x80) {
      d.put("<BAD LABEL TYPE>");
      throw new Truncated();
    }
    return label;
  }

  /// Prints a label of bits (RFC 2673); returns how many bytes it has.
  private static int bitString(Dissection d, int at) {
    int bits = bits(d, at);
    d.print("\\[x%s/%d]", d.hex(at + 1, (bits + 7) / 8), bits);
    return 1 + (bits + 7) / 8;
  }
}
