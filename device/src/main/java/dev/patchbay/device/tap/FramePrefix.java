package dev.patchbay.device.tap;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Packet;

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

  /// Reads what is said of a frame, and does what is asked: a checksum. False when it makes no
  /// sense, or asks for the frame to be cut, which nothing here does.
  boolean read(byte[] from, int at, Packet frame) {
    int virtio = at;
    if (hasInformation) {
      frame.protocol(octet(from, at + 2) << 8 | octet(from, at + 3));
      virtio += INFORMATION;
    }
    if (virtioBytes == 0) {
      return true;
    }
    if (from[virtio + SEGMENTATION_AT] != 0) {
      return false;
    }
    return (from[virtio] & NEEDS_CHECKSUM) == 0
        || fillChecksum(
            frame, u16(from, virtio + CHECKSUM_START_AT), u16(from, virtio + CHECKSUM_OFFSET_AT));
  }

  private static boolean fillChecksum(Packet frame, int start, int offset) {
    if (start + offset + 2 > frame.length()) {
      return false;
    }
    frame.checksumPartial(frame.head() + start, offset);
    Checksum.resolve(frame);
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
