package dev.patchbay.trace.journey;

import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.trace.print.FramePrinter;
import dev.patchbay.trace.print.Names;
import dev.patchbay.trace.print.PrintOptions;
import dev.patchbay.trace.print.TimeStyle;
import org.jspecify.annotations.Nullable;

/// A packet of a journey in one line, as tcpdump prints it.
final class Summary {
  private static final PrintOptions WITH_LINK =
      new PrintOptions(
          0,
          true,
          true,
          false,
          0,
          false,
          true,
          false,
          TimeStyle.NONE,
          false,
          PrintOptions.PLAIN.dump(),
          false,
          "");

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
    return frame == null ? "" : print(frame, PrintOptions.PLAIN);
  }

  /// The frame with its link header, if it has one.
  static String whole(Frame frame) {
    return print(frame, frame.hasLink() ? WITH_LINK : PrintOptions.PLAIN);
  }

  private static String print(Frame frame, PrintOptions options) {
    byte[] bytes = frame.bytes();
    int length = frame.length();
    if (!frame.hasLink()) {
      byte[] framed = new byte[Ethernet.HEADER + bytes.length];
      Ethernet.type(framed, 0, frame.protocol());
      System.arraycopy(bytes, 0, framed, Ethernet.HEADER, bytes.length);
      bytes = framed;
      length += Ethernet.HEADER;
    }
    CapturedFrame captured = new CapturedFrame(0, bytes, length, LinkType.EN10MB, 0);
    String text = new FramePrinter(options, Names.NONE).print(captured).strip();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private Summary() {}
}
