package dev.patchbay.packet;

/// The Internet checksum (RFC 1071), its pseudo headers, and its incremental update (RFC 1624).
///
/// A *sum* is a `long` to which 16- and 32-bit pieces are added freely; [#fold] makes the 16 bits
/// that a header carries out of it. A header's checksum field counts as zero while it is computed;
/// summed with the field in place, a correct header folds to zero.
public final class Checksum {
  /// One by all ones, modulo 2 to the 64th: a multiple of them times this is how many times they go
  /// into it, at most [#MOST_TIMES], and what is no multiple becomes more.
  private static final long INVERSE = 0xfffe_fffe_fffe_ffffL;

  private static final long MOST_TIMES = 0x0001_0001_0001_0001L;

  private Checksum() {}

  /// `sum` and the bytes from `from` on; an odd last byte counts as if a zero followed.
  public static long add(long sum, byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    for (; at <= end - 8; at += 8) {
      sum += words(Wire.i64(bytes, at));
    }
    if (at <= end - 4) {
      sum += Wire.i32(bytes, at) & 0xffff_ffffL;
      at += 4;
    }
    if (at <= end - 2) {
      sum += Wire.u16(bytes, at);
      at += 2;
    }
    return at < end ? sum + (Wire.u8(bytes, at) << 8) : sum;
  }

  /// The sum of `length` bytes from `from` on.
  public static long sum(byte[] bytes, int from, int length) {
    return add(0, bytes, from, length);
  }

  /// The sum of eight bytes, read as one number.
  static long words(long eight) {
    return (eight >>> 32) + (eight & 0xffff_ffffL);
  }

  /// The 16 bits that the sum comes down to, not yet complemented: what a
  /// [Packet.ChecksumState#PARTIAL] field holds.
  public static int foldSum(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 32) + (folded & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ((folded >>> 16) + (folded & 0xffff));
  }

  /// Whether the sum comes down to all ones, as that of what holds its own checksum does: it is a
  /// multiple of them, and not zero.
  static boolean isAllOnes(long sum) {
    return Long.compareUnsigned(sum * INVERSE - 1, MOST_TIMES) < 0;
  }

  /// What takes a checksum that stands in the bytes out of their sum again.
  static int without(int checksum) {
    return ~checksum & 0xffff;
  }

  /// The checksum that belongs to the sum: folded to 16 bits and complemented.
  public static int fold(long sum) {
    return ~foldSum(sum) & 0xffff;
  }

  /// The checksum of `length` bytes from `from` on.
  public static int of(byte[] bytes, int from, int length) {
    return fold(add(0, bytes, from, length));
  }

  /// The sum of IPv4's pseudo header (RFC 768); `length` is that of transport header and data.
  public static long pseudo(int source, int destination, int protocol, int length) {
    return (source & 0xffff_ffffL) + (destination & 0xffff_ffffL) + protocol + length;
  }

  /// The sum of IPv6's pseudo header (RFC 8200 section 8.1).
  public static long pseudo(
      long sourceHi,
      long sourceLo,
      long destinationHi,
      long destinationLo,
      int protocol,
      int length) {
    return halves(sourceHi)
        + halves(sourceLo)
        + halves(destinationHi)
        + halves(destinationLo)
        + protocol
        + length;
  }

  /// The sum of the pseudo header of the IPv4 header at `at`, for `length` bytes of transport.
  public static long pseudoV4(byte[] bytes, int at, int protocol, int length) {
    return add(protocol + length, bytes, at + Ipv4.SOURCE, 8);
  }

  /// The sum of the pseudo header of the IPv6 header at `at`, for `length` bytes of transport.
  public static long pseudoV6(byte[] bytes, int at, int protocol, int length) {
    return add(protocol + length, bytes, at + Ipv6.SOURCE, 32);
  }

  private static long halves(long value) {
    return (value >>> 32) + (value & 0xffff_ffffL);
  }

  /// The checksum after 16 of the bits it covers changed (RFC 1624 equation 3).
  public static int replace16(int checksum, int old, int now) {
    return fold((~checksum & 0xffff) + (~old & 0xffff) + (now & 0xffff));
  }

  /// The checksum after 32 of the bits it covers changed, on a 16-bit boundary.
  public static int replace32(int checksum, int old, int now) {
    return fold((~checksum & 0xffff) + (~old & 0xffff_ffffL) + (now & 0xffff_ffffL));
  }

  /// The checksum after 64 of the bits it covers changed, on a 16-bit boundary.
  public static int replace64(int checksum, long old, long now) {
    return fold((~checksum & 0xffff) + halves(~old) + halves(now));
  }

  /// Fills in the checksum that was left to the device (`skb_checksum_help`): the field holds the
  /// pseudo header's sum. A result of zero is stored as all ones, which means the same.
  public static void resolve(Packet packet) {
    if (packet.checksum() != Packet.ChecksumState.PARTIAL) {
      return;
    }
    byte[] bytes = packet.edit();
    int start = packet.checksumStart();
    int checksum = of(bytes, start, packet.tail() - start);
    Wire.u16(bytes, start + packet.checksumOffset(), checksum == 0 ? 0xffff : checksum);
    packet.checksum(Packet.ChecksumState.NONE);
  }
}
