package dev.patchbay.packet.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The older format: a file header, then each frame after a header of its own.
final class PcapReader extends CaptureReader {
  static final int MICROSECONDS = 0xa1b2_c3d4;
  static final int NANOSECONDS = 0xa1b2_3c4d;

  /// Files of a patched libpcap, whose frames have longer headers.
  private static final int PATCHED = 0xa1b2_cd34;

  private static final int FILE_HEADER = 24;
  private static final int FRAME_HEADER = 16;
  private static final int PATCHED_FRAME_HEADER = 24;

  /// Versions before 2.4 had the two lengths the other way round, and 2.3 sometimes.
  private static final int OLD_ORDER = 0x0002_0003;

  /// What the tcpdump of DG/UX calls its files, in the old order too.
  private static final int DG_UX = 543 << 16;

  private final ByteOrder order;
  private final int magic;
  private final int version;
  private final LinkType linkType;
  private final int snapLength;

  private PcapReader(
      InputStream in, ByteOrder order, int magic, int version, LinkType linkType, int snapLength) {
    super(in);
    this.order = order;
    this.magic = magic;
    this.version = version;
    this.linkType = linkType;
    this.snapLength = snapLength;
  }

  static @Nullable PcapReader begin(InputStream in, int number)
      throws CaptureException, IOException {
    if (isMagic(number)) {
      return begin(in, number, ByteOrder.LITTLE_ENDIAN);
    }
    int reversed = Integer.reverseBytes(number);
    return isMagic(reversed) ? begin(in, reversed, ByteOrder.BIG_ENDIAN) : null;
  }

  private static boolean isMagic(int number) {
    return number == MICROSECONDS || number == NANOSECONDS || number == PATCHED;
  }

  private static PcapReader begin(InputStream in, int magic, ByteOrder order)
      throws CaptureException, IOException {
    byte[] rest = in.readNBytes(FILE_HEADER - 4);
    if (rest.length < FILE_HEADER - 4) {
      throw new CaptureException(
          truncated("dump file", FILE_HEADER, "file header bytes", rest.length));
    }
    ByteBuffer header = ByteBuffer.wrap(rest).order(order);
    int major = header.getShort() & 0xffff;
    int minor = header.getShort() & 0xffff;
    checkVersion(major, minor);
    header.getLong(); // the time zone and the accuracy, which nobody writes
    int snapLength = adjusted(header.getInt());
    LinkType linkType = known(header.getInt() & 0x03ff_ffff);
    if (magic == PATCHED && linkType == LinkType.EN10MB) {
      snapLength += 14; // the patch left the Ethernet header out of the count
    }
    return new PcapReader(in, order, magic, major << 16 | minor, linkType, snapLength);
  }

  private static void checkVersion(int major, int minor) throws CaptureException {
    if (major < 2) {
      throw new CaptureException("archaic pcap savefile format");
    }
    if ((major != 2 || minor > 4) && (major << 16 | minor) != DG_UX) {
      throw new CaptureException("unsupported pcap savefile version " + major + "." + minor);
    }
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
    int size = magic == PATCHED ? PATCHED_FRAME_HEADER : FRAME_HEADER;
    byte[] head = in.readNBytes(size);
    if (head.length == 0) {
      return null;
    }
    if (head.length < size) {
      throw new CaptureException(truncated("dump file", size, "header bytes", head.length));
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(order);
    long seconds = Integer.toUnsignedLong(header.getInt());
    long fraction = Integer.toUnsignedLong(header.getInt());
    int first = header.getInt();
    int second = header.getInt();
    boolean swapped = lengthsSwapped(first, second);
    int captured = swapped ? second : first;
    int length = swapped ? first : second;
    long time = seconds * 1_000_000_000 + (magic == NANOSECONDS ? fraction : fraction * 1000);
    return new CapturedFrame(time, bytes(captured), length, linkType, 0);
  }

  private boolean lengthsSwapped(int first, int second) {
    return version < OLD_ORDER
        || version == DG_UX
        || (version == OLD_ORDER && Integer.compareUnsigned(first, second) > 0);
  }

  private byte[] bytes(int captured) throws CaptureException, IOException {
    if (Integer.compareUnsigned(captured, MAXIMUM_SNAP_LENGTH) > 0) {
      boolean overSnap = Integer.compareUnsigned(captured, snapLength) > 0;
      throw new CaptureException(
          "invalid packet capture length "
              + Integer.toUnsignedString(captured)
              + ", bigger than "
              + (overSnap ? "snaplen of " + snapLength : "maximum of " + MAXIMUM_SNAP_LENGTH));
    }
    int kept = Math.min(captured, snapLength);
    byte[] bytes = in.readNBytes(kept);
    if (bytes.length < kept) {
      throw new CaptureException(truncated("dump file", kept, "captured bytes", bytes.length));
    }
    int skipped = in.readNBytes(captured - kept).length;
    if (kept + skipped < captured) {
      throw new CaptureException(
          truncated("dump file", captured, "captured bytes", kept + skipped));
    }
    return bytes;
  }
}
