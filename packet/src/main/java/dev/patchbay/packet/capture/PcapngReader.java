package dev.patchbay.packet.capture;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newer format: a row of blocks, each with its kind and its length before it and its length
/// again behind it. A section begins with a block that tells the byte order; blocks that describe
/// interfaces come before the frames that arrived on them; blocks of other kinds are passed over.
final class PcapngReader extends CaptureReader {
  static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  /// Kind and length before a block, length behind it.
  private static final int HEADER = 8;

  private static final int TRAILER = 4;
  private static final int LONGEST_SECTION_HEADER = 1024 * 1024;
  private static final int LONGEST_BLOCK = 16 * 1024 * 1024;

  /// A block without its header and trailer.
  private record Block(int type, ByteBuffer body) {
    /// Its next bytes as a block of their own.
    ByteBuffer take(long bytes) throws CaptureException {
      if (body.remaining() < bytes) {
        throw new CaptureException(
            "block of type "
                + Integer.toUnsignedString(type)
                + " in pcapng dump file is too short");
      }
      ByteBuffer part = body.slice(body.position(), (int) bytes).order(body.order());
      body.position(body.position() + (int) bytes);
      return part;
    }
  }

  /// An interface's clock: ticks a second, and what is to be added in seconds.
  private record Clock(long resolution, long offset) {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    static final Clock DEFAULT = new Clock(1_000_000, 0);

    long nanoseconds(long ticks) {
      long seconds = Long.divideUnsigned(ticks, resolution) + offset;
      long rest = Long.remainderUnsigned(ticks, resolution);
      return seconds * 1_000_000_000 + fraction(rest);
    }

    private long fraction(long rest) {
      if (rest >= 0 && rest < 1L << 33) {
        return Long.divideUnsigned(rest * 1_000_000_000, resolution);
      }
      BigInteger ticks = new BigInteger(Long.toUnsignedString(rest));
      return ticks
          .multiply(NANOS)
          .divide(new BigInteger(Long.toUnsignedString(resolution)))
          .longValue();
    }
  }

  private final ByteOrder order;
  private final List<Clock> interfaces = new ArrayList<>();
  private LinkType linkType = LinkType.EN10MB;
  private int snapLength = MAXIMUM_SNAP_LENGTH;

  private PcapngReader(InputStream in, ByteOrder order) {
    super(in);
    this.order = order;
  }

  /// Reads on to the first interface. Null if the bytes after the first four are no section header.
  static @Nullable PcapngReader begin(InputStream in) throws CaptureException, IOException {
    byte[] head = in.readNBytes(8);
    ByteBuffer little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < 8) {
      return null;
    }
    ByteOrder order = order(little.getInt(4));
    if (order == null) {
      return null;
    }
    PcapngReader reader = new PcapngReader(in, order);
    reader.readSectionHeader(little.order(order).getInt(0));
    reader.readFirstInterface();
    return reader;
  }

  private static @Nullable ByteOrder order(int littleEndianMagic) {
    if (littleEndianMagic == BYTE_ORDER_MAGIC) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    boolean reversed = Integer.reverseBytes(littleEndianMagic) == BYTE_ORDER_MAGIC;
    return reversed ? ByteOrder.BIG_ENDIAN : null;
  }

  private void readSectionHeader(int length) throws CaptureException, IOException {
    if (length < 28 || length > LONGEST_SECTION_HEADER) {
      throw new CaptureException(
          "Section Header Block in pcapng dump file has invalid length 28 < _"
              + Integer.toUnsignedString(length)
              + "_ < 1048576 (BT_SHB_INSANE_MAX)");
    }
    ByteBuffer rest = ByteBuffer.wrap(read(length - 12)).order(order);
    int major = rest.getShort() & 0xffff;
    int minor = rest.getShort() & 0xffff;
    if (major != 1 || (minor != 0 && minor != 2)) {
      throw new CaptureException("unsupported pcapng savefile version " + major + "." + minor);
    }
  }

  private void readFirstInterface() throws CaptureException, IOException {
    for (Block block = readBlock(); block != null; block = readBlock()) {
      switch (block.type) {
        case INTERFACE -> {
          ByteBuffer fixed = block.take(8);
          linkType = known(fixed.getShort(0) & 0xffff);
          snapLength = adjusted(fixed.getInt(4));
          interfaces.add(clock(block));
          return;
        }
        case OLD_PACKET, SIMPLE_PACKET, ENHANCED_PACKET ->
            throw new CaptureException(
                "the capture file has a packet block before any Interface Description Blocks");
        default -> {}
      }
    }
    throw new CaptureException("the capture file has no Interface Description Blocks");
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int snapLength() {
    return snapLength;
  }

  @Override
  public @Nullable CapturedFrame next() throws CaptureException, IOException {
    for (Block block = readBlock(); block != null; block = readBlock()) {
      switch (block.type) {
        case ENHANCED_PACKET -> {
          ByteBuffer fixed = block.take(20);
          return frame(block, fixed.getInt(0), fixed, 4);
        }
        case OLD_PACKET -> {
          ByteBuffer fixed = block.take(20);
          return frame(block, fixed.getShort(0) & 0xffff, fixed, 4);
        }
        case SIMPLE_PACKET -> {
          int length = block.take(4).getInt();
          int captured = Integer.compareUnsigned(length, snapLength) > 0 ? snapLength : length;
          return frame(block, 0, 0, captured, length);
        }
        case INTERFACE -> addInterface(block);
        case SECTION_HEADER -> beginSection(block.take(16));
        default -> {}
      }
    }
    return null;
  }

  private CapturedFrame frame(Block block, int number, ByteBuffer fixed, int at)
      throws CaptureException {
    long ticks = (long) fixed.getInt(at) << 32 | Integer.toUnsignedLong(fixed.getInt(at + 4));
    return frame(block, number, ticks, fixed.getInt(at + 8), fixed.getInt(at + 12));
  }

  private CapturedFrame frame(Block block, int number, long ticks, int captured, int length)
      throws CaptureException {
    if (Integer.compareUnsigned(number, interfaces.size()) >= 0) {
      throw new CaptureException(
          "a packet arrived on interface "
              + Integer.toUnsignedString(number)
              + ", but there's no Interface Description Block for that interface");
    }
    if (Integer.compareUnsigned(captured, snapLength) > 0) {
      throw new CaptureException(
          "invalid packet capture length "
              + Integer.toUnsignedString(captured)
              + ", bigger than snaplen of "
              + snapLength);
    }
    byte[] bytes = new byte[block.take(captured).remaining()];
    block.body.get(block.body.position() - bytes.length, bytes);
    return new CapturedFrame(
        interfaces.get(number).nanoseconds(ticks), bytes, length, linkType, number);
  }

  private void addInterface(Block block) throws CaptureException {
    ByteBuffer fixed = block.take(8);
    int type = fixed.getShort(0) & 0xffff;
    if (LinkType.of(type) != linkType) {
      throw new CaptureException(
          "an interface has a type " + type + " different from the type of the first interface");
    }
    if (adjusted(fixed.getInt(4)) != snapLength) {
      throw new CaptureException(
          "an interface has a snapshot length "
              + Integer.toUnsignedString(fixed.getInt(4))
              + " different from the snapshot length of the first interface");
    }
    interfaces.add(clock(block));
  }

  private void beginSection(ByteBuffer fixed) throws CaptureException {
    int magic = fixed.getInt();
    if (magic != BYTE_ORDER_MAGIC) {
      throw new CaptureException(
          Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC
              ? "the file has sections with different byte orders"
              : "the file has a section with a bad byte order magic field");
    }
    int major = fixed.getShort() & 0xffff;
    if (major != 1) {
      throw new CaptureException("unknown pcapng savefile major version number " + major);
    }
    interfaces.clear();
  }

  private @Nullable Block readBlock() throws CaptureException, IOException {
    byte[] head = in.readNBytes(HEADER);
    if (head.length == 0) {
      return null;
    }
    if (head.length < HEADER) {
      throw new CaptureException(truncated("pcapng dump file", HEADER, "bytes", head.length));
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(order);
    int type = header.getInt();
    int length = header.getInt();
    checkLength(length);
    ByteBuffer rest = ByteBuffer.wrap(read(length - HEADER)).order(order);
    int end = length - HEADER - TRAILER;
    if (rest.getInt(end) != length) {
      throw new CaptureException("block total length in header and trailer don't match");
    }
    return new Block(type, rest.limit(end));
  }

  private static void checkLength(int length) throws CaptureException {
    String shown = Integer.toUnsignedString(length);
    if (Integer.compareUnsigned(length, HEADER + TRAILER) < 0) {
      throw new CaptureException("block in pcapng dump file has a length of " + shown + " < 12");
    }
    if (length % 4 != 0) {
      throw new CaptureException(
          "block in pcapng dump file has a length of " + shown + " that is not a multiple of 4");
    }
    if (Integer.compareUnsigned(length, LONGEST_BLOCK) > 0) {
      throw new CaptureException("pcapng block size " + shown + " > maximum " + LONGEST_BLOCK);
    }
  }

  private byte[] read(int count) throws CaptureException, IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new CaptureException(truncated("pcapng dump file", count, "bytes", bytes.length));
    }
    return bytes;
  }

  /// What an interface's options say of its clock.
  private static Clock clock(Block block) throws CaptureException {
    Clock clock = Clock.DEFAULT;
    boolean resolved = false;
    boolean shifted = false;
    while (block.body.hasRemaining()) {
      ByteBuffer option = block.take(4);
      int code = option.getShort() & 0xffff;
      int length = option.getShort() & 0xffff;
      ByteBuffer value = block.take(length + 3 & ~3);
      switch (code) {
        case 0 -> {
          requireLength("opt_endofopt", length, 0);
          return clock;
        }
        case 9 -> {
          requireLength("if_tsresol", length, 1);
          requireFirst("if_tsresol", resolved);
          clock = new Clock(resolution(value.get() & 0xff), clock.offset);
          resolved = true;
        }
        case 14 -> {
          requireLength("if_tsoffset", length, 8);
          requireFirst("if_tsoffset", shifted);
          clock = new Clock(clock.resolution, value.getLong());
          shifted = true;
        }
        default -> {}
      }
    }
    return clock;
  }

  private static void requireLength(String option, int length, int right) throws CaptureException {
    if (length != right) {
      throw new CaptureException(
          "Interface Description Block has "
              + option
              + " option with length "
              + length
              + " != "
              + right);
    }
  }

  private static void requireFirst(String option, boolean seen) throws CaptureException {
    if (seen) {
      throw new CaptureException(
          "Interface Description Block has more than one " + option + " option");
    }
  }

  private static long resolution(int value) throws CaptureException {
    boolean binary = (value & 0x80) != 0;
    int exponent = value & 0x7f;
    if (exponent > (binary ? 63 : 19)) {
      throw new CaptureException(
          "Interface Description Block if_tsresol option resolution "
              + (binary ? "2^-" : "10^-")
              + exponent
              + " is too high");
    }
    if (binary) {
      return 1L << exponent;
    }
    long resolution = 1;
    for (int i = 0; i < exponent; i++) {
      resolution *= 10;
    }
    return resolution;
  }
}
