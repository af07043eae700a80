package dev.patchbay.packet.capture;

import java.io.IOException;
import java.io.OutputStream;

/// Where the files of a capture come from, one after the other.
@FunctionalInterface
public interface CaptureFiles {
  /// The next file, to be written from its beginning; the one before it has been closed.
  ///
  /// @param number from 0 on
  OutputStream open(int number) throws IOException;
}
