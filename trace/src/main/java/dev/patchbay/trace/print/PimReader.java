package dev.patchbay.trace.print;

/// Reads a PIM message from front to back: its addresses are as long as they say.
final class PimReader {
  private final Dissection d;
  private final int size;
  private final int end;
  private int at;

  /// @param size how long each address is, as RFC 2117 has it, or 0 when each says it itself
  PimReader(Dissection d, int size, int at, int end) {
    this.d = d;
    this.size = size;
    this.at = at;
    this.end = end;
  }

  int left() {
    return end - at;
  }

  /// Where the next `length` bytes stand.
  int take(int length) {
    if (left() < length) {
      throw new Truncated();
    }
    d.need(at, length);
    at += length;
    return at - length;
  }

  /// Puts a text, and the address of a host.
  void unicast(String before) {
    d.put(before);
    int length = addressLength();
    d.put(host(take(length), length));
  }

  /// Puts a text, and a group with its mask and what is special about it.
  void group(String before) {
    int flags = prefix(before);
    if (flags != 0) {
      d.print("(0x%02x)", flags);
    }
  }

  /// Puts a text, and a source with its mask and what is special about it.
  void source(String before) {
    int flags = prefix(before);
    if (flags != 0) {
      d.put('(').put((flags & 4) != 0 ? "S" : "").put((flags & 2) != 0 ? "W" : "");
      d.put((flags & 1) != 0 ? "R" : "");
      if ((flags & 0xf8) != 0) {
        d.print("+0x%02x", flags & 0xf8);
      }
      d.put(')');
    }
  }

  private int prefix(String before) {
    d.put(before);
    int length = addressLength();
    int head = take(2 + length);
    int bits = d.u1(head + 1);
    d.put(host(head + 2, length));
    if (bits != length * 8) {
      d.print("/%d", bits);
    }
    return d.u1(head);
  }

  private String host(int at, int length) {
    return length == 4 ? d.host4(at) : d.host6(at);
  }

  private int addressLength() {
    if (size != 0) {
      return known(size == 4 || size == 16, size);
    }
    int head = take(2);
    int family = d.u1(head);
    boolean plain = (family == 1 || family == 2) && d.u1(head + 1) == 0;
    return known(plain, family == 1 ? 4 : 16);
  }

  private static int known(boolean is, int length) {
    if (!is) {
      throw new Truncated();
    }
    return length;
  }
}
