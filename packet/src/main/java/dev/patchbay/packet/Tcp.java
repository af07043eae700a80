package dev.patchbay.packet;

/// The TCP header (RFC 9293 section 3.1): ports, sequence numbers, flags, window, options.
public final class Tcp {
  static final int SOURCE_PORT = 0;
  static final int DESTINATION_PORT = 2;
  static final int SEQUENCE = 4;
  static final int ACKNOWLEDGEMENT = 8;
  static final int OFFSET = 12;
  static final int FLAGS = 13;
  static final int WINDOW = 14;
  static final int CHECKSUM = 16;
  static final int URGENT = 18;

  /// Bytes of the header without options.
  public static final int HEADER = 20;

  /// Bytes of the header with as many options as there can be.
  public static final int LARGEST_HEADER = 60;

  /// Where the checksum is in the header, for [Packet#checksumPartial].
  public static final int CHECKSUM_OFFSET = CHECKSUM;

  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;

  /// The end of the options.
  public static final int OPTION_END = 0;

  /// An option of one byte that says nothing.
  public static final int OPTION_NOP = 1;

  /// Maximum segment size (RFC 9293 section 3.7.1).
  public static final int OPTION_MSS = 2;

  /// Window scale (RFC 7323 section 2).
  public static final int OPTION_WINDOW = 3;

  /// SACK permitted (RFC 2018 section 2).
  public static final int OPTION_SACK_PERMITTED = 4;

  /// SACK (RFC 2018 section 3).
  public static final int OPTION_SACK = 5;

  /// Timestamps (RFC 7323 section 3).
  public static final int OPTION_TIMESTAMP = 8;

  /// A keyed digest (RFC 2385).
  public static final int OPTION_MD5 = 19;

  /// Fast open (RFC 7413 section 4.1.1).
  public static final int OPTION_FAST_OPEN = 34;

  /// Experiments (RFC 6994), and the number of fast open there.
  public static final int OPTION_EXPERIMENT = 254;

  public static final int EXPERIMENT_FAST_OPEN = 0xf989;

  /// Bytes of an option for experiments without its data.
  public static final int EXPERIMENT = 4;

  private Tcp() {}

  /// Whether a header without its options lies between `at` and `tail`.
  public static boolean headerFits(byte[] bytes, int at, int tail) {
    return tail - at >= HEADER;
  }

  /// Whether a whole header, with the options that it says it has, lies between `at` and `tail`.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return headerFits(bytes, at, tail)
        && headerLength(bytes, at) >= HEADER
        && headerLength(bytes, at) <= tail - at;
  }

  public static int sourcePort(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SOURCE_PORT);
  }

  public static void sourcePort(byte[] bytes, int at, int port) {
    Wire.u16(bytes, at + SOURCE_PORT, port);
  }

  public static int destinationPort(byte[] bytes, int at) {
    return Wire.u16(bytes, at + DESTINATION_PORT);
  }

  public static void destinationPort(byte[] bytes, int at, int port) {
    Wire.u16(bytes, at + DESTINATION_PORT, port);
  }

  public static int sequence(byte[] bytes, int at) {
    return Wire.i32(bytes, at + SEQUENCE);
  }

  public static void sequence(byte[] bytes, int at, int number) {
    Wire.i32(bytes, at + SEQUENCE, number);
  }

  public static int acknowledgement(byte[] bytes, int at) {
    return Wire.i32(bytes, at + ACKNOWLEDGEMENT);
  }

  public static void acknowledgement(byte[] bytes, int at, int number) {
    Wire.i32(bytes, at + ACKNOWLEDGEMENT, number);
  }

  /// Bytes of header and options, as the header says.
  public static int headerLength(byte[] bytes, int at) {
    return Wire.u8(bytes, at + OFFSET) >> 4 << 2;
  }

  public static void headerLength(byte[] bytes, int at, int length) {
    Wire.u8(bytes, at + OFFSET, length >> 2 << 4);
  }

  /// The eight flags, [#FIN] to [#CWR].
  public static int flags(byte[] bytes, int at) {
    return Wire.u8(bytes, at + FLAGS);
  }

  public static void flags(byte[] bytes, int at, int flags) {
    Wire.u8(bytes, at + FLAGS, flags);
  }

  /// The window as it stands there, not scaled.
  public static int window(byte[] bytes, int at) {
    return Wire.u16(bytes, at + WINDOW);
  }

  public static void window(byte[] bytes, int at, int window) {
    Wire.u16(bytes, at + WINDOW, window);
  }

  public static int checksum(byte[] bytes, int at) {
    return Wire.u16(bytes, at + CHECKSUM);
  }

  public static void checksum(byte[] bytes, int at, int checksum) {
    Wire.u16(bytes, at + CHECKSUM, checksum);
  }

  public static int urgent(byte[] bytes, int at) {
    return Wire.u16(bytes, at + URGENT);
  }

  public static void urgent(byte[] bytes, int at, int pointer) {
    Wire.u16(bytes, at + URGENT, pointer);
  }

  /// Whether the checksum of the `length` bytes of header and data is right, given the sum of the
  /// pseudo header.
  public static boolean checksumHolds(byte[] bytes, int at, int length, long pseudo) {
    return Checksum.fold(Checksum.add(pseudo, bytes, at, length)) == 0;
  }

  /// Computes the checksum of the `length` bytes of header and data, given the sum of the pseudo
  /// header, and writes it.
  public static void fillChecksum(byte[] bytes, int at, int length, long pseudo) {
    checksum(bytes, at, 0);
    checksum(bytes, at, Checksum.fold(Checksum.add(pseudo, bytes, at, length)));
  }

  /// Puts a header with room for `options` bytes of options in front, which becomes the packet's
  /// transport header, and returns its index. Everything but ports and length is 0; the options'
  /// bytes are undefined.
  public static int push(Packet packet, int sourcePort, int destinationPort, int options) {
    int at = packet.push(HEADER + options);
    byte[] bytes = packet.bytes();
    sourcePort(bytes, at, sourcePort);
    destinationPort(bytes, at, destinationPort);
    sequence(bytes, at, 0);
    acknowledgement(bytes, at, 0);
    headerLength(bytes, at, HEADER + options);
    flags(bytes, at, 0);
    window(bytes, at, 0);
    checksum(bytes, at, 0);
    urgent(bytes, at, 0);
    packet.transport(at);
    return at;
  }

  // ---- options

  /// Writes the option and returns the index behind it.
  public static int putMss(byte[] bytes, int at, int mss) {
    Wire.u16(bytes, at, OPTION_MSS << 8 | 4);
    Wire.u16(bytes, at + 2, mss);
    return at + 4;
  }

  /// Writes the option, 3 bytes, with a NOP before it, and returns the index behind it.
  public static int putWindowScale(byte[] bytes, int at, int scale) {
    Wire.i32(bytes, at, OPTION_NOP << 24 | OPTION_WINDOW << 16 | 3 << 8 | scale);
    return at + 4;
  }

  /// Writes the option alone, 2 bytes without NOPs, and returns the index behind it.
  public static int putSackPermitted(byte[] bytes, int at) {
    Wire.u16(bytes, at, OPTION_SACK_PERMITTED << 8 | 2);
    return at + 2;
  }

  /// Writes the option alone, 10 bytes without NOPs, and returns the index behind it.
  public static int putTimestamp(byte[] bytes, int at, int value, int echo) {
    Wire.u16(bytes, at, OPTION_TIMESTAMP << 8 | 10);
    Wire.i32(bytes, at + 2, value);
    Wire.i32(bytes, at + 6, echo);
    return at + 10;
  }

  /// Writes two NOPs and returns the index behind them.
  public static int putNops(byte[] bytes, int at) {
    Wire.u16(bytes, at, OPTION_NOP << 8 | OPTION_NOP);
    return at + 2;
  }

  /// Writes the head of a SACK option of so many blocks and returns where the first one goes.
  public static int putSack(byte[] bytes, int at, int blocks) {
    Wire.u16(bytes, at, OPTION_SACK << 8 | 2 + 8 * blocks);
    return at + 2;
  }

  /// Writes one block of a SACK option and returns the index behind it.
  public static int putSackBlock(byte[] bytes, int at, int start, int end) {
    Wire.i32(bytes, at, start);
    Wire.i32(bytes, at + 4, end);
    return at + 8;
  }

  /// Writes two NOPs and the head of a signature, and returns where its 16 bytes go (RFC 2385).
  public static int putSignature(byte[] bytes, int at) {
    Wire.i32(bytes, at, OPTION_NOP << 24 | OPTION_NOP << 16 | OPTION_MD5 << 8 | 18);
    return at + 4;
  }

  /// Writes the option of fast open with its cookie and NOPs to fill it up, and returns the index
  /// behind it.
  public static int putFastOpen(byte[] bytes, int at, byte[] cookie, boolean experimental) {
    int plain = cookie.length + (experimental ? EXPERIMENT : 2);
    int here = at + 2;
    if (experimental) {
      Wire.u16(bytes, at, OPTION_EXPERIMENT << 8 | plain);
      Wire.u16(bytes, here, EXPERIMENT_FAST_OPEN);
      here += 2;
    } else {
      Wire.u16(bytes, at, OPTION_FAST_OPEN << 8 | plain);
    }
    System.arraycopy(cookie, 0, bytes, here, cookie.length);
    here += cookie.length;
    while (here - at < ((plain + 3) & ~3)) {
      Wire.u8(bytes, here++, OPTION_NOP);
    }
    return here;
  }

  /// The 32 bits at an index inside an option: a time or a sequence number.
  public static int word(byte[] bytes, int at) {
    return Wire.i32(bytes, at);
  }

  /// The 16 bits at an index inside an option.
  public static int half(byte[] bytes, int at) {
    return Wire.u16(bytes, at);
  }

  /// The byte at an index inside the options.
  public static int octet(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }
}
