package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// An address and how many of its first bits count: `10.0.0.1/24`. The address may have bits behind
/// the prefix, as an interface address has; [#network] is without them.
public record Prefix(Ip address, int length) {
  /// Throws `IllegalArgumentException` when the family has no prefix of that length.
  public Prefix {
    if (length < 0 || length > address.family().bits()) {
      throw new IllegalArgumentException("a prefix of " + length + " bits: " + address);
    }
  }

  /// The prefix that `text` is known to be; throws `IllegalArgumentException` when it is not.
  public static Prefix of(String text) {
    Prefix prefix = parse(text);
    if (prefix == null) {
      throw new IllegalArgumentException("not a prefix: " + text);
    }
    return prefix;
  }

  /// The prefix that holds this address only.
  public static Prefix of(Ip address) {
    return new Prefix(address, address.family().bits());
  }

  /// An address, perhaps followed by `/` and a length in decimal or an IPv4 netmask; else null.
  /// Without a length the prefix holds the address only.
  public static @Nullable Prefix parse(String text) {
    int slash = text.indexOf('/');
    Ip address = Ip.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null || slash < 0) {
      return address == null ? null : of(address);
    }
    int length = parseLength(address.family(), text.substring(slash + 1));
    return length < 0 || length > address.family().bits() ? null : new Prefix(address, length);
  }

  private static int parseLength(Family family, String text) {
    Ip mask = family == Family.IPV4 ? Ip.parse(family, text) : null;
    return mask == null ? Digits.decimal(text, 3) : lengthOf(mask);
  }

  /// The length of a netmask such as 255.255.255.0, or -1 when its ones are not all on the left.
  public static int lengthOf(Ip netmask) {
    int length = Long.bitCount(netmask.hi()) + Long.bitCount(netmask.lo());
    boolean whole = netmask.hi() == maskHi(length) && netmask.lo() == maskLo(length);
    return whole ? length : -1;
  }

  /// The first 64 bits of a mask of `length` ones, counted from the left.
  public static long maskHi(int length) {
    return length <= 0 ? 0 : -1L << (64 - Math.min(length, 64));
  }

  /// The last 64 bits of a mask of `length` ones, counted from the left.
  public static long maskLo(int length) {
    return length <= 64 ? 0 : -1L << (128 - Math.min(length, 128));
  }

  public Family family() {
    return address.family();
  }

  /// Whether the left-aligned address (see [Ip]) begins as this prefix does. The family is not
  /// looked at.
  public boolean contains(long hi, long lo) {
    return ((hi ^ address.hi()) & maskHi(length)) == 0
        && ((lo ^ address.lo()) & maskLo(length)) == 0;
  }

  /// Whether the address is of this family and begins as this prefix does.
  public boolean contains(Ip ip) {
    return ip.family() == family() && contains(ip.hi(), ip.lo());
  }

  /// The prefix without the bits behind it.
  public Prefix network() {
    return new Prefix(
        new Ip(family(), address.hi() & maskHi(length), address.lo() & maskLo(length)), length);
  }

  /// Whether no bit is set behind the prefix.
  public boolean isNetwork() {
    return (address.hi() & ~maskHi(length)) == 0 && (address.lo() & ~maskLo(length)) == 0;
  }

  /// Whether the prefix holds one address only.
  public boolean isHost() {
    return length == family().bits();
  }

  /// The last address of the network; for IPv4 its directed broadcast.
  public Ip broadcast() {
    int bits = family().bits();
    return new Ip(
        family(),
        address.hi() | (~maskHi(length) & maskHi(bits)),
        address.lo() | (~maskLo(length) & maskLo(bits)));
  }

  /// The mask as an address, such as 255.255.255.0.
  public Ip netmask() {
    return new Ip(family(), maskHi(length), maskLo(length));
  }

  /// Address, slash, length.
  public String text() {
    return address.appendTo(new StringBuilder()).append('/').append(length).toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
