package dev.patchbay.tools.tcpdump;

import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where frames come from: a device, or a file.
interface Source {
  LinkType linkType();

  /// The most bytes that are kept of a frame.
  int snapLength();

  /// The next frame that the filter lets through, or null at the end, or when it was
  /// [#interrupt]ed.
  ///
  /// @throws CaptureException with what ends it before its end
  @Nullable CapturedFrame next() throws CaptureException, IOException;

  /// Ends waiting for frames.
  void interrupt();

  /// Lets go of what is below.
  void close();
}
