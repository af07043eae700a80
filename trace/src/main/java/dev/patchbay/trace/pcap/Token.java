package dev.patchbay.trace.pcap;

/// A word of an expression.
///
/// @param kind what it is
/// @param text how it is written
/// @param number what it counts for, if it is a number
/// @param position where it begins
record Token(Kind kind, String text, int number, int position) {
  /// What words there are.
  enum Kind {
    /// A word with a meaning of its own, or a sign.
    WORD,
    /// A number, or a name for one.
    NUMBER,
    /// Anything else that could be a name.
    NAME,
    /// An address of Ethernet.
    STATION,
    /// An address of ARCnet.
    ARCNET,
    /// An IPv4 address, or the beginning of one.
    IPV4,
    /// An IPv6 address.
    IPV6,
    /// A sign that means nothing.
    ERROR,
    /// Where the expression ends.
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
