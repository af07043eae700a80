package dev.patchbay.packet;

/// The IPv4 header (RFC 791 section 3.1). Addresses are `int`s.
///
/// ```
///  0 version, header length   1 tos            2 total length
///  4 identification           6 flags, fragment offset
///  8 ttl                      9 protocol      10 checksum
/// 12 source                  16 destination   20 options …
/// ```
public final class Ipv4 {
  static final int VERSION_IHL = 0;
  static final int TOS = 1;
  static final int TOTAL_LENGTH = 2;
  static final int IDENTIFICATION = 4;
  static final int FRAGMENT = 6;
  static final int TTL = 8;
  static final int PROTOCOL = 9;
  static final int CHECKSUM = 10;
  static final int SOURCE = 12;
  static final int DESTINATION = 16;
  static final int OPTIONS = 20;

  /// Bytes of a header without options.
  public static final int HEADER = 20;

  /// Bytes of the longest header.
  public static final int MAX_HEADER = 60;

  /// The smallest MTU an IPv4 device may have.
  public static final int MIN_MTU = 68;

  /// Bit of [#fragment]: do not fragment.
  public static final int DONT_FRAGMENT = 0x4000;

  /// Bit of [#fragment]: more fragments follow.
  public static final int MORE_FRAGMENTS = 0x2000;

  /// 127.0.0.1
  public static final int LOOPBACK = 0x7f00_0001;

  /// 255.255.255.255
  public static final int BROADCAST = -1;

  /// 224.0.0.1
  public static final int ALL_HOSTS = 0xe000_0001;

  /// Kinds of options (RFC 791, RFC 2113).
  public static final int OPTION_END = 0;

  public static final int OPTION_NOP = 1;
  public static final int OPTION_RECORD_ROUTE = 7;
  public static final int OPTION_TIMESTAMP = 68;
  public static final int OPTION_LOOSE_ROUTE = 131;
  public static final int OPTION_STRICT_ROUTE = 137;
  public static final int OPTION_ROUTER_ALERT = 148;

  /// Version 4, and between five and fifteen words of header.
  private static final int LEAST_FIRST = 0x45;

  private static final int MOST_FIRST = 0x4f;

  private Ipv4() {}

  // ---- lengths

  /// Whether a whole header, options included, lies between `at` and `tail`: version 4 and a
  /// sensible header length. What an ICMP error quotes needs no more.
  public static boolean headerFits(byte[] bytes, int at, int tail) {
    if (tail - at < HEADER) {
      return false;
    }
    int first = Wire.u8(bytes, at + VERSION_IHL);
    return first >= LEAST_FIRST && first <= MOST_FIRST && (first & 0xf) << 2 <= tail - at;
  }

  /// Whether a whole packet lies between `at` and `tail`: [#headerFits], and a total length that
  /// holds the header and is there (`ip_rcv_core`). The checksum is [#checksumHolds].
  public static boolean fits(byte[] bytes, int at, int tail) {
    return headerFits(bytes, at, tail)
        && totalLength(bytes, at) >= headerLength(bytes, at)
        && totalLength(bytes, at) <= tail - at;
  }

  public static int version(byte[] bytes, int at) {
    return Wire.u8(bytes, at + VERSION_IHL) >>> 4;
  }

  /// Bytes of the header with its options.
  public static int headerLength(byte[] bytes, int at) {
    return (bytes[at + VERSION_IHL] & 0xf) << 2;
  }

  /// Writes version 4 and the header length, a multiple of 4 bytes.
  public static void headerLength(byte[] bytes, int at, int length) {
    Wire.u8(bytes, at + VERSION_IHL, 0x40 | (length >>> 2));
  }

  /// Where what follows the header begins.
  public static int payload(byte[] bytes, int at) {
    return at + headerLength(bytes, at);
  }

  /// Bytes of header and payload.
  public static int totalLength(byte[] bytes, int at) {
    return Wire.u16(bytes, at + TOTAL_LENGTH);
  }

  public static void totalLength(byte[] bytes, int at, int length) {
    Wire.u16(bytes, at + TOTAL_LENGTH, length);
  }

  // ---- the start, for whoever reads all of it

  /// The first eight bytes in one number, from which the methods below read without a look at the
  /// bytes for each. They must be there.
  public static long start(byte[] bytes, int at) {
    return Wire.i64(bytes, at);
  }

  public static int version(long start) {
    return (int) (start >>> 60);
  }

  public static int headerLength(long start) {
    return (int) (start >>> 56 & 0xf) << 2;
  }

  public static int tos(long start) {
    return (int) (start >>> 48) & 0xff;
  }

  public static int totalLength(long start) {
    return (int) (start >>> 32) & 0xffff;
  }

  public static int fragmentOffset(long start) {
    return (int) (start & 0x1fff) << 3;
  }

  // ---- fields

  public static int tos(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TOS);
  }

  public static void tos(byte[] bytes, int at, int tos) {
    Wire.u8(bytes, at + TOS, tos);
  }

  public static int identification(byte[] bytes, int at) {
    return Wire.u16(bytes, at + IDENTIFICATION);
  }

  public static void identification(byte[] bytes, int at, int id) {
    Wire.u16(bytes, at + IDENTIFICATION, id);
  }

  /// Flags and fragment offset together, as on the wire.
  public static int fragment(byte[] bytes, int at) {
    return Wire.u16(bytes, at + FRAGMENT);
  }

  public static void fragment(byte[] bytes, int at, int flagsAndOffset) {
    Wire.u16(bytes, at + FRAGMENT, flagsAndOffset);
  }

  public static boolean dontFragment(byte[] bytes, int at) {
    return (fragment(bytes, at) & DONT_FRAGMENT) != 0;
  }

  public static boolean moreFragments(byte[] bytes, int at) {
    return (fragment(bytes, at) & MORE_FRAGMENTS) != 0;
  }

  /// Where the payload belongs in the whole one, in bytes.
  public static int fragmentOffset(byte[] bytes, int at) {
    return (fragment(bytes, at) & 0x1fff) << 3;
  }

  /// Whether the packet is a part of a larger one (`ip_is_fragment`).
  public static boolean isFragment(byte[] bytes, int at) {
    return (fragment(bytes, at) & (MORE_FRAGMENTS | 0x1fff)) != 0;
  }

  public static int ttl(byte[] bytes, int at) {
    return Wire.u8(bytes, at + TTL);
  }

  public static void ttl(byte[] bytes, int at, int ttl) {
    Wire.u8(bytes, at + TTL, ttl);
  }

  /// An [IpProtocol].
  public static int protocol(byte[] bytes, int at) {
    return Wire.u8(bytes, at + PROTOCOL);
  }

  public static void protocol(byte[] bytes, int at, int protocol) {
    Wire.u8(bytes, at + PROTOCOL, protocol);
  }

  public static int checksum(byte[] bytes, int at) {
    return Wire.u16(bytes, at + CHECKSUM);
  }

  public static void checksum(byte[] bytes, int at, int checksum) {
    Wire.u16(bytes, at + CHECKSUM, checksum);
  }

  public static int source(byte[] bytes, int at) {
    return Wire.i32(bytes, at + SOURCE);
  }

  public static void source(byte[] bytes, int at, int address) {
    Wire.i32(bytes, at + SOURCE, address);
  }

  public static int destination(byte[] bytes, int at) {
    return Wire.i32(bytes, at + DESTINATION);
  }

  public static void destination(byte[] bytes, int at, int address) {
    Wire.i32(bytes, at + DESTINATION, address);
  }

  /// Source and destination together, the source in the upper half.
  public static long addresses(byte[] bytes, int at) {
    return Wire.i64(bytes, at + SOURCE);
  }

  // ---- options

  /// Bytes of options.
  public static int optionsLength(byte[] bytes, int at) {
    return headerLength(bytes, at) - HEADER;
  }

  /// The index of the option of that kind, or -1. An option whose length lies ends the search.
  public static int option(byte[] bytes, int at, int kind) {
    int end = payload(bytes, at);
    int option = at + OPTIONS;
    while (option < end && Wire.u8(bytes, option) != OPTION_END) {
      if (Wire.u8(bytes, option) == OPTION_NOP) {
        option++;
        continue;
      }
      int length = option + 1 < end ? Wire.u8(bytes, option + 1) : 0;
      if (length < 2 || length > end - option) {
        return -1;
      }
      if (Wire.u8(bytes, option) == kind) {
        return option;
      }
      option += length;
    }
    return -1;
  }

  // ---- checksum

  /// Whether the header's checksum is right.
  public static boolean checksumHolds(byte[] bytes, int at) {
    return checksumHolds(bytes, at, start(bytes, at));
  }

  /// The same, for whoever has read the header's [#start].
  public static boolean checksumHolds(byte[] bytes, int at, long start) {
    return Checksum.isAllOnes(headerSum(bytes, at, start));
  }

  /// The sum of the header; that of one without options, which nearly all are, without a loop.
  private static long headerSum(byte[] bytes, int at, long start) {
    long sum =
        Checksum.words(start)
            + Checksum.words(Wire.i64(bytes, at + TTL))
            + (Wire.i32(bytes, at + DESTINATION) & 0xffff_ffffL);
    int length = headerLength(start);
    return length == HEADER ? sum : Checksum.add(sum, bytes, at + HEADER, length - HEADER);
  }

  /// Computes the header's checksum and writes it.
  public static void fillChecksum(byte[] bytes, int at) {
    long others = headerSum(bytes, at, start(bytes, at)) + Checksum.without(checksum(bytes, at));
    checksum(bytes, at, Checksum.fold(others));
  }

  /// Takes one off the TTL, mends the checksum, and returns the new TTL.
  public static int decrementTtl(byte[] bytes, int at) {
    // In one word with what stands beside them, as whoever looks at the header next reads it.
    long word = Wire.i64(bytes, at + TTL);
    long ttl = ((word >>> 56) - 1) & 0xff;
    // RFC 1141: the sum has lost 0x100, so its complement gains it, with the carry brought round.
    long checksum = (word >>> 32 & 0xffff) + 0x100;
    checksum = (checksum >= 0xffff ? checksum + 1 : checksum) & 0xffff;
    Wire.i64(bytes, at + TTL, ttl << 56 | (word & 0xff_0000_ffff_ffffL) | checksum << 32);
    return (int) ttl;
  }

  /// Writes another source, and mends the checksum.
  public static void replaceSource(byte[] bytes, int at, int now) {
    long word = Wire.i64(bytes, at + TTL);
    int checksum = Checksum.replace32((int) (word >>> 32) & 0xffff, (int) word, now);
    long kept = word & 0xffff_0000_0000_0000L;
    Wire.i64(bytes, at + TTL, kept | (long) checksum << 32 | (now & 0xffff_ffffL));
  }

  /// Writes another destination, and mends the checksum.
  public static void replaceDestination(byte[] bytes, int at, int now) {
    checksum(bytes, at, Checksum.replace32(checksum(bytes, at), destination(bytes, at), now));
    destination(bytes, at, now);
  }

  // ---- making one

  /// Puts a header without options in front, which becomes the packet's network header, and returns
  /// its index. Its total length is the packet's; tos, identification and fragment are 0, and so is
  /// the checksum: call [#fillChecksum] when all is set.
  public static int push(Packet packet, int source, int destination, int protocol, int ttl) {
    int at = packet.push(HEADER);
    byte[] bytes = packet.bytes();
    begin(bytes, at, HEADER, 0, packet.length(), 0, 0);
    Wire.i64(bytes, at + TTL, second(ttl, protocol, source));
    destination(bytes, at, destination);
    packet.network(at);
    return at;
  }

  /// Writes the first eight bytes at once: whoever then reads them, to sum them up, need not wait
  /// for the pieces.
  public static void begin(
      byte[] bytes,
      int at,
      int headerLength,
      int tos,
      int totalLength,
      int identification,
      int fragment) {
    Wire.i64(bytes, at, first(headerLength, tos, totalLength, identification, fragment));
  }

  /// Writes a whole header without options, its checksum included. What is summed up is not read
  /// back from the bytes.
  public static void write(
      byte[] bytes,
      int at,
      int tos,
      int totalLength,
      int identification,
      int fragment,
      int ttl,
      int protocol,
      int source,
      int destination) {
    long first = first(HEADER, tos, totalLength, identification, fragment);
    long second = second(ttl, protocol, source);
    long sum = Checksum.words(first) + Checksum.words(second) + (destination & 0xffff_ffffL);
    Wire.i64(bytes, at, first);
    Wire.i64(bytes, at + TTL, second | (long) Checksum.fold(sum) << 32);
    destination(bytes, at, destination);
  }

  private static long first(
      int headerLength, int tos, int totalLength, int identification, int fragment) {
    long lengths = (0x40L | headerLength >>> 2) << 56 | (totalLength & 0xffffL) << 32;
    return lengths | (tos & 0xffL) << 48 | (identification & 0xffffL) << 16 | (fragment & 0xffffL);
  }

  private static long second(int ttl, int protocol, int source) {
    return (long) ttl << 56 | (protocol & 0xffL) << 48 | (source & 0xffff_ffffL);
  }

  // ---- addresses

  /// 224.0.0.0/4
  public static boolean isMulticast(int address) {
    return address >>> 28 == 0xe;
  }

  /// 224.0.0.0/24, which no router forwards.
  public static boolean isLocalMulticast(int address) {
    return address >>> 8 == 0xe0_0000;
  }

  /// 127.0.0.0/8
  public static boolean isLoopback(int address) {
    return address >>> 24 == 127;
  }

  /// 169.254.0.0/16
  public static boolean isLinkLocal(int address) {
    return address >>> 16 == 0xa9fe;
  }

  /// 0.0.0.0/8
  public static boolean isZeroNet(int address) {
    return address >>> 24 == 0;
  }

  /// The Ethernet address of a multicast group (RFC 1112 section 6.4).
  public static long multicastMac(int group) {
    return 0x0100_5e00_0000L | (group & 0x7f_ffff);
  }
}
