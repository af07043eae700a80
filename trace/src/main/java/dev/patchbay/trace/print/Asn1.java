package dev.patchbay.trace.print;

/// An element of ASN.1's basic encoding, as SNMP uses it (RFC 1157, ITU-T X.690).
///
/// @param kind what its tag means
/// @param id the number in its tag
/// @param at where its value begins
/// @param length how many bytes that has
/// @param next where the next element begins
/// @param value its value, if it is a number
record Asn1(Kind kind, int id, int at, int length, int next, long value) {
  /// What an element is.
  enum Kind {
    ANY,
    NULL,
    OCTETS,
    OBJECT,
    INTEGER,
    UNSIGNED,
    UNSIGNED_64,
    TEXT,
    SEQUENCE,
    ADDRESS,
    MESSAGE,
    EXCEPTION
  }

  private static final String[] UNIVERSAL = {
    "U-0", "Boolean", "Integer", "Bitstring", "String", "Null", "ObjID", "ObjectDes", "U-8",
    "U-9", "U-10", "U-11", "U-12", "U-13", "U-14", "U-15", "Sequence", "Set"
  };
  private static final String[] APPLICATION = {
    "IpAddress", "Counter", "Gauge", "TimeTicks", "Opaque", "C-5", "Counter64"
  };

  /// What is asked and answered.
  static final String[] MESSAGES = {
    "GetRequest",
    "GetNextRequest",
    "GetResponse",
    "SetRequest",
    "Trap",
    "GetBulk",
    "Inform",
    "V2Trap",
    "Report"
  };

  private static final String[] PRIVATE = {"P-0"};
  private static final String[] EXCEPTIONS = {"noSuchObject", "noSuchInstance", "endOfMibView"};
  private static final String[][] CLASSES = {UNIVERSAL, APPLICATION, MESSAGES, PRIVATE};
  private static final String[] CLASS_NAMES = {"Universal", "Application", "Context", "Private"};

  /// What is read is no element: that has been said.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that is not used here
  private static Unreadable said(Dissection d, String format, Object... arguments) {
    d.put(format.formatted(arguments));
    return new Unreadable();
  }

  /// The element there, of which `end` is the latest end.
  ///
  /// @throws Unreadable when there is none, after it has been said
  static Asn1 read(Dissection d, int from, int end) {
    if (end - from < 1) {
      throw said(d, "[nothing to parse]");
    }
    int tag = d.u1(from);
    int at = from + 1;
    int id = tag & 0x1f;
    if (id == 0x1f) {
      id = 0;
      while ((d.u1(at) & 0x80) != 0) {
        id = id << 7 | (d.u1(at++) & 0x7f);
      }
      id = id << 7 | d.u1(at++);
    }
    if (end - at < 1) {
      throw said(d, "[no asnlen]");
    }
    long length = d.u1(at++);
    if ((length & 0x80) != 0) {
      int octets = (int) length & 0x7f;
      if (end - at < octets) {
        throw said(d, "[asnlen? %d<%d]", end - at, octets);
      }
      d.need(at, octets);
      length = number(d, at, octets) & 0xffff_ffffL;
      at += octets;
    }
    if (end - at < length) {
      throw said(d, "[len%d<asnlen%d]", end - at, length);
    }
    return element(d, tag, id, at, (int) length);
  }

  private static Asn1 element(Dissection d, int tag, int id, int at, int length) {
    boolean whole = (tag & 0x20) != 0;
    int kindOf = tag >> 6;
    if (id >= CLASSES[kindOf].length) {
      throw said(d, "[id?%c/%s/%d]", whole ? 'C' : 'P', CLASS_NAMES[kindOf], id);
    }
    d.need(at, length);
    Kind kind = whole ? constructed(kindOf, id) : primitive(kindOf, id);
    long value = 0;
    if (kind == Kind.INTEGER) {
      if (length == 0) {
        throw said(d, "[asnlen=0]");
      }
      value = (int) ((d.u1(at) & 0x80) != 0 ? signed(d, at, length) : number(d, at, length));
    } else if (kind == Kind.UNSIGNED) {
      value = number(d, at, length) & 0xffff_ffffL;
    } else if (kind == Kind.UNSIGNED_64) {
      value = number(d, at, length);
    } else if (kind == Kind.OCTETS) {
      String name = CLASSES[kindOf][id];
      String letter = kindOf == 0 ? "U" : kindOf == 1 && !whole ? "A" : CLASS_NAMES[kindOf];
      d.put(whole ? "C/" + letter + "/" + name : "[P/" + letter + "/" + name + "]");
    }
    return new Asn1(kind, id, at, length, at + length, value);
  }

  private static Kind primitive(int kindOf, int id) {
    return switch (kindOf) {
      case 0 ->
          switch (id) {
            case 2 -> Kind.INTEGER;
            case 4 -> Kind.TEXT;
            case 5 -> Kind.NULL;
            case 6 -> Kind.OBJECT;
            default -> Kind.OCTETS;
          };
      case 1 ->
          switch (id) {
            case 0 -> Kind.ADDRESS;
            case 1, 2, 3 -> Kind.UNSIGNED;
            case 6 -> Kind.UNSIGNED_64;
            default -> Kind.OCTETS;
          };
      case 2 -> id < EXCEPTIONS.length ? Kind.EXCEPTION : Kind.ANY;
      default -> Kind.OCTETS;
    };
  }

  private static Kind constructed(int kindOf, int id) {
    if (kindOf == 2) {
      return Kind.MESSAGE;
    }
    return kindOf == 0 && id == 16 ? Kind.SEQUENCE : Kind.OCTETS;
  }

  private static long number(Dissection d, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | d.u1(at + i);
    }
    return value;
  }

  private static long signed(Dissection d, int at, int length) {
    long value = -1;
    for (int i = 0; i < length; i++) {
      value = value << 8 | d.u1(at + i);
    }
    return value;
  }

  /// Says what its value is.
  void print(Dissection d) {
    switch (kind) {
      case ANY -> d.put("[BE_ANY!?]");
      case NULL -> {}
      case OCTETS -> octets(d);
      case OBJECT -> object(d);
      case INTEGER, UNSIGNED -> d.put(value);
      case UNSIGNED_64 -> d.put(Long.toUnsignedString(value));
      case TEXT -> text(d);
      case SEQUENCE -> d.print("Seq(%d)", length);
      case ADDRESS -> {
        d.put(length != 4 ? "[inetaddr len!=4]" : "");
        for (int i = 0; i < length; i++) {
          d.put(i == 0 ? "" : ".").put(d.u1(at + i));
        }
      }
      case MESSAGE -> d.print("%s(%d)", MESSAGES[id], length);
      case EXCEPTION -> d.print("[%s]", EXCEPTIONS[id]);
    }
  }

  void octets(Dissection d) {
    for (int i = 0; i < length; i++) {
      d.print("_%02x", d.u1(at + i));
    }
  }

  void text(Dissection d) {
    boolean printable = true;
    for (int i = 0; i < length; i++) {
      printable &= d.u1(at + i) >= ' ' && d.u1(at + i) <= '~';
    }
    if (printable) {
      d.put('"');
      d.text(at, length);
      d.put('"');
    } else {
      d.put(d.hex(at, length, "_"));
    }
  }

  /// An object's number: the first two parts stand in one.
  private void object(Dissection d) {
    long part = 0;
    boolean first = true;
    for (int i = 0; i < length; i++) {
      int octet = d.u1(at + i);
      part = part << 7 | (octet & 0x7f);
      if ((octet & 0x80) != 0) {
        continue;
      }
      if (first) {
        long root = Math.min(part / 40, 2);
        d.put('.').put(root);
        part -= root * 40;
        first = false;
      }
      d.put('.').put(Integer.toUnsignedString((int) part));
      part = 0;
    }
  }
}
