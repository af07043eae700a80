package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// An address of either family, **left-aligned in 128 bits**: 10.0.0.1 is `hi = 0x0a000001L << 32`,
/// `lo = 0`. So prefixes, tries and tables are the same code for both families.
///
/// On the packet path the bare numbers travel: an IPv4 address as an `int`, an IPv6 address as two
/// longs. Text is read as `inet_pton` reads it and written as `inet_ntop` writes it.
public record Ip(Family family, long hi, long lo) implements Comparable<Ip> {
  /// 0.0.0.0
  public static final Ip ANY4 = v4(0);

  /// ::
  public static final Ip ANY6 = v6(0, 0);

  /// 127.0.0.1
  public static final Ip LOOPBACK4 = v4(Ipv4.LOOPBACK);

  /// ::1
  public static final Ip LOOPBACK6 = v6(0, 1);

  /// Throws `IllegalArgumentException` when an IPv4 address has bits beyond its 32.
  public Ip {
    if (family == Family.IPV4 && (lo != 0 || (int) hi != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits, on the left");
    }
  }

  /// The IPv4 address in `bits`.
  public static Ip v4(int bits) {
    return new Ip(Family.IPV4, hi(bits), 0);
  }

  /// The IPv6 address whose first and last eight bytes these are.
  public static Ip v6(long hi, long lo) {
    return new Ip(Family.IPV6, hi, lo);
  }

  /// The address in the four or sixteen bytes from `at` on.
  public static Ip read(Family family, byte[] bytes, int at) {
    return family == Family.IPV4
        ? v4(Wire.i32(bytes, at))
        : v6(Wire.i64(bytes, at), Wire.i64(bytes, at + 8));
  }

  /// An IPv4 address as the `hi` of an [Ip].
  public static long hi(int bits) {
    return (long) bits << 32;
  }

  /// The address that `text` is known to be; throws `IllegalArgumentException` when it is not.
  public static Ip of(String text) {
    Ip ip = parse(text);
    if (ip == null) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return ip;
  }

  /// The address of either family that `inet_pton` would read, or null.
  public static @Nullable Ip parse(String text) {
    return parse(text.indexOf(':') < 0 ? Family.IPV4 : Family.IPV6, text);
  }

  /// The address of that family that `inet_pton` would read, or null.
  public static @Nullable Ip parse(Family family, String text) {
    return family == Family.IPV4 ? IpText.parseV4(text) : IpText.parseV6(text);
  }

  /// The bits of an IPv4 address; of an IPv6 address the first 32.
  public int toInt() {
    return (int) (hi >>> 32);
  }

  /// Appends the address as the kernel's tables show it: IPv6 in full, without `::`.
  public void appendFull(StringBuilder out) {
    if (isV4()) {
      appendTo(out);
      return;
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      appendGroup(out, hi >>> shift).append(':');
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      appendGroup(out, lo >>> shift).append(shift == 0 ? "" : ":");
    }
  }

  private static StringBuilder appendGroup(StringBuilder out, long bits) {
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (bits >>> shift) & 0xf, 16));
    }
    return out;
  }

  /// Writes the four or sixteen bytes of the address from `at` on.
  public void write(byte[] bytes, int at) {
    if (family == Family.IPV4) {
      Wire.i32(bytes, at, toInt());
    } else {
      Wire.i64(bytes, at, hi);
      Wire.i64(bytes, at + 8, lo);
    }
  }

  public boolean isV4() {
    return family == Family.IPV4;
  }

  public boolean isV6() {
    return family == Family.IPV6;
  }

  /// The IPv4 address that an IPv6 one of the form `::ffff:a.b.c.d` stands for (RFC 4291 section
  /// 2.5.5.2); any other is itself.
  public Ip unmapped() {
    return isV6() && hi == 0 && lo >>> 32 == 0xffff ? v4((int) lo) : this;
  }

  /// 0.0.0.0 or ::
  public boolean isUnspecified() {
    return (hi | lo) == 0;
  }

  /// 127.0.0.0/8 or ::1
  public boolean isLoopback() {
    return isV4() ? Ipv4.isLoopback(toInt()) : Ipv6.isLoopback(hi, lo);
  }

  /// 224.0.0.0/4 or ff00::/8
  public boolean isMulticast() {
    return isV4() ? Ipv4.isMulticast(toInt()) : Ipv6.isMulticast(hi);
  }

  /// 169.254.0.0/16 or fe80::/10
  public boolean isLinkLocal() {
    return isV4() ? Ipv4.isLinkLocal(toInt()) : Ipv6.isLinkLocal(hi);
  }

  /// 255.255.255.255
  public boolean isBroadcast() {
    return isV4() && toInt() == Ipv4.BROADCAST;
  }

  /// The address as `inet_ntop` prints it (RFC 5952, with IPv4 in the last 32 bits where glibc
  /// shows it so).
  public String text() {
    return appendTo(new StringBuilder()).toString();
  }

  /// [#text] onto `out`.
  public StringBuilder appendTo(StringBuilder out) {
    return isV4() ? appendTo(out, toInt()) : appendTo(out, hi, lo);
  }

  /// An IPv4 address as text.
  public static String format(int bits) {
    return appendTo(new StringBuilder(15), bits).toString();
  }

  /// An IPv6 address as text.
  public static String format(long hi, long lo) {
    return appendTo(new StringBuilder(39), hi, lo).toString();
  }

  /// An IPv4 address as text onto `out`.
  public static StringBuilder appendTo(StringBuilder out, int bits) {
    return out.append(bits >>> 24)
        .append('.')
        .append(bits >>> 16 & 0xff)
        .append('.')
        .append(bits >>> 8 & 0xff)
        .append('.')
        .append(bits & 0xff);
  }

  /// An IPv6 address as text onto `out`.
  public static StringBuilder appendTo(StringBuilder out, long hi, long lo) {
    return IpText.appendV6(out, hi, lo);
  }

  /// IPv4 before IPv6, then by the number, unsigned.
  @Override
  public int compareTo(Ip other) {
    int order = family.compareTo(other.family);
    if (order == 0) {
      order = Long.compareUnsigned(hi, other.hi);
    }
    return order == 0 ? Long.compareUnsigned(lo, other.lo) : order;
  }

  @Override
  public String toString() {
    return text();
  }

  // What a record has of its own is made when first called: a tenth of a whole start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ip ip && ip.family == family && ip.hi == hi && ip.lo == lo;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hi) * 31 + Long.hashCode(lo);
  }
}
