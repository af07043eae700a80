package dev.patchbay.packet;

import org.jspecify.annotations.Nullable;

/// An Ethernet address, the 48 low bits of [#value]. On the packet path the bare `long` travels.
public record Mac(long value) implements Comparable<Mac> {
  /// Bytes of an address.
  public static final int BYTES = 6;

  /// ff:ff:ff:ff:ff:ff
  public static final long BROADCAST_VALUE = 0xffff_ffff_ffffL;

  public static final Mac BROADCAST = new Mac(BROADCAST_VALUE);
  public static final Mac ZERO = new Mac(0);

  private static final long MULTICAST = 0x0100_0000_0000L;
  private static final long LOCAL = 0x0200_0000_0000L;

  /// Throws `IllegalArgumentException` when the number has more than 48 bits.
  public Mac {
    if ((value & ~BROADCAST_VALUE) != 0) {
      throw new IllegalArgumentException("more than 48 bits: " + Long.toHexString(value));
    }
  }

  /// The address with that number, which has 48 bits.
  public static Mac of(long value) {
    return new Mac(value);
  }

  /// The address in the six bytes from `at` on.
  public static Mac of(byte[] bytes, int at) {
    return new Mac(read(bytes, at));
  }

  /// The address that `text` is known to be; throws `IllegalArgumentException` when it is not.
  public static Mac of(String text) {
    Mac mac = parse(text);
    if (mac == null) {
      throw new IllegalArgumentException("not an Ethernet address: " + text);
    }
    return mac;
  }

  /// Six groups of one or two hexadecimal digits between colons, or null.
  public static @Nullable Mac parse(String text) {
    String[] groups = text.split(":", -1);
    if (groups.length != BYTES) {
      return null;
    }
    long value = 0;
    for (String group : groups) {
      int octet = Digits.hex(group, 2);
      if (octet < 0) {
        return null;
      }
      value = value << 8 | octet;
    }
    return new Mac(value);
  }

  /// The six bytes from `at` on as a number.
  public static long read(byte[] bytes, int at) {
    return (long) Wire.u16(bytes, at) << 32 | (Wire.i32(bytes, at + 2) & 0xffff_ffffL);
  }

  /// Writes the 48 low bits into the six bytes from `at` on.
  public static void write(byte[] bytes, int at, long value) {
    Wire.u16(bytes, at, (int) (value >>> 32));
    Wire.i32(bytes, at + 2, (int) value);
  }

  /// Whether the group bit is set; broadcast is multicast, too.
  public static boolean isMulticast(long value) {
    return (value & MULTICAST) != 0;
  }

  /// Whether all bits are set.
  public static boolean isBroadcast(long value) {
    return value == BROADCAST_VALUE;
  }

  /// Whether an interface may have it: neither zero nor multicast (`is_valid_ether_addr`).
  public static boolean isUsable(long value) {
    return value != 0 && !isMulticast(value);
  }

  public boolean isMulticast() {
    return isMulticast(value);
  }

  public boolean isBroadcast() {
    return isBroadcast(value);
  }

  public boolean isUsable() {
    return isUsable(value);
  }

  public boolean isZero() {
    return value == 0;
  }

  /// Whether the address is locally administered.
  public boolean isLocal() {
    return (value & LOCAL) != 0;
  }

  /// Writes the address into the six bytes from `at` on.
  public void write(byte[] bytes, int at) {
    write(bytes, at, value);
  }

  /// Six groups of two lower-case digits between colons.
  public static String format(long value) {
    return appendTo(new StringBuilder(17), value).toString();
  }

  /// [#format] onto `out`.
  public static StringBuilder appendTo(StringBuilder out, long value) {
    for (int shift = 40; shift >= 0; shift -= 8) {
      out.append(Character.forDigit((int) (value >>> (shift + 4)) & 0xf, 16));
      out.append(Character.forDigit((int) (value >>> shift) & 0xf, 16));
      if (shift > 0) {
        out.append(':');
      }
    }
    return out;
  }

  @Override
  public int compareTo(Mac other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return format(value);
  }
}
