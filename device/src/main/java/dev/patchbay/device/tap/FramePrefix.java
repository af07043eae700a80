package dev.patchbay.device.tap;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;

/// What stands before a frame in a file that carries frames: `struct tun_pi`, `struct
/// virtio_net_hdr` (linux/if_tun.h, linux/virtio_net.h).
///
/// @param hasInformation whether four bytes say if the frame was cut and which protocol it is
/// @param virtioBytes how many bytes say what is left to do to the frame; 0 or at least 10
public record FramePrefix(boolean hasInformation, int virtioBytes) {
  /// The frame and nothing else.
  public static final FramePrefix NONE = new FramePrefix(false, 0);

  /// As long as the first form of `struct virtio_net_hdr`.
  public static final int VIRTIO = 10;

  private static final int INFORMATION = 4;
  private static final int STRIPPED = 1;
  private static final int NEEDS_CHECKSUM = 1;
  private static final int SEGMENTATION_AT = 1;
  private static final int SEGMENTATION_TCP4 = 1;
  private static final int SEGMENTATION_TCP6 = 4;
  private static final int SEGMENTATION_ECN = 0x80;
  private static final int SEGMENT_SIZE_AT = 4;
  private static final int CHECKSUM_START_AT = 6;
  private static final int CHECKSUM_OFFSET_AT = 8;

  /// How many bytes it has.
  public int length() {
    return (hasInformation ? INFORMATION : 0) + virtioBytes;
  }

  /// Writes what is to be said of a frame.
  void write(byte[] into, int at, Packet frame, boolean cut) {
    for (int i = 0; i < length(); i++) {
      into[at + i] = 0;
    }
    if (hasInformation) {
      into[at] = (byte) (cut ? STRIPPED : 0);
      into[at + 2] = (byte) (frame.protocol() >> 8);
      into[at + 3] = (byte) frame.protocol();
    }
  }

  /// Reads what is said of a frame: its checksum is to be computed, or it stands for many segments.
  /// False when it makes no sense.
  boolean read(byte[] from, int at, Packet frame) {
    int virtio = at;
    if (hasInformation) {
      frame.protocol(octet(from, at + 2) << 8 | octet(from, at + 3));
      virtio += INFORMATION;
    }
    if (virtioBytes == 0) {
      return true;
    }
    boolean needsChecksum = (from[virtio] & NEEDS_CHECKSUM) != 0;
    int start = u16(from, virtio + CHECKSUM_START_AT);
    int offset = u16(from, virtio + CHECKSUM_OFFSET_AT);
    if (needsChecksum && start + offset + 2 > frame.length()) {
      return false;
    }
    if (from[virtio + SEGMENTATION_AT] != 0) {
      return needsChecksum && segments(from, virtio, frame, start, offset);
    }
    if (needsChecksum) {
      frame.checksumPartial(frame.head() + start, offset);
      Checksum.resolve(frame);
    }
    return true;
  }

  /// A frame that stands for many: of a size, and of TCP, which is all that is cut here.
  private static boolean segments(byte[] from, int virtio, Packet frame, int start, int offset) {
    int kind = from[virtio + SEGMENTATION_AT] & ~SEGMENTATION_ECN;
    int size = u16(from, virtio + SEGMENT_SIZE_AT);
    if ((kind != SEGMENTATION_TCP4 && kind != SEGMENTATION_TCP6) || size == 0) {
      return false;
    }
    frame.checksumPartial(frame.head() + start, offset);
    frame.segmentation(size, kind == SEGMENTATION_TCP4 ? Segmentation.TCP4 : Segmentation.TCP6);
    return true;
  }

  private static int octet(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at]);
  }

  /// As a machine stores it that begins with the lowest byte.
  private static int u16(byte[] bytes, int at) {
    return octet(bytes, at) | octet(bytes, at + 1) << 8;
  }
}
