package dev.patchbay.trace.print;

import dev.patchbay.packet.Tcp;

/// The option of Multipath TCP (RFC 8684; version 0: RFC 6824).
final class MptcpPrinter {
  private static final int BACKUP = 0x01;
  private static final int CHECKSUM_REQUIRED = 0x80;
  private static final int ECHO = 1;

  private static final int DATA_FIN = 0x10;
  private static final int LONG_SEQUENCE = 0x08;
  private static final int HAS_MAPPING = 0x04;
  private static final int LONG_ACK = 0x02;
  private static final int HAS_ACK = 0x01;

  private final Dissection d;

  /// Where the option begins, and how long it says it is.
  private final int option;

  private final int size;

  /// The flags of the segment that say where in a conversation it stands.
  private final boolean syn;

  private final boolean ack;

  private MptcpPrinter(Dissection d, int option, int size, int flags) {
    this.d = d;
    this.syn = (flags & Tcp.SYN) != 0;
    this.ack = (flags & Tcp.ACK) != 0;
    this.option = option;
    this.size = size;
  }

  /// Prints the option behind its name; false when it is not as long as it has to be.
  ///
  /// @param flags those of the segment
  static boolean print(Dissection d, int option, int size, int flags) {
    return size >= 3 && new MptcpPrinter(d, option, size, flags).print();
  }

  private boolean print() {
    d.put(' ').put(size);
    return switch (d.u1(option + 2) >> 4) {
      case 0 -> capable();
      case 1 -> join();
      case 2 -> dataSequence();
      case 3 -> addAddress();
      case 4 -> removeAddresses();
      case 5 -> priority();
      case 6 -> fixed(" fail", 12) && put(" seq ", Long.toUnsignedString(d.u8(option + 4)));
      case 7 -> fixed(" fast-close", 12) && put(" key ", key(option + 4));
      default -> put(" unknown", "");
    };
  }

  private boolean fixed(String name, int length) {
    d.put(name);
    return size == length;
  }

  private boolean put(String before, String value) {
    d.put(before).put(value);
    return true;
  }

  private String key(int at) {
    return "0x" + Long.toHexString(d.u8(at));
  }

  private int low() {
    return d.u1(option + 2) & 0xf;
  }

  private boolean capable() {
    d.put(" capable");
    boolean first = syn && (size == 4 || size == 12);
    boolean later = !syn && (size == 20 || size == 22);
    if (!first && !later) {
      return false;
    }
    if (low() > 1) {
      d.put(" Unknown Version (").put(low()).put(')');
      return true;
    }
    d.put(" v").put(low());
    if ((d.u1(option + 3) & CHECKSUM_REQUIRED) != 0) {
      d.put(" csum");
    }
    if (size >= 12) {
      d.put(" {").put(key(option + 4));
      d.put(size >= 20 ? "," + key(option + 12) : "").put('}');
    }
    return true;
  }

  private boolean join() {
    d.put(" join");
    boolean expected = size == 12 ? syn : size == 16 ? syn && ack : size == 24 && ack;
    if (!expected) {
      return false;
    }
    if (size == 24) {
      return put(" hmac 0x", d.hex(option + 4, 20));
    }
    d.put((low() & BACKUP) != 0 ? " backup" : "").put(" id ").put(d.u1(option + 3));
    if (size == 12) {
      d.print(" token 0x%x nonce 0x%x", d.u4(option + 4), d.u4(option + 8));
    } else {
      d.put(" hmac ").put(key(option + 4));
      d.print(" nonce 0x%x", d.u4(option + 12));
    }
    return true;
  }

  private boolean dataSequence() {
    d.put(" dss");
    if (size < 4 || syn) {
      return false;
    }
    int flags = d.u1(option + 3);
    d.put((flags & DATA_FIN) != 0 ? " fin" : "");
    int at = 4;
    if ((flags & HAS_ACK) != 0) {
      int length = (flags & LONG_ACK) != 0 ? 8 : 4;
      d.put(" ack ");
      if (!number("", at, length)) {
        return false;
      }
      at += length;
    }
    if ((flags & HAS_MAPPING) != 0) {
      int length = (flags & LONG_SEQUENCE) != 0 ? 8 : 4;
      d.put(" seq ");
      if (!number("", at, length)) {
        return false;
      }
      at += length;
      if (!number(" subseq ", at, 4)) {
        return false;
      }
      if (!number(" len ", at + 4, 2)) {
        return false;
      }
      at += 6;
      if (at < size) {
        d.put(" csum 0x").put(size >= at + 2 ? Integer.toHexString(d.u2(option + at)) : "");
        at += 2;
      }
    }
    return at == size;
  }

  private boolean number(String name, int at, int length) {
    if (at + length > size) {
      return false;
    }
    int from = option + at;
    long value = length == 8 ? d.u8(from) : length == 4 ? d.u4(from) : d.u2(from);
    return put(name, Long.toUnsignedString(value));
  }

  private boolean addAddress() {
    d.put(" add-addr");
    int address =
        switch (size) {
          case 8, 10, 16, 18 -> 4;
          case 20, 22, 28, 30 -> 16;
          default -> 0;
        };
    if (address == 0) {
      return false;
    }
    boolean signed = size - address >= 12;
    switch (low()) {
      case 0 -> d.put(" v1");
      case ECHO -> d.put(" v1-echo");
      case 4, 6 -> d.put(" v0-ip").put(low());
      default -> d.put(" [bad version/echo]");
    }
    d.put(" id ").put(d.u1(option + 3)).put(' ');
    d.put((address == 4 ? d.ip4(option + 4) : d.ip6(option + 4)).text());
    if (size - address - (signed ? 12 : 4) == 2) {
      d.put(':').put(d.u2(option + 4 + address));
    }
    return !signed || put(" hmac ", key(option + size - 8));
  }

  private boolean removeAddresses() {
    d.put(" rem-addr");
    if (size < 4) {
      return false;
    }
    d.put(" id");
    for (int at = 3; at < size; at++) {
      d.put(' ').put(d.u1(option + at));
    }
    return true;
  }

  private boolean priority() {
    d.put(" prio");
    if (size > 4) {
      return false;
    }
    d.put((low() & BACKUP) != 0 ? " backup" : " non-backup");
    if (size == 4) {
      d.put(" id ").put(d.u1(option + 3));
    }
    return true;
  }
}
