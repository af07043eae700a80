package dev.patchbay.packet;

/// The options of neighbour discovery (RFC 4861 section 4.6): type, length in units of 8 bytes,
/// contents.
///
/// ```
///  source, target link-layer address  2 address
///  prefix information                 2 prefix length  3 L A  4 valid  8 preferred  16 prefix
///  redirected header                  8 the packet
///  MTU                                4 mtu
///  nonce                              2 six bytes (RFC 3971 section 5.3.2)
///  route information                  2 prefix length  3 preference  4 lifetime  8 prefix, 0 to 16 bytes
/// ```
public final class NeighbourOption {
  static final int TYPE = 0;
  static final int LENGTH = 1;
  static final int ADDRESS = 2;
  static final int NONCE = 2;
  static final int PREFIX_LENGTH = 2;
  static final int PREFIX_FLAGS = 3;
  static final int MTU = 4;
  static final int VALID_LIFETIME = 4;
  static final int PREFERRED_LIFETIME = 8;
  static final int PREFIX = 16;

  public static final int SOURCE_ADDRESS = 1;
  public static final int TARGET_ADDRESS = 2;
  public static final int PREFIX_INFORMATION = 3;
  public static final int REDIRECTED_HEADER = 4;
  public static final int LINK_MTU = 5;
  public static final int NONCE_VALUE = 14;

  /// RFC 4191 section 2.3
  public static final int ROUTE_INFORMATION = 24;

  /// RFC 8106 section 5.1
  public static final int DNS_SERVERS = 25;

  /// Bytes of an option that holds an Ethernet address, an MTU or a nonce.
  public static final int HEADER = 8;

  /// Bytes of a link-layer address option for links whose addresses are those of IPv6.
  public static final int ADDRESS6 = 24;

  /// Bytes of prefix information.
  public static final int PREFIX_HEADER = 32;

  /// Flag of a prefix: its addresses are on the link.
  public static final int ON_LINK = 0x80;

  /// Flag of a prefix: hosts make addresses of it.
  public static final int AUTONOMOUS = 0x40;

  private NeighbourOption() {}

  /// Whether `from` to `tail` is a list of whole options.
  public static boolean fit(byte[] bytes, int from, int tail) {
    int at = from;
    while (at < tail) {
      if (tail - at < HEADER || length(bytes, at) == 0) {
        return false;
      }
      at += length(bytes, at);
    }
    return at == tail;
  }

  /// The index of the first option of that type that is as long as the type needs, in a list that
  /// [#fit]s; or -1.
  public static int find(byte[] bytes, int from, int tail, int type) {
    int least = type == PREFIX_INFORMATION ? PREFIX_HEADER : HEADER;
    for (int at = from; at < tail; at += length(bytes, at)) {
      if (type(bytes, at) == type && length(bytes, at) >= least) {
        return at;
      }
    }
    return -1;
  }

  public static int type(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TYPE);
  }

  /// Bytes of the option.
  public static int length(byte[] bytes, int at) {
    return Wire.u8(bytes, at + LENGTH) << 3;
  }

  /// The Ethernet address of a [#SOURCE_ADDRESS] or [#TARGET_ADDRESS].
  public static long mac(byte[] bytes, int at) {
    return Mac.read(bytes, at + ADDRESS);
  }

  /// The six bytes of a [#NONCE_VALUE] as a number.
  public static long nonce(byte[] bytes, int at) {
    return Mac.read(bytes, at + NONCE);
  }

  public static int mtu(byte[] bytes, int at) {
    return Wire.i32(bytes, at + MTU);
  }

  public static int prefixLength(byte[] bytes, int at) {
    return Wire.u8(bytes, at + PREFIX_LENGTH);
  }

  /// [#ON_LINK] and [#AUTONOMOUS].
  public static int prefixFlags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + PREFIX_FLAGS);
  }

  /// Seconds, unsigned; all ones for ever.
  public static int validLifetime(byte[] bytes, int at) {
    return Wire.i32(bytes, at + VALID_LIFETIME);
  }

  /// Seconds, unsigned; all ones for ever.
  public static int preferredLifetime(byte[] bytes, int at) {
    return Wire.i32(bytes, at + PREFERRED_LIFETIME);
  }

  public static long prefixHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + PREFIX);
  }

  public static long prefixLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + PREFIX + 8);
  }

  // ---- route information

  /// The preference of a route in the bits 0x18.
  public static int routeFlags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + PREFIX_FLAGS);
  }

  /// Seconds, unsigned; all ones for ever.
  public static int routeLifetime(byte[] bytes, int at) {
    return Wire.i32(bytes, at + VALID_LIFETIME);
  }

  /// Whether an option of `size` bytes holds a prefix of that length (RFC 4191 section 2.3).
  public static boolean routeFits(int prefixLength, int size) {
    int words = size / HEADER;
    int needed = prefixLength == 0 ? 1 : prefixLength <= 64 ? 2 : 3;
    return words <= 3 && words >= needed && prefixLength <= 128;
  }

  /// The network of a route, in an option that [#routeFits].
  public static Prefix routePrefix(byte[] bytes, int at) {
    int size = length(bytes, at);
    long hi = size > HEADER ? Wire.i64(bytes, at + HEADER) : 0;
    long lo = size > HEADER + 8 ? Wire.i64(bytes, at + HEADER + 8) : 0;
    return new Prefix(Ip.v6(hi, lo), prefixLength(bytes, at)).network();
  }

  /// Writes a route and returns the index behind it; the lifetime is in seconds.
  public static int writeRoute(byte[] bytes, int at, Prefix prefix, int flags, int lifetime) {
    int words = prefix.length() == 0 ? 1 : prefix.length() <= 64 ? 2 : 3;
    start(bytes, at, ROUTE_INFORMATION, words * HEADER);
    Wire.u8(bytes, at + PREFIX_LENGTH, prefix.length());
    Wire.u8(bytes, at + PREFIX_FLAGS, flags);
    Wire.i32(bytes, at + VALID_LIFETIME, lifetime);
    if (words > 1) {
      Wire.i64(bytes, at + HEADER, prefix.address().hi());
    }
    if (words > 2) {
      Wire.i64(bytes, at + HEADER + 8, prefix.address().lo());
    }
    return at + words * HEADER;
  }

  /// Writes a link-layer address option of 8 bytes and returns the index behind it.
  public static int writeMac(byte[] bytes, int at, int type, long mac) {
    return write(bytes, at, type, mac);
  }

  /// Writes a link-layer address option of [#ADDRESS6] bytes, for links whose addresses are those
  /// of IPv6, and returns the index behind it.
  public static int writeAddress6(byte[] bytes, int at, int type, Ip address) {
    start(bytes, at, type, ADDRESS6);
    address.write(bytes, at + ADDRESS);
    return at + ADDRESS6;
  }

  /// Writes a nonce of six bytes and returns the index behind it.
  public static int writeNonce(byte[] bytes, int at, long nonce) {
    return write(bytes, at, NONCE_VALUE, nonce);
  }

  /// Writes the link's MTU and returns the index behind it.
  public static int writeMtu(byte[] bytes, int at, int mtu) {
    return write(bytes, at, LINK_MTU, mtu & 0xffff_ffffL);
  }

  private static int write(byte[] bytes, int at, int type, long contents) {
    start(bytes, at, type, HEADER);
    Mac.write(bytes, at + 2, contents);
    return at + HEADER;
  }

  /// Writes the head of a redirected header option, whose packet of `length` bytes follows, padded
  /// to a multiple of 8 bytes, and returns where that begins.
  public static int writeRedirected(byte[] bytes, int at, int length) {
    Wire.i64(bytes, at, 0);
    start(bytes, at, REDIRECTED_HEADER, (HEADER + length + 7) & ~7);
    return at + HEADER;
  }

  /// Writes prefix information and returns the index behind it; lifetimes are in seconds.
  public static int writePrefix(
      byte[] bytes, int at, Prefix prefix, int flags, int valid, int preferred) {
    start(bytes, at, PREFIX_INFORMATION, PREFIX_HEADER);
    Wire.u8(bytes, at + PREFIX_LENGTH, prefix.length());
    Wire.u8(bytes, at + PREFIX_FLAGS, flags);
    Wire.i32(bytes, at + VALID_LIFETIME, valid);
    Wire.i32(bytes, at + PREFERRED_LIFETIME, preferred);
    Wire.i32(bytes, at + PREFERRED_LIFETIME + 4, 0);
    Wire.i64(bytes, at + PREFIX, prefix.address().hi());
    Wire.i64(bytes, at + PREFIX + 8, prefix.address().lo());
    return at + PREFIX_HEADER;
  }

  private static void start(byte[] bytes, int at, int type, int length) {
    Wire.u8(bytes, at + TYPE, type);
    Wire.u8(bytes, at + LENGTH, length >>> 3);
  }
}
