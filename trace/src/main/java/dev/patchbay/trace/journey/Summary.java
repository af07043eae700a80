package dev.patchbay.trace.journey;

import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.packet.Decode;
import dev.patchbay.packet.Ethernet;
import org.jspecify.annotations.Nullable;

/// A packet of a journey in one line.
final class Summary {
  /// What stands between the link header and the rest of a line.
  private static final String LENGTH = ", length ";

  /// The packet as it was seen first, without its link header; empty when it never was.
  static String of(Leg leg) {
    for (Journey.Entry entry : leg.journey().entries()) {
      if (entry.leg() == leg) {
        return of(entry.frame());
      }
    }
    return "";
  }

  /// The frame without its link header.
  static String of(@Nullable Frame frame) {
    if (frame == null) {
      return "";
    }
    String line = line(frame);
    int length = line.indexOf(LENGTH);
    int colon = length < 0 ? -1 : line.indexOf(": ", length);
    return colon < 0 ? line : line.substring(colon + 2);
  }

  /// The frame with its link header, if it has one.
  static String whole(Frame frame) {
    return frame.hasLink() ? line(frame) : of(frame);
  }

  private static String line(Frame frame) {
    byte[] bytes = frame.bytes();
    if (frame.hasLink()) {
      return Decode.line(bytes, 0, bytes.length);
    }
    byte[] framed = new byte[Ethernet.HEADER + bytes.length];
    Ethernet.type(framed, 0, frame.protocol());
    System.arraycopy(bytes, 0, framed, Ethernet.HEADER, bytes.length);
    return Decode.line(framed, 0, framed.length);
  }

  private Summary() {}
}
